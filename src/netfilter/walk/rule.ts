/**
 * Whether a rule matches a packet where it stands.
 */
import { unknown } from "../extensions/answer";
import type { Chance, Question, Unknown, World } from "../extensions/extension";
import { findMatch } from "../extensions/index";
import type { Match, Rule } from "../ruleset";
import { lentMatches } from "../read/pasted-rule";
import { writeConnection } from "./conntrack";
import type { Way } from "./way";

/**
 * True where all conditions of a rule hold on this way; what is open is decided, and stays decided. What asking a match
 * writes to the connection is written whether the rest of the rule holds or not: the kernel asks one after the other.
 */
export function matches(way: Way, rule: Rule, chain: string, world: World): boolean {
  let open: (Unknown | Chance)[] | undefined = undefined;
  for (const match of lentMatches(rule)) {
    const extension = match.kind === "known" ? findMatch(match.name) : undefined;
    if (match.kind === "unknown" || !extension) {
      (open ??= []).push(notImplemented(match, rule, chain, world));
      continue;
    }
    const written = extension.writes?.(match.options, world);
    if (written) {
      if (open && !decided(way, rule, chain, world, open)) return false;
      open = undefined;
      writeConnection(way, written);
    }
    const answer = extension.test(match.options, world);
    if (answer === false) return false;
    if (answer === true) continue;
    if (answer.kind === "all") (open ??= []).push(...answer.of);
    else (open ??= []).push(answer);
  }
  return !open || decided(way, rule, chain, world, open);
}

/** A condition that nobody implements is unknown. */
function notImplemented(match: Match, rule: Rule, chain: string, world: World): Unknown {
  const where = `rule ${String(rule.number)} of ${world.table}/${chain}`;
  const words = match.kind === "unknown" ? match.words.join(" ") : `-m ${match.name}`;
  return unknown({
    key: `match=${where} ${words}`,
    yes: `the match \`${words}\` of ${where} holds, which is not implemented here`,
    no: `the match \`${words}\` of ${where} does not hold, which is not implemented here`,
  });
}

/** Decides what is open: each part must hold. */
function decided(way: Way, rule: Rule, chain: string, world: World, open: readonly (Unknown | Chance)[]): boolean {
  return open.every((part) => {
    if (part.kind === "chance")
      return way.choices.draw(part.probability, { table: world.table, chain, rule: rule.number });
    return askOn(way, part.question, `${world.table}/${chain} ${String(rule.number)}`) !== part.inverted;
  });
}

/** Asks a question; an answer that tells the device it leaves by is remembered. */
function askOn(way: Way, question: Question, where: string): boolean {
  const answer = way.choices.ask(question.apart ? { ...question, key: `${where} ${question.key}` } : question);
  if (answer && question.thenOut !== undefined) way.out = { kind: "named", name: question.thenOut };
  return answer;
}
