/**
 * Whether a rule matches a packet where it stands.
 */
import { all, unknown } from "../extensions/answer";
import type { Answer, ConnectionChange, Question, World } from "../extensions/extension";
import { findMatch } from "../extensions/index";
import type { Match, Rule } from "../ruleset";
import { lentMatches } from "../read/pasted-rule";
import { writeConnection } from "./conntrack";
import type { Way } from "./way";

/** What one condition of a rule answers; one that nobody implements is unknown. */
function answerOf(match: Match, rule: Rule, chain: string, world: World): Answer {
  const extension = match.kind === "known" ? findMatch(match.name) : undefined;
  if (match.kind === "known" && extension) return extension.test(match.options, world);
  const where = `rule ${String(rule.number)} of ${world.table}/${chain}`;
  const words = match.kind === "unknown" ? match.words.join(" ") : `-m ${match.name}`;
  return unknown({
    key: `match=${where} ${words}`,
    yes: `the match \`${words}\` of ${where} holds, which is not implemented here`,
    no: `the match \`${words}\` of ${where} does not hold, which is not implemented here`,
  });
}

/** What asking a rule changes, whether it matches or not. */
interface Change {
  connection?: ConnectionChange;
  /** An answer told the device that the packet leaves by. */
  out?: string;
}

/**
 * True where all conditions of a rule hold on this way; what is open is decided, and stays decided. What asking a match
 * writes to the connection is written whether the rest of the rule holds or not: the kernel asks one after the other.
 */
export function matches(way: Way, rule: Rule, chain: string, world: World): boolean {
  const change: Change = {};
  const holds = allHold(way, rule, chain, world, change);
  if (change.connection) writeConnection(way, change.connection);
  if (change.out !== undefined) way.out = { kind: "named", name: change.out };
  return holds;
}

function allHold(way: Way, rule: Rule, chain: string, world: World, change: Change): boolean {
  let answers: Answer[] = [];
  for (const match of lentMatches(rule)) {
    const written = match.kind === "known" ? findMatch(match.name)?.writes?.(match.options, world) : undefined;
    if (written) {
      if (!hold(way, rule, chain, world, answers, change)) return false;
      answers = [];
      change.connection = { ...change.connection, ...written };
    }
    const answer = answerOf(match, rule, chain, world);
    if (answer === false) return false;
    if (answer !== true) answers.push(answer);
  }
  return hold(way, rule, chain, world, answers, change);
}

/** Whether all of some answers are yes, where what is open is decided. */
function hold(way: Way, rule: Rule, chain: string, world: World, answers: readonly Answer[], change: Change): boolean {
  const combined = all(answers);
  return typeof combined === "boolean" ? combined : decided(way, rule, chain, world, combined, change);
}

/** Decides what is open: each part must hold. */
function decided(
  way: Way,
  rule: Rule,
  chain: string,
  world: World,
  combined: Exclude<Answer, boolean>,
  change: Change,
): boolean {
  const open = combined.kind === "all" ? combined.of : [combined];
  return open.every((part) => {
    if (part.kind === "chance")
      return way.choices.draw(part.probability, { table: world.table, chain, rule: rule.number });
    return askOn(way, part.question, `${world.table}/${chain} ${String(rule.number)}`, change) !== part.inverted;
  });
}

/** Asks a question; an answer may tell the device it leaves by. */
function askOn(way: Way, question: Question, where: string, change: Change): boolean {
  const answer = way.choices.ask(question.apart ? { ...question, key: `${where} ${question.key}` } : question);
  if (answer && question.thenOut !== undefined) change.out = question.thenOut;
  return answer;
}
