/**
 * `-m physdev`: the ports of a bridge that a packet comes in by and leaves by (iptables-extensions(8), physdev; kernel:
 * net/netfilter/xt_physdev.c). Which they are is not in the paste, nor whether the packet is bridged at all.
 */
import { all, unknown } from "../answer";
import { given, statement } from "../condition";
import { defineMatch } from "../define";
import type { Answer, OptionsOf } from "../extension";
import { DEVICE } from "../kinds";
import { flag, negatable, option } from "../options";
import { prose } from "../prose";

const TABLE = {
  isIn: negatable(flag("--physdev-is-in")),
  in: negatable(option(DEVICE, "--physdev-in")),
  isOut: negatable(flag("--physdev-is-out")),
  out: negatable(option(DEVICE, "--physdev-out")),
  isBridged: negatable(flag("--physdev-is-bridged")),
};

export const PHYSDEV = defineMatch({
  name: "physdev",
  clauses: "each",
  listed: prose(
    /PHYSDEV match/,
    [/(?<not>! )?--physdev-is-in/, "--physdev-is-in"],
    [/(?<not>! )?--physdev-in (?<device>\S+)/, "--physdev-in $device"],
    [/(?<not>! )?--physdev-is-out/, "--physdev-is-out"],
    [/(?<not>! )?--physdev-out (?<device>\S+)/, "--physdev-out $device"],
    [/(?<not>! )?--physdev-is-bridged/, "--physdev-is-bridged"],
  ),
  options: TABLE,
  check: (options) => (Object.keys(options).length > 0 ? undefined : "an option such as --physdev-in is missing"),
  test: (options) =>
    all(conditions(options).map(({ negated, yes, no }) => given({ value: yes, negated }, () => ask(yes, no)))),
  tell: (options) =>
    statement(
      conditions(options).map(({ negated, yes, no }) => (negated ? no : yes)),
      "any packet",
    ),
});

function ask(yes: string, no: string): Answer {
  return unknown({ key: `physdev=${yes}`, yes, no });
}

function conditions({ isIn, in: by, isOut, out, isBridged }: OptionsOf<typeof TABLE>) {
  const said = (option: { readonly negated: boolean } | undefined, yes: string, no: string) =>
    option ? [{ negated: option.negated, yes, no }] : [];
  return [
    ...said(isIn, "it came in by a bridge's port", "it did not come in by a bridge's port"),
    ...said(
      by,
      `it came in by the bridge's port ${by?.value ?? ""}`,
      `it did not come in by the bridge's port ${by?.value ?? ""}`,
    ),
    ...said(isOut, "it leaves by a bridge's port", "it does not leave by a bridge's port"),
    ...said(
      out,
      `it leaves by the bridge's port ${out?.value ?? ""}`,
      `it does not leave by the bridge's port ${out?.value ?? ""}`,
    ),
    ...said(isBridged, "it is bridged and not routed", "it is not bridged but routed"),
  ];
}
