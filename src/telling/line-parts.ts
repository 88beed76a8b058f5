/**
 * The parts of a line as iptables-save prints it, each in plain words and with the manual's name for it: `*nat`, a chain's
 * declaration, a rule word for word, COMMIT. No packet is needed.
 */
import { explainChain } from "../kubernetes/chain-meaning";
import type { Family } from "../netfilter/address";
import { findMatch, findTarget } from "../netfilter/extensions/index";
import type { PlacedPart } from "../netfilter/read/placed-parts";
import { splitWords } from "../netfilter/read/words";
import type { Match, RuleVerdict, Target, TableName } from "../netfilter/ruleset";
import { findChain, TABLE_NAMES } from "../netfilter/ruleset";
import type { Paste } from "../paste/paste";
import { ruleInWords } from "./rule-words";
import { readRuleLine, spanOf, type RuleLine } from "./rule-line";
import type { LineStory, ManualPlace, PartStory } from "./story";

/** A line of the paste, with its text; or a rule by its name, in its own text. */
export type LineOf =
  | { readonly line: number; readonly text: string }
  | { readonly family: Family; readonly table: TableName; readonly chain: string; readonly rule: number };

/** A line taken apart; without parts where nothing of the paste is known there. */
export function lineStory(paste: Paste, of: LineOf): LineStory {
  if ("line" in of) {
    const place = placeOfLine(paste, of.line);
    return { text: of.text, words: null, parts: place ? explainParts(of.text, place, paste) : [] };
  }
  const rule = findChain(paste.rulesets[of.family], of.table, of.chain)?.rules[of.rule - 1];
  if (!rule) return { text: "", words: null, parts: [] };
  return { text: rule.text, words: ruleInWords(rule), parts: explainParts(rule.text, of, paste) };
}

/** The table of a line: the one that has it in a chain, else the last that begins before it. */
function placeOfLine({ rulesets }: Paste, line: number): LinePlace | undefined {
  const tables = ([4, 6] as const).flatMap((family) =>
    [...rulesets[family].tables.values()].map((table) => ({ family, table })),
  );
  const holding = tables.find(({ table }) =>
    [...table.chains.values()].some((chain) => chain.line === line || chain.rules.some((rule) => rule.line === line)),
  );
  const before = tables.filter(({ table }) => table.line <= line).sort((a, b) => b.table.line - a.table.line);
  const found = holding ?? before[0];
  return found && { family: found.family, table: found.table.name };
}

/** Where a line stands. */
interface LinePlace {
  readonly family: Family;
  readonly table: TableName;
}

/** The parts of a line, in its order; none of a line that is neither a rule nor what stands around rules. */
function explainParts(text: string, place: LinePlace, paste: Paste): readonly PartStory[] {
  const [, table] = /^\s*\*(\S+)\s*$/.exec(text) ?? [];
  if (table !== undefined) return tableParts(text, table);
  if (/^\s*COMMIT\s*$/.test(text)) return [{ ...trimmed(text), kind: "end", ...COMMIT, chain: null }];
  if (/^\s*#/.test(text)) return [{ ...trimmed(text), kind: "comment", ...REMARK, chain: null }];
  if (/^\s*:\S/.test(text)) return chainParts(text, place, paste);
  return ruleParts(text, place, paste);
}

const COMMIT = {
  words: "ends the table: iptables-restore puts all of it in force at once",
  manual: { page: "iptables-restore(8)", section: "COMMIT", option: null },
} as const;

const REMARK = { words: "a remark: iptables-restore passes over it", manual: null } as const;

function trimmed(text: string) {
  const from = text.length - text.trimStart().length;
  return { from, to: from + text.trim().length };
}

/** What each table is for (iptables(8), TABLES). */
const TABLES: Readonly<Record<TableName, string>> = {
  raw: "the table raw: asked first, before connection tracking, mostly to keep packets away from it",
  mangle: "the table mangle: for changing packets, such as their mark, TOS or TTL",
  nat: "the table nat: asked for the first packet of each connection; it decides how addresses are rewritten",
  filter: "the table filter: decides which packets may pass",
  security: "the table security: for security marks (SELinux), asked after filter",
};

function tableParts(text: string, name: string): PartStory[] {
  const known = TABLE_NAMES.find((table) => table === name);
  const words = known ? `Here begins ${TABLES[known]}` : `Here begins a table ${name}, which iptables does not have`;
  const manual = { page: "iptables(8)", section: "TABLES", option: name };
  return [{ ...trimmed(text), kind: "table", words, manual, chain: null }];
}

function chainParts(text: string, { family, table }: LinePlace, paste: Paste): PartStory[] {
  const [first, policy, counters] = splitWords(text);
  const name = first?.text.slice(1) ?? "";
  const parts: PartStory[] = [];
  if (first) {
    const manual = { page: "iptables(8)", section: "TABLES", option: name };
    const words = chainWords(name, { family, table }, paste);
    parts.push({ ...spanOf([first]), kind: "chain", words, manual, chain: { family, table, chain: name } });
  }
  if (policy) {
    const words =
      policy.text === "-"
        ? "no policy: at its end a chain of one's own returns to where it was called"
        : `the policy: what happens to a packet that no rule of ${name} decides on is ${policy.text}`;
    parts.push({ ...spanOf([policy]), kind: "policy", words, manual: commandManual("-P"), chain: null });
  }
  if (counters) parts.push(countersPart(text, spanOf([counters]), "the chain's policy"));
  return parts;
}

function commandManual(option: string): ManualPlace {
  return { page: "iptables(8)", section: "COMMANDS", option };
}

/** `[12:720]`, `-c 12 720` */
function countersPart(text: string, span: ReturnType<typeof spanOf>, of: string): PartStory {
  const [packets = "0", bytes = "0"] = text.slice(span.from, span.to).match(/\d+/g) ?? [];
  const words = `counters: ${counted(packets, "packet")} of ${counted(bytes, "byte")} in all came to ${of}`;
  const manual = { page: "iptables-save(8)", section: "OPTIONS", option: "-c" };
  return { ...span, kind: "counters", words, manual, chain: null };
}

function counted(digits: string, what: string): string {
  return `${digits.replace(/\B(?=(?:\d{3})+$)/g, ",")} ${what}${digits === "1" ? "" : "s"}`;
}

function ruleParts(text: string, place: LinePlace, paste: Paste): PartStory[] {
  const prefix = /^\s*\[\d+:\d+\]\s*/.exec(text)?.[0] ?? "";
  const chains = paste.rulesets[place.family].tables.get(place.table)?.chains ?? new Map<string, never>();
  const line = readRuleLine(prefix.replace(/./g, " ") + text.slice(prefix.length), {
    family: place.family,
    name: place.table,
    chains,
  });
  if (!line) return [];
  const counters = prefix === "" ? [] : [countersPart(text, trimmed(prefix), "this rule")];
  return [
    ...counters,
    ...commandParts(text, line, place, paste),
    ...line.placed.map((part) => placedPart(text, part, line, place, paste)),
  ];
}

const COMMANDS: Readonly<Record<string, readonly [flag: string, words: string]>> = {
  append: ["-A", "adds the rule at the end of the chain"],
  insert: ["-I", "puts the rule into the chain, first or at the number given"],
  replace: ["-R", "puts the rule in the place of another"],
  delete: ["-D", "takes the rule out of the chain"],
};

function commandParts(text: string, { command }: RuleLine, place: LinePlace, paste: Paste): PartStory[] {
  const [flag = "-A", words = ""] = COMMANDS[command.verb] ?? [];
  const from = command.column - 1;
  const to = from + (/^\S+/.exec(text.slice(from))?.[0].length ?? 0);
  const parts: PartStory[] = [{ from, to, kind: "command", words, manual: commandManual(flag), chain: null }];
  const { chain } = command;
  if (chain) {
    const said = chainWords(chain.text, place, paste);
    const named = { family: place.family, table: place.table, chain: chain.text };
    parts.push({ ...spanOf([chain]), kind: "chain", words: said, manual: null, chain: named });
  }
  return parts;
}

function chainWords(name: string, { family, table }: LinePlace, { rulesets, cluster }: Paste): string {
  return explainChain(rulesets[family], cluster, table, name) ?? `the chain ${name} of the table ${table}`;
}

function placedPart(text: string, part: PlacedPart, line: RuleLine, place: LinePlace, paste: Paste): PartStory {
  const span = spanOf(part.words);
  if (part.of === "counters") return countersPart(text, span, "this rule");
  if (part.of === "target") {
    const { target } = line;
    const { family, table } = place;
    const leads = target.kind === "jump" || target.kind === "goto" ? { family, table, chain: target.chain } : null;
    return { ...span, ...targetPart(part, target, place, paste), chain: leads };
  }
  const match = line.matches[part.of];
  return { ...span, ...(match ? matchPart(part, match) : NO_MATCH), chain: null };
}

type Told = Pick<PartStory, "kind" | "words" | "manual">;

const NO_MATCH: Told = { kind: "match", words: "", manual: null };

function matchPart({ option }: PlacedPart, match: Match): Told {
  const extension = findMatch(match.name);
  const kind = match.name === "comment" ? "comment" : option === null ? "match" : "option";
  if (match.kind === "unknown" || !extension) {
    const reason = match.kind === "unknown" ? match.reason : "nobody here implements it";
    return { kind, words: `not understood: ${reason}`, manual: extension ? matchManual(match.name, null) : null };
  }
  if (match.name === "comment") {
    const manual = matchManual("comment", option === null ? null : "--comment");
    return { kind, words: "a remark for people: no packet is asked for it", manual };
  }
  const flag = option === null ? null : (extension.options[option]?.flags[0] ?? null);
  const manual = extension.head ? headManual(extension.options) : matchManual(match.name, flag);
  const clauses = extension.clauses(match.options);
  const given = option === null ? undefined : match.options[option];
  const said = option === null || !given ? undefined : extension.means(option, given);
  if (said !== undefined) return { kind, words: said, manual };
  const own = option === null ? clauses : clauses.filter((clause) => option in clause);
  const words = (own.length > 0 ? own : clauses).map((clause) => extension.tell(clause)).join(" and ");
  return { kind, words: option === null ? `the match ${match.name}: ${words}` : words, manual };
}

function matchManual(section: string, option: string | null): ManualPlace {
  return { page: "iptables-extensions(8)", section, option };
}

function headManual(options: Readonly<Record<string, { readonly flags: readonly string[] }>>): ManualPlace {
  const flags = Object.values(options)[0]?.flags ?? [];
  return { page: "iptables(8)", section: "PARAMETERS", option: flags.slice(0, 2).join(", ") };
}

/** What the four words say that are targets by themselves (iptables(8), TARGETS). */
const VERDICTS: Readonly<Record<RuleVerdict, string>> = {
  ACCEPT: "lets the packet through: no further rule of this table is asked here",
  DROP: "throws the packet away, without a word to its sender",
  RETURN: "leaves this chain and goes on where it was called; in a built-in chain its policy decides",
  QUEUE: "hands the packet to a program, which decides",
};

function targetPart({ option }: PlacedPart, target: Target, place: LinePlace, paste: Paste): Told {
  const kind = option === null ? "target" : "option";
  const standard = (flag: string): ManualPlace => ({ page: "iptables(8)", section: "PARAMETERS", option: flag });
  switch (target.kind) {
    case "none":
      return { kind, words: "no target: the rule counts, and the next one is asked", manual: null };
    case "verdict":
      return {
        kind,
        words: VERDICTS[target.verdict],
        manual: { page: "iptables(8)", section: "TARGETS", option: target.verdict },
      };
    case "jump": {
      const words = `goes to ${target.chain}, and comes back at its end. ${chainWords(target.chain, place, paste)}`;
      return { kind, words, manual: standard("-j, --jump") };
    }
    case "goto": {
      const words = `goes to ${target.chain} for good: at its end, to where this chain was called. ${chainWords(target.chain, place, paste)}`;
      return { kind, words, manual: standard("-g, --goto") };
    }
    case "unknown":
      return { kind, words: `not understood: ${target.reason}`, manual: null };
    case "known": {
      const extension = findTarget(target.name);
      const flag = option === null ? null : (extension?.options[option]?.flags[0] ?? null);
      const manual = { page: "iptables-extensions(8)", section: target.name, option: flag };
      const given = option === null ? undefined : target.options[option];
      const said = option === null || !given ? undefined : extension?.means(option, given);
      return { kind, words: said ?? extension?.tell(target.options) ?? "", manual };
    }
  }
}
