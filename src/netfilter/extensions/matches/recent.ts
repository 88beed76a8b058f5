/**
 * `-m recent`: lists of addresses that the kernel has seen lately (iptables-extensions(8), recent; kernel:
 * net/netfilter/xt_recent.c). What stands in a list is not in the paste; `--set` puts the address there and always holds.
 */
import type { Address, Family } from "../../address";
import { formatAddress, ipv4, ipv6 } from "../../address";
import { negateIf, unknown } from "../answer";
import { defineMatch } from "../define";
import type { Answer, OptionsOf, World } from "../extension";
import { ADDRESS, MOST_32, name, wholeNumber } from "../kinds";
import { byDefault, flag, negatable, option } from "../options";
import { prose } from "../prose";

const ALL_ONES: Readonly<Record<Family, Address>> = { 4: ipv4(MOST_32), 6: ipv6((1n << 128n) - 1n) };
const DEFAULT_NAME = "DEFAULT";

const TABLE = {
  set: negatable(flag("--set")),
  rcheck: negatable(flag("--rcheck")),
  update: negatable(flag("--update")),
  remove: negatable(flag("--remove")),
  seconds: option(wholeNumber(MOST_32), "--seconds"),
  reap: flag("--reap"),
  hitcount: option(wholeNumber(65535), "--hitcount"),
  rttl: flag("--rttl"),
  name: option(name(199), "--name"),
  mask: option(ADDRESS, "--mask"),
  rsource: flag("--rsource"),
  rdest: flag("--rdest"),
};

type RecentOptions = OptionsOf<typeof TABLE>;

export const RECENT = defineMatch({
  name: "recent",
  listed: prose(
    [
      /(?<not>! )?recent: (?<what>SET|CHECK|UPDATE|REMOVE)/,
      ({ not, what = "" }) => [
        ...(not === undefined ? [] : ["!"]),
        what === "CHECK" ? "--rcheck" : `--${what.toLowerCase()}`,
      ],
    ],
    [/seconds: (?<time>\d+)/, "--seconds $time"],
    [/reap/, "--reap"],
    [/hit_count: (?<count>\d+)/, "--hitcount $count"],
    [/TTL-Match/, "--rttl"],
    [/name: (?<list>\S+)/, "--name $list"],
    [/side: source/, "--rsource"],
    [/side: dest/, "--rdest"],
    [/mask: (?<mask>\S+)/, "--mask $mask"],
  ),
  options: TABLE,
  check: (options) => {
    const { set, rcheck, update, remove, rsource, rdest, seconds, hitcount, reap, rttl } = options;
    if ([set, rcheck, update, remove].filter((one) => one !== undefined).length !== 1) {
      return "one of --set, --rcheck, --update and --remove is expected";
    }
    if ((set ?? remove) && (seconds ?? hitcount ?? reap ?? rttl)) {
      return "--seconds, --hitcount, --reap and --rttl belong to --rcheck and --update";
    }
    if (reap && !seconds) return "--reap needs --seconds";
    return rsource && rdest ? "--rsource and --rdest do not go together" : undefined;
  },
  canonical: (options, family) => ({
    ...options,
    name: options.name ?? byDefault(DEFAULT_NAME),
    mask: options.mask ?? byDefault(ALL_ONES[family]),
    ...(options.rdest ? {} : { rsource: byDefault(true) }),
  }),
  test: (options, world) => {
    const { set, rcheck, update, remove } = options;
    const negated = (set ?? rcheck ?? update ?? remove)?.negated ?? false;
    return negateIf(negated, set ? true : wasSeen(options, world));
  },
  lacks: ({ set }) => (set?.negated === true ? "--set holds for every packet, and the ! turns that round" : undefined),
  means: {
    set: (_text, _value, negated) => `notes the address in the list; it ${negated ? "never" : "always"} holds`,
    rcheck: (_text, _value, negated) => `the address is ${negated ? "not " : ""}in the list`,
    update: (_text, _value, negated) =>
      `the address is ${negated ? "not " : ""}in the list, and is noted anew if it is`,
    remove: (_text, _value, negated) =>
      `the address is ${negated ? "not " : ""}in the list, and is struck off if it is`,
    seconds: (seconds) => `it was seen within the last ${seconds} seconds`,
    reap: "what was seen longer ago is thrown out of the list",
    hitcount: (count) => `it was seen at least ${count} times`,
    rttl: "its TTL is that of the packet by which it was noted",
    name: (name) => `the name of the list: /proc/net/xt_recent/${name}`,
    mask: (mask) => `addresses that are the same under this mask count as one: ${mask}`,
    rsource: "the source address is looked for",
    rdest: "the destination address is looked for",
  },
  tell: (options) => {
    const { set, rcheck, update, remove } = options;
    const list = listName(options);
    const who = options.rdest ? "the destination" : "the source";
    if (set) return set.negated ? `never (it notes ${who} under ${list})` : `always; it notes ${who} under ${list}`;
    const not = (rcheck ?? update ?? remove)?.negated === true ? "not " : "";
    const then = update ? ", and notes it again" : remove ? ", and strikes it off" : "";
    return `${who} was ${not}seen under ${list}${howOften(options)}${then}`;
  },
});

/** The question is the same for all that ask alike of one address. */
function wasSeen(options: RecentOptions, { packet }: World): Answer {
  const { mask, rdest } = options;
  const address = formatAddress(under(rdest ? packet.dst : packet.src, mask?.value));
  const list = listName(options);
  const often = howOften(options);
  return unknown({
    key: `recent=${list} ${address}${often}`,
    yes: `${address} was seen under ${list}${often}`,
    no: `${address} was not seen under ${list}${often}`,
  });
}

function under(address: Address, mask: Address | undefined): Address {
  if (address.family === 4) return mask?.family === 4 ? ipv4(address.value & mask.value) : address;
  return mask?.family === 6 ? ipv6(address.value & mask.value) : address;
}

function listName(options: RecentOptions): string {
  return options.name?.value ?? DEFAULT_NAME;
}

function howOften({ seconds, hitcount, rttl }: RecentOptions): string {
  const times = hitcount ? ` ${String(hitcount.value)} times` : "";
  const within = seconds ? ` within ${String(seconds.value)} s` : "";
  return `${times}${within}${rttl ? " with the same TTL" : ""}`;
}
