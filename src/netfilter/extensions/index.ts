/**
 * All extensions by their names. Adding one is adding its file and a line here.
 */
import type { MatchExtension, TargetExtension } from "./extension";
import { DESTINATION, SOURCE } from "./head/addresses";
import { IN_DEVICE, OUT_DEVICE } from "./head/devices";
import { FRAGMENT } from "./head/fragment";
import { PROTOCOL_MATCH } from "./head/protocol";
import { AH } from "./matches/ah";
import { DCCP } from "./matches/dccp";
import { DST } from "./matches/dst";
import { ECN_MATCH } from "./matches/ecn";
import { ESP, IPCOMP } from "./matches/esp";
import { EUI64 } from "./matches/eui64";
import { FRAG } from "./matches/frag";
import { HBH } from "./matches/hbh";
import { IPV6HEADER } from "./matches/ipv6header";
import { MH } from "./matches/mh";
import { RT } from "./matches/rt";
import { SRH } from "./matches/srh";
import { ADDRTYPE } from "./matches/addrtype";
import { COMMENT } from "./matches/comment";
import { CONNMARK_MATCH } from "./matches/connmark";
import { CONNTRACK } from "./matches/conntrack";
import { DSCP_MATCH } from "./matches/dscp";
import { HASHLIMIT } from "./matches/hashlimit";
import { ICMP, ICMP6 } from "./matches/icmp";
import { IPRANGE } from "./matches/iprange";
import { LENGTH } from "./matches/length";
import { LIMIT } from "./matches/limit";
import { LISTING } from "./matches/listing";
import { MAC } from "./matches/mac";
import { MARK_MATCH } from "./matches/mark";
import { MULTIPORT } from "./matches/multiport";
import { OWNER } from "./matches/owner";
import { PHYSDEV } from "./matches/physdev";
import { PKTTYPE } from "./matches/pkttype";
import { RECENT } from "./matches/recent";
import { RPFILTER } from "./matches/rpfilter";
import { SCTP } from "./matches/sctp";
import { SET } from "./matches/set";
import { STATE } from "./matches/state";
import { STATISTIC } from "./matches/statistic";
import { TCP } from "./matches/tcp";
import { TCPMSS_MATCH } from "./matches/tcpmss";
import { TIME_MATCH } from "./matches/time";
import { TOS_MATCH } from "./matches/tos";
import { HL_MATCH, TTL_MATCH } from "./matches/ttl";
import { U32 } from "./matches/u32";
import { UDP } from "./matches/udp";
import { CPU } from "./matches/cpu";
import { CGROUP } from "./matches/cgroup";
import { CONNBYTES } from "./matches/connbytes";
import { CONNLABEL } from "./matches/connlabel";
import { CONNLIMIT } from "./matches/connlimit";
import { HELPER } from "./matches/helper";
import { IPVS } from "./matches/ipvs";
import { NFACCT } from "./matches/nfacct";
import { OSF } from "./matches/osf";
import { QUOTA } from "./matches/quota";
import { REALM_MATCH } from "./matches/realm";
import { SOCKET } from "./matches/socket";
import { POLICY } from "./matches/policy";
import { RATEEST_MATCH } from "./matches/rateest";
import { CLUSTER } from "./matches/cluster";
import { DEVGROUP } from "./matches/devgroup";
import { BPF } from "./matches/bpf";
import { STRING } from "./matches/string";
import { AUDIT } from "./targets/audit";
import { CLASSIFY } from "./targets/classify";
import { CLUSTERIP } from "./targets/clusterip";
import { CONNSECMARK, SECMARK } from "./targets/secmark";
import { ECN_TARGET } from "./targets/ecn";
import { HMARK } from "./targets/hmark";
import { IDLETIMER } from "./targets/idletimer";
import { LED } from "./targets/led";
import { RATEEST_TARGET } from "./targets/rateest";
import { SNPT, DNPT } from "./targets/npt";
import { SYNPROXY } from "./targets/synproxy";
import { TCPOPTSTRIP } from "./targets/tcpoptstrip";
import { TEE } from "./targets/tee";
import { TPROXY } from "./targets/tproxy";
import { SET_TARGET } from "./targets/set";
import { CHECKSUM } from "./targets/checksum";
import { CONNMARK_TARGET } from "./targets/connmark";
import { CT, NOTRACK } from "./targets/ct";
import { DNAT } from "./targets/dnat";
import { DSCP_TARGET } from "./targets/dscp";
import { LOG } from "./targets/log";
import { MARK_TARGET } from "./targets/mark";
import { MASQUERADE } from "./targets/masquerade";
import { NETMAP } from "./targets/netmap";
import { NFLOG } from "./targets/nflog";
import { NFQUEUE } from "./targets/nfqueue";
import { REDIRECT } from "./targets/redirect";
import { REJECT } from "./targets/reject";
import { SNAT } from "./targets/snat";
import { TCPMSS_TARGET } from "./targets/tcpmss";
import { TOS_TARGET } from "./targets/tos";
import { TRACE } from "./targets/trace";
import { HL_TARGET, TTL_TARGET } from "./targets/ttl";

/** What stands in a rule's head without `-m`, in the order in which iptables-save prints it. */
export const HEAD_MATCHES: readonly MatchExtension[] = [
  SOURCE,
  DESTINATION,
  IN_DEVICE,
  OUT_DEVICE,
  PROTOCOL_MATCH,
  FRAGMENT,
];

const LOADED_MATCHES: readonly MatchExtension[] = [
  BPF,
  STRING,
  CPU,
  CGROUP,
  CONNBYTES,
  CONNLABEL,
  CONNLIMIT,
  HELPER,
  IPVS,
  NFACCT,
  OSF,
  QUOTA,
  REALM_MATCH,
  SOCKET,
  POLICY,
  RATEEST_MATCH,
  CLUSTER,
  DEVGROUP,
  AH,
  DCCP,
  DST,
  ECN_MATCH,
  ESP,
  IPCOMP,
  EUI64,
  FRAG,
  HBH,
  IPV6HEADER,
  MH,
  RT,
  SRH,
  ADDRTYPE,
  COMMENT,
  CONNMARK_MATCH,
  CONNTRACK,
  DSCP_MATCH,
  HASHLIMIT,
  HL_MATCH,
  ICMP,
  ICMP6,
  IPRANGE,
  LENGTH,
  LIMIT,
  LISTING,
  MAC,
  MARK_MATCH,
  MULTIPORT,
  OWNER,
  PHYSDEV,
  PKTTYPE,
  RECENT,
  RPFILTER,
  SCTP,
  SET,
  STATE,
  STATISTIC,
  TCP,
  TCPMSS_MATCH,
  TIME_MATCH,
  TOS_MATCH,
  TTL_MATCH,
  U32,
  UDP,
];

const TARGETS: readonly TargetExtension[] = [
  SET_TARGET,
  AUDIT,
  CLASSIFY,
  CLUSTERIP,
  CONNSECMARK,
  SECMARK,
  ECN_TARGET,
  HMARK,
  IDLETIMER,
  LED,
  RATEEST_TARGET,
  SNPT,
  DNPT,
  SYNPROXY,
  TCPOPTSTRIP,
  TEE,
  TPROXY,
  CHECKSUM,
  CONNMARK_TARGET,
  CT,
  DNAT,
  DSCP_TARGET,
  HL_TARGET,
  LOG,
  MARK_TARGET,
  MASQUERADE,
  NETMAP,
  NFLOG,
  NFQUEUE,
  NOTRACK,
  REDIRECT,
  REJECT,
  SNAT,
  TCPMSS_TARGET,
  TOS_TARGET,
  TRACE,
  TTL_TARGET,
];

/** All that stands behind -m or -j. */
export const EXTENSIONS: readonly (MatchExtension | TargetExtension)[] = [...LOADED_MATCHES, ...TARGETS];

const heads = new Map(HEAD_MATCHES.map((match) => [match.name, match]));
const matches = new Map(LOADED_MATCHES.map((match) => [match.name, match]));
const targets = new Map(TARGETS.map((target) => [target.name, target]));
const byProtocol = new Map(
  LOADED_MATCHES.flatMap((match) => match.protocols.map((number) => [number, match] as const)),
);

const listedBy = new Map<string | undefined, MatchExtension[]>();
for (const match of LOADED_MATCHES) {
  if (!match.listed) continue;
  const { letter } = match.listed;
  listedBy.set(letter, [...(listedBy.get(letter) ?? []), match]);
}

/** The matches whose words in a listing may begin with a letter. */
export function matchesListedBy(letter: string): readonly MatchExtension[] {
  return [...(listedBy.get(letter) ?? []), ...(listedBy.get(undefined) ?? [])];
}

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
