/**
 * The points at which a walk may go one way or the other.
 *
 * A walk is plain code that asks here whenever something is random or cannot be known. To find all outcomes it is run
 * again with other answers (outcomes.ts): no state has to be copied, and the walk reads like the kernel's own path.
 */
import type { Question } from "../extensions/extension";
import type { Fork, RulePlace } from "../trace";

export type Decision =
  | { readonly kind: "question"; readonly question: Question; readonly answer: boolean }
  | { readonly kind: "chance"; readonly probability: number; readonly at: RulePlace; readonly answer: boolean };

/** What the reader says of questions that the paste leaves open, by their keys. */
export type Said = ReadonlyMap<string, boolean>;

export const NOTHING_SAID: Said = new Map();

export class Choices {
  /** Every decision of this run, in order. */
  readonly made: Decision[] = [];
  /** What was taken for granted without a second way being walked. */
  readonly assumed: string[] = [];
  /** What the reader said, as far as it was asked for. */
  readonly said: Fork[] = [];
  readonly #forced: readonly boolean[];
  readonly #wanted: Said;
  readonly #known = new Map<string, boolean>();

  /** `forced`: the answers of the first decisions; later ones take the likelier way. `wanted`: what the reader says. */
  constructor(forced: readonly boolean[], wanted = NOTHING_SAID) {
    this.#forced = forced;
    this.#wanted = wanted;
  }

  /** The answer to a question, the same each time its key is asked. No is tried first: most conditions do not hold. */
  ask(question: Question): boolean {
    const known = this.#known.get(question.key);
    if (known !== undefined) return known;
    const wanted = this.#wanted.get(question.key);
    if (wanted !== undefined) return this.choose(question, wanted);
    const answer = this.#forced[this.made.length] ?? false;
    this.made.push({ kind: "question", question, answer });
    this.#known.set(question.key, answer);
    return answer;
  }

  /** Answers a question as the user chose, unless the way has answered it already; the choice is stated. */
  choose(question: Question, answer: boolean): boolean {
    const known = this.#known.get(question.key);
    if (known !== undefined) return known;
    this.#known.set(question.key, answer);
    this.said.push(forkOf(question, answer, true));
    this.assume(answer ? question.yes : question.no);
    return answer;
  }

  /** True with a probability from 0 to 1, which the rule at `at` asks for; certain ones are no decision. */
  draw(probability: number, at: RulePlace): boolean {
    if (probability <= 0) return false;
    if (probability >= 1) return true;
    const answer = this.#forced[this.made.length] ?? true;
    this.made.push({ kind: "chance", probability, at, answer });
    return answer;
  }

  /** States something that is taken for granted; said once. */
  assume(statement: string): void {
    if (!this.assumed.includes(statement)) this.assumed.push(statement);
  }
}

/** A question that was answered, as an outcome tells it. */
export function forkOf({ key, yes, no }: Question, answer: boolean, chosen: boolean): Fork {
  return { kind: "question", key, yes, no, answer, chosen };
}
