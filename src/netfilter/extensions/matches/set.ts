/**
 * `-m set`: whether an ipset holds the packet's addresses and ports (iptables-extensions(8), set; ipset(8)). What a set
 * holds is not asked yet, so that both ways are walked.
 */
import { formatAddress } from "../../address";
import type { Packet } from "../../packet";
import { portsOf } from "../../packet";
import { given, told } from "../condition";
import { defineMatch } from "../define";
import type { Answer, OptionTable } from "../extension";
import { unknown } from "../answer";
import type { Kind } from "../kinds";
import { name, oneOf, wholeNumber } from "../kinds";
import { flag, negatable, option, pairOption } from "../options";
import { portText } from "../ports";

const SIDES: Kind<readonly ("src" | "dst")[]> = {
  expects: "src or dst, up to six with commas between them",
  read: (word, family) => {
    const one = oneOf(["src", "dst"]);
    const sides = word.split(",").map((side) => one.read(side, family));
    const known = sides.filter((side) => side !== undefined);
    return known.length === sides.length && sides.length <= 6 ? known : undefined;
  },
  print: (sides) => sides.join(","),
};

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

export const SET = defineMatch({
  name: "set",
  options: TABLE,
  check: ({ set }) => (set ? undefined : "--match-set is missing"),
  test: ({ set }, { packet }) => given(set, ([setName, sides]) => isIn(setName, sides, packet)),
  tell: ({ set }) => told(set, ([setName, sides], is) => `${sides.join(",")} ${is} in the set ${setName}`) ?? "any set",
  shows: ({ set }, { packet }) => set && entryOf(set.value[1], packet),
});

function isIn(setName: string, sides: readonly ("src" | "dst")[], packet: Packet): Answer {
  const entry = entryOf(sides, packet);
  return unknown({
    key: `set=${setName} ${sides.join(",")} ${entry}`,
    yes: `the set ${setName} holds ${entry}`,
    no: `the set ${setName} does not hold ${entry}`,
  });
}

/** What is looked up, as far as the paste tells: the first is an address, and a later one may be a port. */
function entryOf(sides: readonly ("src" | "dst")[], packet: Packet): string {
  const ports = portsOf(packet);
  return sides
    .map((side, index) => {
      const address = formatAddress(side === "src" ? packet.src : packet.dst);
      if (index === 0 || !ports) return address;
      return index === 1 ? portText(side === "src" ? ports.sport : ports.dport) : address;
    })
    .join(",");
}
