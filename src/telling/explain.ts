/**
 * The conditions of a rule, each with what the packet bore, whether it held and why, and where it stands in the rule's text.
 */
import { all } from "../netfilter/extensions/answer";
import type { Answer, MatchExtension, Scene, Unknown, World } from "../netfilter/extensions/extension";
import { findMatch } from "../netfilter/extensions/index";
import type { Paste } from "../paste/paste";
import type { Match, Options, Rule } from "../netfilter/ruleset";
import { worldOf } from "../netfilter/walk/world";
import { readRuleLine, spanOf, type RuleLine, type Span } from "./rule-line";
import { percentText } from "./share";
import type { ConditionStory, Holds } from "./story";

/** Why a rule did or did not match at a scene, condition by condition. */
export function explainRule(paste: Paste, scene: Scene, rule: Rule): readonly ConditionStory[] {
  const world = worldOf(scene, paste.node);
  const line = lineOf(paste, scene, rule);
  return rule.matches.flatMap((match, index) => (asksSomething(match) ? tellMatch(match, index, line, world) : []));
}

/** Whether a rule matches at a scene, without a word. */
export function holdsAt(paste: Paste, scene: Scene, rule: Rule): Holds {
  const world = worldOf(scene, paste.node);
  const answers: Answer[] = [];
  for (const match of rule.matches) {
    const answer = answerOf(match, world);
    if (answer === false) return "no";
    answers.push(answer);
  }
  return holdsOf(all(answers));
}

/** A comment asks nothing of a packet. */
function asksSomething(match: Match): boolean {
  return match.name !== "comment";
}

/** The rule's text taken apart, where it says the same as the rule: that of a listing does not. */
function lineOf(
  { rulesets }: Paste,
  { table, packet: { family } }: Scene,
  { text, matches }: Rule,
): RuleLine | undefined {
  const chains = rulesets[family].tables.get(table)?.chains ?? new Map<string, never>();
  const line = readRuleLine(text, { family, name: table, chains });
  const same =
    line?.matches.length === matches.length && line.matches.every(({ name }, at) => name === matches[at]?.name);
  return same ? line : undefined;
}

function tellMatch(match: Match, index: number, line: RuleLine | undefined, world: World): ConditionStory[] {
  const extension = match.kind === "known" ? findMatch(match.name) : undefined;
  if (match.kind === "unknown" || !extension) {
    const [source, words] =
      match.kind === "unknown"
        ? [match.words.join(" "), match.reason]
        : [`-m ${match.name}`, `the match ${match.name} is not implemented`];
    const why = `nobody knows whether it holds: ${words}`;
    return [{ source, words, shows: null, holds: "unknown", why, at: placesOf(line, index, null) }];
  }
  const whole = extension.test(match.options, world);
  return extension.clauses(match.options).map((clause) => tellClause(extension, clause, whole, index, line, world));
}

function tellClause(
  extension: MatchExtension,
  clause: Options,
  whole: Answer,
  index: number,
  line: RuleLine | undefined,
  world: World,
): ConditionStory {
  const answer = extension.test(clause, world);
  const printed = extension.print(clause, world.packet.family);
  // A match may be satisfied by one of its options alone (`-m conntrack --ctstate` of a packet without a connection).
  const isAsked = whole !== true || answer !== false;
  const because = extension.because(clause, world) ?? openText(answer);
  return {
    source: extension.head ? printed : `-m ${extension.name} ${printed}`.trimEnd(),
    words: extension.tell(clause),
    shows: extension.shows(clause, world) ?? chanceText(answer),
    holds: isAsked ? holdsOf(answer) : "yes",
    why: isAsked ? because : `it is not asked for, as ${because}`,
    at: placesOf(line, index, clause),
  };
}

/** Where a match stands in the rule's text: the options of a clause, or where there are none the words that name it. */
function placesOf(line: RuleLine | undefined, index: number, clause: Options | null): Span[] {
  const parts = line?.placed.filter(({ of }) => of === index) ?? [];
  const own = clause === null ? parts : parts.filter(({ option }) => option !== null && option in clause);
  return (own.length > 0 ? own : parts).map(({ words }) => spanOf(words));
}

function answerOf(match: Match, world: World): Answer {
  const extension = match.kind === "known" ? findMatch(match.name) : undefined;
  if (match.kind === "known" && extension) return extension.test(match.options, world);
  const question = { key: match.name, yes: "it holds", no: "it does not hold" };
  return { kind: "unknown", question, inverted: false };
}

function openText(answer: Answer): string {
  if (typeof answer === "boolean") return "";
  switch (answer.kind) {
    case "chance":
      return `it is random, and ${chanceText(answer) ?? ""}`;
    case "unknown":
      return unknownText(answer);
    case "all":
      return answer.of.map(openText).join(", and ");
  }
}

function unknownText({ question }: Unknown): string {
  return `nobody knows whether ${question.yes}`;
}

function chanceText(answer: Answer): string | null {
  return typeof answer === "object" && answer.kind === "chance"
    ? `holds for ${percentText(answer.probability)} of all`
    : null;
}

function holdsOf(answer: Answer): Holds {
  if (typeof answer === "boolean") return answer ? "yes" : "no";
  if (answer.kind === "chance") return "random";
  if (answer.kind === "unknown") return "unknown";
  return answer.of.some(({ kind }) => kind === "unknown") ? "unknown" : "random";
}
