/**
 * The chunks of SCTP (RFC 9260, 3.2; IANA, SCTP parameters) by the names that iptables knows them by.
 */

/** Names and numbers, in the order of the numbers, which is iptables-save's. */
export const SCTP_CHUNK_TYPES: readonly (readonly [string, number])[] = [
  ["DATA", 0],
  ["INIT", 1],
  ["INIT_ACK", 2],
  ["SACK", 3],
  ["HEARTBEAT", 4],
  ["HEARTBEAT_ACK", 5],
  ["ABORT", 6],
  ["SHUTDOWN", 7],
  ["SHUTDOWN_ACK", 8],
  ["ERROR", 9],
  ["COOKIE_ECHO", 10],
  ["COOKIE_ACK", 11],
  ["ECN_ECNE", 12],
  ["ECN_CWR", 13],
  ["SHUTDOWN_COMPLETE", 14],
  ["I_DATA", 64],
  ["ASCONF_ACK", 128],
  ["RE_CONFIG", 130],
  ["PAD", 132],
  ["ASCONF", 193],
  ["FORWARD_TSN", 192],
  ["I_FORWARD_TSN", 194],
];

/** The letters of the flags that a chunk may be asked for, the highest bit first. */
export const SCTP_FLAG_LETTERS: ReadonlyMap<string, string> = new Map([
  ["DATA", "----IUBE"],
  ["I_DATA", "----IUBE"],
  ["ABORT", "-------T"],
  ["SHUTDOWN_COMPLETE", "-------T"],
]);
