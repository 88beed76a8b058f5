/**
 * Reads what iptables is told to do to a table: `-A CHAIN rule`, `-I CHAIN 3 rule`, `-D CHAIN 3`, `-R`, `-N`, `-X`, `-E`,
 * `-P`, `-F`, `-Z`, of a script's lines, of what `iptables -S` prints and of files for iptables-restore (iptables(8), COMMANDS).
 * What they do is in commands.ts.
 */
import { quoted, type ProblemList } from "./problems";
import type { Word } from "./words";

/** What a command does. */
export type Verb =
  "append" | "insert" | "delete" | "replace" | "new" | "remove" | "rename" | "policy" | "flush" | "zero";

const VERBS = new Map<string, Verb>([
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

/** One command, its chain not looked up yet. */
export interface TableCommand {
  readonly verb: Verb;
  /** Undefined where it means all chains: `-F`. */
  readonly chain: Word | undefined;
  /** The rule's number, from 1; undefined where none is given. */
  readonly number: number | undefined;
  /** What is neither: a rule, a policy, a new name. */
  readonly words: readonly Word[];
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/** The options before and beside a rule that say how to work, not what a packet meets; true for those with a value. */
const ASIDE = new Map<string, boolean>([
  ["-w", false],
  ["--wait", false],
  ["-W", true],
  ["--wait-interval", true],
  ["-v", false],
  ["--verbose", false],
  ["-n", false],
  ["--numeric", false],
  ["-x", false],
  ["--exact", false],
  ["--modprobe", true],
  ["-4", false],
  ["--ipv4", false],
  ["-6", false],
  ["--ipv6", false],
]);

/** The command of some words, or undefined where there is none or it lacks something, which is then told. */
export function readTableCommand(
  words: readonly Word[],
  source: string,
  line: number,
  problems: ProblemList,
): TableCommand | undefined {
  const kept = withoutAside(words);
  const at = kept.findIndex(({ text }) => VERBS.has(text));
  const flag = kept[at];
  const verb = VERBS.get(flag?.text ?? "");
  if (!flag || verb === undefined) {
    const first = words[0];
    problems.warn(
      line,
      first?.column ?? 1,
      `${quoted(first?.raw ?? "")} is no command that changes a table; expected one of -A, -I, -D, -R, -N, -X, -E, -P, -F, -Z`,
    );
    return undefined;
  }
  const chain = kept[at + 1]?.text.startsWith("-") === false ? kept[at + 1] : undefined;
  if (!chain && verb !== "flush" && verb !== "remove" && verb !== "zero") {
    problems.warn(line, flag.column, `${flag.text} stands alone; the name of a chain was expected after it`);
    return undefined;
  }
  const numbered = verb === "insert" || verb === "delete" || verb === "replace" || verb === "zero";
  const next = kept[at + 2];
  const number = numbered && chain && next && /^\d{1,9}$/.test(next.text) ? Number(next.text) : undefined;
  const rest = kept.slice(at + (chain ? 2 : 1) + (number === undefined ? 0 : 1));
  const text = source.slice(flag.column - 1).trimEnd();
  return { verb, chain, number, words: [...kept.slice(0, at), ...rest], text, line, column: flag.column };
}

function withoutAside(words: readonly Word[]): readonly Word[] {
  // Most lines hold none of them.
  if (!words.some(({ text }) => ASIDE.has(text))) return words;
  const kept: Word[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (!word) continue;
    // `-n` and `-v` belong to nothing else, but a value may be any word: `--comment -v`.
    const valued = words[at - 1]?.text.startsWith("--") === true;
    const aside = valued ? undefined : ASIDE.get(word.text);
    if (aside === undefined) kept.push(word);
    else if (aside || (/^(-w|--wait)$/.test(word.text) && /^\d+$/.test(words[at + 1]?.text ?? ""))) at++;
  }
  return kept;
}
