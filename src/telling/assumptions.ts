/**
 * What an outcome took for granted, and what the reader may say of it instead.
 */
import type { Outcome } from "../netfilter/trace";
import type { AssumptionStory } from "./story";

/** Every assumption of an outcome in words; those that answer a question tell its other answer. */
export function assumptionsOf({ assumptions, forks }: Outcome): readonly AssumptionStory[] {
  const questions = new Map<string, AssumptionStory["question"]>();
  for (const fork of forks) {
    if (fork.kind !== "question") continue;
    const { key, answer, yes, no, chosen } = fork;
    questions.set(answer ? yes : no, { key, answer, other: answer ? no : yes, chosen });
  }
  return assumptions.map((words) => ({ words, question: questions.get(words) ?? null }));
}
