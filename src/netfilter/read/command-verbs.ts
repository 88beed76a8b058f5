/**
 * The verbs of iptables(8): what a command line does to a table. What they do is in commands.ts.
 */
/** What a command does. */
export type Verb =
  "append" | "insert" | "delete" | "replace" | "new" | "remove" | "rename" | "policy" | "flush" | "zero";

export const VERBS = new Map<string, Verb>([
  ["-A", "append"],
  ["--append", "append"],
  ["-I", "insert"],
  ["--insert", "insert"],
  ["-D", "delete"],
  ["--delete", "delete"],
  ["-R", "replace"],
  ["--replace", "replace"],
  ["-N", "new"],
  ["--new-chain", "new"],
  ["--new", "new"],
  ["-X", "remove"],
  ["--delete-chain", "remove"],
  ["-E", "rename"],
  ["--rename-chain", "rename"],
  ["-P", "policy"],
  ["--policy", "policy"],
  ["-F", "flush"],
  ["--flush", "flush"],
  ["-Z", "zero"],
  ["--zero", "zero"],
]);

/** Verbs that only show or ask: `-L`, `-S`, `-C`. */
const ASKING = new Set(["-L", "--list", "-S", "--list-rules", "-C", "--check", "-V", "--version", "-h", "--help"]);

/** The verb of a word of a command line; `asking` for those that change nothing. */
export function verbOf(word: string): Verb | "asking" | undefined {
  return VERBS.get(word) ?? (ASKING.has(word) ? "asking" : undefined);
}
