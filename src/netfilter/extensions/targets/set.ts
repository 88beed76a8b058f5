/**
 * `-j SET`: adds what the packet bears to an ipset, takes it out, or has it marked as an entry says (iptables-extensions(8),
 * SET; kernel: net/netfilter/xt_set.c, set_target_v3). Rules that come later see the changed set.
 */
import type { IpSet, SetChange } from "../../ipset/ipset";
import { askSet, type Sides, valuesOf } from "../../ipset/ask";
import { entryOf } from "../../ipset/lookup";
import type { Node } from "../../node";
import { defineTarget } from "../define";
import type { TypedOption, World } from "../extension";
import { MOST_32, name, wholeNumber } from "../kinds";
import { setMark } from "../marks";
import { flag, option, pairOption } from "../options";
import { SIDES, sidesWords } from "../set-sides";
import { prose } from "../prose";

const SET_NAME = name(31);

type Named = TypedOption<readonly [string, Sides]>;

export const SET_TARGET = defineTarget({
  name: "SET",
  listed: prose(
    [
      /(?<what>add|del|map)-set (?<name>\S+) (?<sides>\S+)/,
      ({ what = "", name: set = "", sides = "" }) => [`--${what}-set`, set, sides],
    ],
    [/exist/, "--exist"],
    [/timeout (?<time>\d+)/, "--timeout $time"],
    [/map-mark/, "--map-mark"],
    [/map-prio/, "--map-prio"],
    [/map-queue/, "--map-queue"],
  ),
  options: {
    add: pairOption(SET_NAME, SIDES, "--add-set"),
    del: pairOption(SET_NAME, SIDES, "--del-set"),
    map: pairOption(SET_NAME, SIDES, "--map-set"),
    exist: flag("--exist"),
    timeout: option(wholeNumber(MOST_32), "--timeout"),
    mapMark: flag("--map-mark"),
    mapPrio: flag("--map-prio"),
    mapQueue: flag("--map-queue"),
  },
  check: ({ add, del, map, exist, timeout, mapMark, mapPrio, mapQueue }) => {
    if (!add && !del && !map) return "one of --add-set, --del-set and --map-set is expected";
    if ((exist ?? timeout) && !add) return `${exist ? "--exist" : "--timeout"} needs --add-set`;
    const mapped = mapMark ?? mapPrio ?? mapQueue;
    if (map && !mapped) return "--map-set needs --map-mark, --map-prio or --map-queue";
    return mapped && !map ? "--map-mark, --map-prio and --map-queue need --map-set" : undefined;
  },
  act: ({ add, del, map, mapMark }, world) => {
    const added = changed(world.node, "added", add, world);
    const node = changed(added, "removed", del, { ...world, node: added });
    const entry = map && mapMark ? askSet(...map.value, world) : undefined;
    const mark = entry?.kind === "yes" ? entry.entry.mark : null;
    return {
      kind: "continue",
      ...(node === world.node ? {} : { node }),
      ...(mark ? { packet: { ...world.packet, mark: setMark(world.packet.mark, mark) } } : {}),
    };
  },
  means: {
    add: (_text, [set, sides]) => `adds its ${sidesWords(sides)} to the set ${set}`,
    del: (_text, [set, sides]) => `takes its ${sidesWords(sides)} out of the set ${set}`,
    map: (_text, [set, sides]) => `looks up its ${sidesWords(sides)} in the set ${set}, for what the entry says to do`,
    exist: "an entry that is there already gets the new timeout",
    timeout: (_text, seconds) =>
      seconds === 0 ? "the entry stays for good" : `the entry goes after ${String(seconds)} seconds`,
    mapMark: "the packet gets the mark that the entry holds",
    mapPrio: "the packet gets the priority that the entry holds",
    mapQueue: "the packet goes to the device's queue that the entry holds",
  },
  tell: ({ add, del, map }) =>
    [
      add && `adds it to the set ${add.value[0]}`,
      del && `takes it out of the set ${del.value[0]}`,
      map && `takes over what the set ${map.value[0]} says of it`,
    ]
      .filter((part) => part !== undefined)
      .join(" and "),
});

/** The node with one change more of a set; as it was where the paste does not have the set, or nothing can be told. */
function changed(node: Node, kind: SetChange["kind"], named: Named | undefined, world: World): Node {
  const [setName = "", sides = []] = named?.value ?? [];
  const set = node.ipsets?.get(setName);
  const values = set && set.type !== "list:set" ? valuesOf(set, sides, world) : undefined;
  const entry = set && values && entryOf(set, values);
  if (!node.ipsets || !set || !entry) return node;
  const after: IpSet = { ...set, changes: [...set.changes, { kind, entry }] };
  return { ...node, ipsets: new Map(node.ipsets).set(setName, after) };
}
