/**
 * By what the lines of `iptables -L` are known. Their reader is fetched when a paste holds some (paste/rare-readers.ts).
 */
import { columnsOf, readRow } from "./listing-row";

/** `Chain INPUT (policy ACCEPT 276 packets, 32187 bytes)`, `Chain KUBE-SVC-X (2 references)` */
export const CHAIN = /^\s*Chain (\S+) \((?:policy (\S+?)(?: (\w+) packets, (\w+) bytes)?|[^()]*ref[^()]*)\)\s*$/;
/** `service iptables status` says so before each. */
export const TABLE = /^\s*Table: (\w+)\s*$/;
/** Where somebody left lines out. */
export const CUT = /^\s*(?:\.{2,}|…|\[\.{3}\]|\(\.{3}\)|<\.{3}>|<snip>|\[snip\])\s*$/;

/** True for the line that begins a chain, or a table. */
export function isListedChain(line: string): boolean {
  return line.includes("Chain ") ? CHAIN.test(line) : line.includes("Table: ") && TABLE.test(line);
}

/** True for a listed rule, whatever stands before it. */
export function isListedRow(line: string): boolean {
  return readRow(line) !== undefined;
}

/** True for any other line of a listing: a heading, a rule, or where somebody left some out. */
export function isListedLine(line: string): boolean {
  return CUT.test(line) || columnsOf(line) !== undefined || readRow(line) !== undefined;
}
