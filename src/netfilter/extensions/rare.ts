/**
 * The extensions that few rules of a Kubernetes node bear (index.ts has those of nearly all). The page fetches them for a
 * paste that names one.
 */
import type { MatchExtension, TargetExtension } from "./extension";
export { icmpName } from "../icmp-types";
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
import { DSCP_MATCH } from "./matches/dscp";
import { HASHLIMIT } from "./matches/hashlimit";
import { IPRANGE } from "./matches/iprange";
import { LENGTH } from "./matches/length";
import { LISTING } from "./matches/listing";
import { MAC } from "./matches/mac";
import { OWNER } from "./matches/owner";
import { PHYSDEV } from "./matches/physdev";
import { PKTTYPE } from "./matches/pkttype";
import { RECENT } from "./matches/recent";
import { RPFILTER } from "./matches/rpfilter";
import { SCTP } from "./matches/sctp";
import { TCPMSS_MATCH } from "./matches/tcpmss";
import { TIME_MATCH } from "./matches/time";
import { TOS_MATCH } from "./matches/tos";
import { HL_MATCH, TTL_MATCH } from "./matches/ttl";
import { U32 } from "./matches/u32";
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
import { DSCP_TARGET } from "./targets/dscp";
import { NETMAP } from "./targets/netmap";
import { NFLOG } from "./targets/nflog";
import { NFQUEUE } from "./targets/nfqueue";
import { TCPMSS_TARGET } from "./targets/tcpmss";
import { TOS_TARGET } from "./targets/tos";
import { TRACE } from "./targets/trace";
import { HL_TARGET, TTL_TARGET } from "./targets/ttl";
import { CONNMARK_MATCH } from "./matches/connmark";
import { ICMP, ICMP6 } from "./matches/icmp";
import { LIMIT } from "./matches/limit";
import { MULTIPORT } from "./matches/multiport";
import { SET } from "./matches/set";
import { STATE } from "./matches/state";
import { CONNMARK_TARGET } from "./targets/connmark";
import { CT, NOTRACK } from "./targets/ct";
import { LOG } from "./targets/log";
import { REDIRECT } from "./targets/redirect";

export const RARE_MATCHES: readonly MatchExtension[] = [
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
  DSCP_MATCH,
  HASHLIMIT,
  HL_MATCH,
  IPRANGE,
  LENGTH,
  LISTING,
  MAC,
  OWNER,
  PHYSDEV,
  PKTTYPE,
  RECENT,
  RPFILTER,
  SCTP,
  TCPMSS_MATCH,
  TIME_MATCH,
  TOS_MATCH,
  TTL_MATCH,
  U32,
  SET,
  CONNMARK_MATCH,
  LIMIT,
  ICMP,
  ICMP6,
  STATE,
  MULTIPORT,
];

export const RARE_TARGETS: readonly TargetExtension[] = [
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
  DSCP_TARGET,
  HL_TARGET,
  NETMAP,
  NFLOG,
  NFQUEUE,
  TCPMSS_TARGET,
  TOS_TARGET,
  TRACE,
  TTL_TARGET,
  CONNMARK_TARGET,
  CT,
  NOTRACK,
  LOG,
  REDIRECT,
];
