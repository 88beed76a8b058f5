/**
 * Whether a rule matches a packet where it stands.
 */
import { unknown } from "../extensions/answer";
import type { Chance, Question, Unknown, World } from "../extensions/extension";
import { findMatch } from "../extensions/index";
import type { Match } from "../ruleset";
import { writeConnection } from "./conntrack";
import type { Frame } from "./passage";
import type { Way } from "./way";

/**
 * True where all conditions of a rule hold on this way; what is open is decided, and stays decided. What asking a match
 * writes to the connection is written whether the rest of the rule holds or not: the kernel asks one after the other.
 */
export function matches(way: Way, rule: Frame, world: World): boolean {
  let open: (Unknown | Chance)[] | undefined = undefined;
  for (const match of rule.matches) {
    const extension = match.kind === "known" ? findMatch(match.name) : undefined;
    if (match.kind === "unknown" || !extension) {
      (open ??= []).push(notImplemented(match, rule, world));
      continue;
    }
    const written = extension.writes?.(match.options, world);
    if (written) {
      if (open && !decided(way, rule, world, open)) return false;
      open = undefined;
      writeConnection(way, written);
    }
    const answer = extension.test(match.options, world);
    if (answer === false) return false;
    if (answer === true) continue;
    if (answer.kind === "all") (open ??= []).push(...answer.of);
    else (open ??= []).push(answer);
  }
  return !open || decided(way, rule, world, open);
}

/** A condition that nobody implements is unknown. */
function notImplemented(match: Match, { number, chain }: Frame, world: World): Unknown {
  const where = `rule ${String(number)} of ${world.table}/${chain.name}`;
  const words = match.kind === "unknown" ? match.words.join(" ") : `-m ${match.name}`;
  return unknown({
    key: `match=${where} ${words}`,
    yes: `the match \`${words}\` of ${where} holds, which is not implemented here`,
    no: `the match \`${words}\` of ${where} does not hold, which is not implemented here`,
  });
}

/** Decides what is open: each part must hold. */
function decided(
  way: Way,
  { number, chain: { name } }: Frame,
  { table }: World,
  open: readonly (Unknown | Chance)[],
): boolean {
  for (const part of open) {
    const holds =
      part.kind === "chance"
        ? way.choices.draw(part.probability, { table, chain: name, rule: number })
        : askOn(way, part.question, `${table}/${name} ${String(number)}`) !== part.inverted;
    if (!holds) return false;
  }
  return true;
}

/** Asks a question; an answer that tells the device it leaves by is remembered. */
function askOn(way: Way, question: Question, where: string): boolean {
  const answer = way.choices.ask(question.apart ? { ...question, key: `${where} ${question.key}` } : question);
  if (answer && question.thenOut !== undefined) way.out = { kind: "named", name: question.thenOut };
  return answer;
}
