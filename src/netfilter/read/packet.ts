/**
 * Reads a packet as people give it, in the page's fields, on the command line or as a line of JSON (docs: contract).
 */

/** A packet as typed. Every field may be left out or left empty. */
export interface PacketFields {
  readonly in?: string | null;
  readonly src?: string;
  readonly dst?: string;
  readonly proto?: string | number;
  readonly sport?: string | number;
  readonly dport?: string | number;
  readonly tcpFlags?: readonly string[];
  readonly icmpType?: number;
  readonly icmpCode?: number;
  readonly mark?: number | string;
  readonly tos?: number;
  readonly ttl?: number;
  readonly length?: number;
  readonly uid?: number;
  readonly gid?: number;
  /** Where the paste tells no routes: what to take for granted. Both ways are walked where it is left out. */
  readonly route?: "here" | "through";
}
