/**
 * All extensions by their names. Adding one is adding its file and a line here.
 */
import type { MatchExtension, TargetExtension } from "./extension";
import { DESTINATION, SOURCE } from "./head/addresses";
import { IN_DEVICE, OUT_DEVICE } from "./head/devices";
import { FRAGMENT } from "./head/fragment";
import { PROTOCOL_MATCH } from "./head/protocol";
import { ADDRTYPE } from "./matches/addrtype";
import { COMMENT } from "./matches/comment";
import { CONNTRACK } from "./matches/conntrack";
import { ICMP, ICMP6 } from "./matches/icmp";
import { MARK_MATCH } from "./matches/mark";
import { MULTIPORT } from "./matches/multiport";
import { RECENT } from "./matches/recent";
import { SCTP } from "./matches/sctp";
import { STATE } from "./matches/state";
import { STATISTIC } from "./matches/statistic";
import { TCP } from "./matches/tcp";
import { UDP } from "./matches/udp";
import { DNAT } from "./targets/dnat";
import { LOG } from "./targets/log";
import { MARK_TARGET } from "./targets/mark";
import { MASQUERADE } from "./targets/masquerade";
import { NETMAP } from "./targets/netmap";
import { REDIRECT } from "./targets/redirect";
import { REJECT } from "./targets/reject";
import { SNAT } from "./targets/snat";

/** What stands in a rule's head without `-m`, in the order in which iptables-save prints it. */
export const HEAD_MATCHES: readonly MatchExtension[] = [SOURCE, DESTINATION, IN_DEVICE, OUT_DEVICE, PROTOCOL_MATCH, FRAGMENT];

const LOADED_MATCHES: readonly MatchExtension[] = [
  ADDRTYPE,
  COMMENT,
  CONNTRACK,
  ICMP,
  ICMP6,
  MARK_MATCH,
  MULTIPORT,
  RECENT,
  SCTP,
  STATE,
  STATISTIC,
  TCP,
  UDP,
];

const TARGETS: readonly TargetExtension[] = [DNAT, LOG, MARK_TARGET, MASQUERADE, NETMAP, REDIRECT, REJECT, SNAT];

const heads = new Map(HEAD_MATCHES.map((match) => [match.name, match]));
const matches = new Map(LOADED_MATCHES.map((match) => [match.name, match]));
const targets = new Map(TARGETS.map((target) => [target.name, target]));
const byProtocol = new Map(LOADED_MATCHES.flatMap((match) => match.protocols.map((number) => [number, match] as const)));

/** The match of a name after `-m`, or of a rule's head (`source`, `out` …); undefined where nobody implements it. */
export function findMatch(name: string): MatchExtension | undefined {
  return matches.get(name) ?? heads.get(name);
}

/** The target of a name after `-j`; undefined for verdicts, chains, and what nobody implements. */
export function findTarget(name: string): TargetExtension | undefined {
  return targets.get(name);
}

/** The match that `-p` of this protocol loads unasked: `tcp` for 6. */
export function matchForProtocol(number: number): MatchExtension | undefined {
  return byProtocol.get(number);
}
