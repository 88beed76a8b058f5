/**
 * What people may say of a packet, field by field.
 */

/** A packet as typed. Every field may be left out or left empty. */
export interface PacketFields {
  /** The device it arrives on; null where the node itself sends it; left out to have it found. */
  readonly in?: string | null;
  readonly src?: string;
  readonly dst?: string;
  readonly proto?: string | number;
  readonly sport?: string | number;
  readonly dport?: string | number;
  /** Of FIN, SYN, RST, PSH, ACK, URG, ECE, CWR. */
  readonly tcpFlags?: readonly string[];
  /** The value of TCP's MSS option; null for a packet without one. A SYN has 1460 where it is left out, others none. */
  readonly mss?: number | null;
  /** The kinds of TCP's other options. */
  readonly tcpOptions?: readonly number[];
  readonly icmpType?: number;
  readonly icmpCode?: number;
  /** Of SCTP: names such as `INIT`, `DATA:BE` with the letters of the flags that are set, or numbers. */
  readonly sctpChunks?: readonly (string | number)[];
  /** Of DCCP, from 0 (Request) to 9 (SyncAck). */
  readonly dccpType?: number;
  /** The security parameter index of AH and ESP, IPComp's CPI. */
  readonly spi?: number | string;
  /** What is behind the transport's header: bytes in hexadecimal, or a text after `text:`. */
  readonly payload?: string;
  /** The hardware address that it comes from. */
  readonly mac?: string;
  /** IPv6's extension headers, and AH, in their order. */
  readonly headers?: readonly unknown[];
  readonly mark?: number | string;
  readonly tos?: number;
  readonly ttl?: number;
  readonly length?: number;
  readonly uid?: number;
  readonly gid?: number;
  /** Where the paste tells no addresses: what to take for granted. Both ways are walked where it is left out. */
  readonly route?: "here" | "through";
}

/** Every one of a list as it is read; undefined where it is no list or one is wrong. */
export function listOf<Value>(given: unknown, read: (one: unknown) => Value | undefined): Value[] | undefined {
  if (!Array.isArray(given)) return undefined;
  const values: Value[] = [];
  for (const one of given) {
    const value = read(one);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

/** A whole number from 0 to `most`. */
export function wholeNumber(given: unknown, most: number): number | undefined {
  return typeof given === "number" && Number.isInteger(given) && given >= 0 && given <= most ? given : undefined;
}
