/**
 * `-m realm`: the realm of the route that the packet takes (iptables-extensions(8), realm; kernel:
 * net/netfilter/xt_realm.c). A node whose routes name none has only the realm 0.
 */
import type { Node } from "../../node";
import { bearing, given, told } from "../condition";
import { defineMatch } from "../define";
import type { Kind, Masked } from "../kinds";
import { hex, masked, MOST_32 } from "../kinds";
import { negatable, option } from "../options";
import { asked } from "../questions";
import { prose } from "../prose";

const NUMBER = masked(MOST_32, ({ value, mask }) => (mask === MOST_32 ? hex(value) : `${hex(value)}/${hex(mask)}`));

/** The only realm with a name on every node is 0, and iptables-save prints it by that. */
const NAME_OF_0 = "cosmos";

const REALM: Kind<Masked> = {
  ...NUMBER,
  read: (word, family) => (word === NAME_OF_0 ? { value: 0, mask: MOST_32 } : NUMBER.read(word, family)),
  print: (wanted) => (wanted.value === 0 && wanted.mask === MOST_32 ? NAME_OF_0 : NUMBER.print(wanted)),
};

export const REALM_MATCH = defineMatch({
  name: "realm",
  listed: prose([/(?<not>! )?realm (?<realm>\S+)/, "--realm $realm"]),
  families: [4],
  options: { realm: negatable(option(REALM, "--realm")) },
  check: ({ realm }) => (realm ? undefined : "--realm is missing"),
  test: ({ realm }, { node }) =>
    given(realm, (wanted) => {
      if (hasNoRealms(node)) return isRealm(0, wanted);
      const text = REALM.print(wanted);
      return asked(`the realm of its route is ${text}`, `the realm of its route is not ${text}`);
    }),
  tell: ({ realm }, bears) =>
    told(realm, (wanted, is) => bearing("the realm of its route", is, REALM.print(wanted), bears)) ?? "any realm",
  wants: () => "another",
  shows: (_options, { node }) => (hasNoRealms(node) ? REALM.print({ value: 0, mask: MOST_32 }) : undefined),
});

function isRealm(borne: number, { value, mask }: Masked): boolean {
  return value >>> 0 === (borne & mask) >>> 0;
}

function hasNoRealms({ routes }: Node): boolean {
  return routes?.every(({ text }) => !/\srealms?\s/.test(text)) ?? false;
}
