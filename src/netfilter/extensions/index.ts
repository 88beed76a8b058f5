/**
 * All extensions by their names. Adding one is adding its file and a line here, or in rare.ts; the name of a
 * rare target stands here too.
 */
import { rare } from "#rare-extensions";
import type { Family } from "../address";
import type { Match } from "../ruleset";
import type { MatchExtension, TargetExtension } from "./extension";
import { DESTINATION, SOURCE } from "./head/addresses";
import { IN_DEVICE, OUT_DEVICE } from "./head/devices";
import { FRAGMENT } from "./head/fragment";
import { PROTOCOL_MATCH } from "./head/protocol";
import { ADDRTYPE } from "./matches/addrtype";
import { COMMENT } from "./matches/comment";
import { CONNTRACK } from "./matches/conntrack";
import { MARK_MATCH } from "./matches/mark";
import { STATISTIC } from "./matches/statistic";
import { TCP } from "./matches/tcp";
import { UDP } from "./matches/udp";
import { DNAT } from "./targets/dnat";
import { MARK_TARGET } from "./targets/mark";
import { MASQUERADE } from "./targets/masquerade";
import { REJECT } from "./targets/reject";
import { SNAT } from "./targets/snat";

/** What stands in a rule's head without `-m`, in the order in which iptables-save prints it. */
export const HEAD_MATCHES: readonly MatchExtension[] = [
  SOURCE,
  DESTINATION,
  IN_DEVICE,
  OUT_DEVICE,
  PROTOCOL_MATCH,
  FRAGMENT,
];

const COMMON_MATCHES: readonly MatchExtension[] = [ADDRTYPE, COMMENT, CONNTRACK, MARK_MATCH, STATISTIC, TCP, UDP];

const COMMON_TARGETS: readonly TargetExtension[] = [DNAT, MARK_TARGET, MASQUERADE, REJECT, SNAT];

/** The targets of rare.ts by name: what stands behind -j is mostly a chain, for which they need not come. */
export const RARE_TARGET_NAMES: ReadonlySet<string> = new Set(
  (
    "AUDIT CHECKSUM CLASSIFY CLUSTERIP CONNMARK CONNSECMARK CT DNPT DSCP ECN HL HMARK IDLETIMER LED LOG NETMAP NFLOG " +
    "NFQUEUE NOTRACK RATEEST REDIRECT SECMARK SET SNPT SYNPROXY TCPMSS TCPOPTSTRIP TEE TOS TPROXY TRACE TTL"
  ).split(" "),
);

const matches = new Map(COMMON_MATCHES.map((match) => [match.name, match]));
const usual = new Map([...HEAD_MATCHES, ...COMMON_MATCHES].map((match) => [match.name, match]));
const targets = new Map(COMMON_TARGETS.map((target) => [target.name, target]));
const byProtocol = protocolsOf(COMMON_MATCHES);

function protocolsOf(some: readonly MatchExtension[]): ReadonlyMap<number, MatchExtension> {
  return new Map(some.flatMap((match) => match.protocols.map((number) => [number, match] as const)));
}

/** The rare ones by what they are asked for; made when the first is asked for. */
interface Rare {
  readonly matches: ReadonlyMap<string, MatchExtension>;
  readonly targets: ReadonlyMap<string, TargetExtension>;
  readonly byProtocol: ReadonlyMap<number, MatchExtension>;
  /** All matches, the common ones too, by the letter with which their words in a listing begin. */
  readonly listedBy: ReadonlyMap<string | undefined, readonly MatchExtension[]>;
}

let known: Rare | undefined;

function rareOnes(): Rare {
  if (known) return known;
  const { RARE_MATCHES, RARE_TARGETS } = rare();
  const listedBy = new Map<string | undefined, MatchExtension[]>();
  for (const match of [...RARE_MATCHES, ...COMMON_MATCHES]) {
    if (!match.listed) continue;
    const { letter } = match.listed;
    listedBy.set(letter, [...(listedBy.get(letter) ?? []), match]);
  }
  known = {
    matches: new Map(RARE_MATCHES.map((match) => [match.name, match])),
    targets: new Map(RARE_TARGETS.map((target) => [target.name, target])),
    byProtocol: protocolsOf(RARE_MATCHES),
    listedBy,
  };
  return known;
}

/** All that stands behind -m or -j. */
export function allExtensions(): readonly (MatchExtension | TargetExtension)[] {
  const { matches: rareMatches, targets: rareTargets } = rareOnes();
  return [...matches.values(), ...rareMatches.values(), ...targets.values(), ...rareTargets.values()];
}

/** The matches whose words in a listing may begin with a letter. */
export function matchesListedBy(letter: string): readonly MatchExtension[] {
  const { listedBy } = rareOnes();
  return [...(listedBy.get(letter) ?? []), ...(listedBy.get(undefined) ?? [])];
}

/** The match of a name after `-m`, or of a rule's head (`source`, `out` …); undefined where nobody implements it. */
export function findMatch(name: string): MatchExtension | undefined {
  return usual.get(name) ?? rareOnes().matches.get(name);
}

/** What an ICMP message is called (icmp-types.ts): the names stand with the matches that ask for them. */
export function icmpName(family: Family, type: number, code: number): string {
  return rare().icmpName(family, type, code);
}

/** False for a match that every packet fits (`-m comment`). */
export function asksSomething(match: Match): boolean {
  return match.kind === "unknown" || findMatch(match.name)?.asks !== false;
}

/** The target of a name after `-j`; undefined for verdicts, chains, and what nobody implements. */
export function findTarget(name: string): TargetExtension | undefined {
  return targets.get(name) ?? (RARE_TARGET_NAMES.has(name) ? rareOnes().targets.get(name) : undefined);
}

/** The match that `-p` of this protocol loads unasked: `tcp` for 6. */
export function matchForProtocol(number: number): MatchExtension | undefined {
  return byProtocol.get(number) ?? rareOnes().byProtocol.get(number);
}
