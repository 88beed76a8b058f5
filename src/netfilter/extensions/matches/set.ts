/**
 * `-m set`: whether an ipset holds the packet's addresses, ports and the like (iptables-extensions(8), set; ipset(8); kernel:
 * net/netfilter/xt_set.c). A set that the paste does not have, and what an entry has counted, is asked.
 */
import { formatAddress } from "../../address";
import type { Packet } from "../../packet";
import { portsOf } from "../../packet";
import { given, told } from "../condition";
import { defineMatch } from "../define";
import type { Answer, OptionsOf, OptionTable, World } from "../extension";
import { all, unknown } from "../answer";
import { askSet, type Sides } from "../../ipset/ask";
import { name, wholeNumber } from "../kinds";
import { flag, negatable, option, pairOption } from "../options";
import { portText } from "../ports";
import { askedHere } from "../questions";
import { SIDES, sidesWords } from "../set-sides";
import { prose } from "../prose";

const COUNT = wholeNumber(Number.MAX_SAFE_INTEGER);

const TABLE = {
  set: negatable(pairOption(name(31), SIDES, "--match-set", "--set")),
  returnNomatch: flag("--return-nomatch"),
  updateCounters: negatable(flag("--update-counters")),
  updateSubcounters: negatable(flag("--update-subcounters")),
  packetsEq: negatable(option(COUNT, "--packets-eq")),
  packetsLt: option(COUNT, "--packets-lt"),
  packetsGt: option(COUNT, "--packets-gt"),
  bytesEq: negatable(option(COUNT, "--bytes-eq")),
  bytesLt: option(COUNT, "--bytes-lt"),
  bytesGt: option(COUNT, "--bytes-gt"),
} satisfies OptionTable;

type SetOptions = OptionsOf<typeof TABLE>;

export const SET = defineMatch({
  name: "set",
  listed: prose(
    [/(?<not>! )?match-set (?<name>\S+) (?<sides>\S+)/, "--match-set $name $sides"],
    [/return-nomatch/, "--return-nomatch"],
    [/(?<not>! )?update-counters/, "--update-counters"],
    [/(?<not>! )?update-subcounters/, "--update-subcounters"],
    [/(?<not>! )?packets-eq (?<count>\d+)/, "--packets-eq $count"],
    [/packets-lt (?<count>\d+)/, "--packets-lt $count"],
    [/packets-gt (?<count>\d+)/, "--packets-gt $count"],
    [/(?<not>! )?bytes-eq (?<count>\d+)/, "--bytes-eq $count"],
    [/bytes-lt (?<count>\d+)/, "--bytes-lt $count"],
    [/bytes-gt (?<count>\d+)/, "--bytes-gt $count"],
  ),
  options: TABLE,
  check: ({ set }) => (set ? undefined : "--match-set is missing"),
  test: (options, world) =>
    given(options.set, ([setName, sides]) => all([isIn(options, setName, sides, world), ...countsOf(options)])),
  because: ({ set }, world, holds) => {
    const [setName = "", sides = []] = set?.value ?? [];
    const entry = sides.length === 0 ? "" : `${sidesWords(sides)} ${shownIn(setName, sides, world)}`;
    const isIn = holds !== set?.negated;
    const wants = holds || !set?.negated ? "" : ", and the rule wants it outside";
    return `${entry}${isIn ? " is in" : " is not in"} the set ${setName}${wants}`;
  },
  means: {
    set: (_text, [setName, sides], negated) => `${sidesWords(sides)} is ${negated ? "not " : ""}in the set ${setName}`,
    returnNomatch: "holds where the entry that fits is an exception (nomatch)",
    updateCounters: (_text, _value, negated) =>
      `the entry's counters ${negated ? "stay as they are" : "count this packet"}`,
    updateSubcounters: (_text, _value, negated) =>
      `the counters of the entry in the set within the set ${negated ? "stay as they are" : "count this packet"}`,
    packetsEq: (count, _value, negated) => `the entry has ${negated ? "not " : ""}counted ${count} packets`,
    packetsLt: (count) => `the entry has counted fewer than ${count} packets`,
    packetsGt: (count) => `the entry has counted more than ${count} packets`,
    bytesEq: (count, _value, negated) => `the entry has ${negated ? "not " : ""}counted ${count} bytes`,
    bytesLt: (count) => `the entry has counted fewer than ${count} bytes`,
    bytesGt: (count) => `the entry has counted more than ${count} bytes`,
  },
  tell: ({ set, returnNomatch }) =>
    told(
      set,
      ([setName, sides], is) =>
        `${sidesWords(sides)} ${is} in the set ${setName}${returnNomatch ? ", as an exception there" : ""}`,
    ) ?? "any set",
  shows: ({ set }, world) => set && shownIn(set.value[0], set.value[1], world),
});

function isIn({ returnNomatch }: SetOptions, setName: string, sides: Sides, world: World): Answer {
  const said = askSet(setName, sides, world, returnNomatch !== undefined);
  switch (said.kind) {
    case "yes":
      return true;
    case "no":
      return false;
    case "absent":
    case "not told": {
      const entry = packetText(sides, world.packet);
      return unknown({
        key: `set=${setName} ${sides.join(",")} ${entry}`,
        yes: `the set ${setName} holds ${entry}`,
        no: `the set ${setName} does not hold ${entry}`,
      });
    }
  }
}

/** What an entry must have counted. */
function countsOf(options: SetOptions): Answer[] {
  const [setName = ""] = options.set?.value ?? [];
  const asks = (of: string) =>
    askedHere(`the entry of ${setName} has counted ${of}`, `the entry of ${setName} has not counted ${of}`);
  return [
    given(options.packetsEq, (count) => asks(`${String(count)} packets`)),
    given(options.packetsLt, (count) => asks(`less than ${String(count)} packets`)),
    given(options.packetsGt, (count) => asks(`more than ${String(count)} packets`)),
    given(options.bytesEq, (count) => asks(`${String(count)} bytes`)),
    given(options.bytesLt, (count) => asks(`less than ${String(count)} bytes`)),
    given(options.bytesGt, (count) => asks(`more than ${String(count)} bytes`)),
  ];
}

function shownIn(setName: string, sides: Sides, world: World): string {
  const text = packetText(sides, world.packet);
  const said = askSet(setName, sides, world);
  if (said.kind === "yes")
    return said.entry.text === "" ? `${text} (added by a rule)` : `${text} (held as ${said.entry.text})`;
  return said.kind === "no" && said.entry ? `${text} (excepted as ${said.entry.text})` : text;
}

/** The packet's end for each dimension: the first is mostly an address, and the second a port. */
function packetText(sides: Sides, packet: Packet): string {
  const ports = portsOf(packet);
  return sides
    .map((side, index) => {
      const address = formatAddress(side === "src" ? packet.src : packet.dst);
      if (index !== 1 || !ports) return address;
      return portText(side === "src" ? ports.sport : ports.dport);
    })
    .join(",");
}
