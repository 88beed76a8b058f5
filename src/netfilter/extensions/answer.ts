/**
 * Arithmetic with answers that may be unknown or random.
 */
import type { Answer, Chance, Question, Unknown } from "./extension";

/** An answer that only somebody else can give. */
export function unknown(question: Question): Unknown {
  return { kind: "unknown", question, inverted: false };
}

/** The answer turned round where a `!` stands before the condition. */
export function negateIf(negated: boolean, answer: Answer): Answer {
  if (!negated) return answer;
  if (typeof answer === "boolean") return !answer;
  switch (answer.kind) {
    case "unknown":
      return { ...answer, inverted: !answer.inverted };
    case "chance":
      return { kind: "chance", probability: 1 - answer.probability };
    case "all":
      return unknown({
        key: `not(${answer.of.map((part) => (part.kind === "unknown" ? part.question.key : String(part.probability))).join(",")})`,
        yes: "a negated condition holds that cannot be known",
        no: "a negated condition does not hold that cannot be known",
      });
  }
}

/** Whether all hold: one that certainly does not decides, certain ones vanish, and what stays open stays in order. */
export function all(answers: readonly Answer[]): Answer {
  const open: (Unknown | Chance)[] = [];
  for (const answer of answers) {
    if (answer === false) return false;
    if (answer === true) continue;
    if (answer.kind === "all") open.push(...answer.of);
    else open.push(answer);
  }
  const [first] = open;
  if (first === undefined) return true;
  return open.length === 1 ? first : { kind: "all", of: open };
}
