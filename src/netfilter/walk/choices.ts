/**
 * The points at which a walk may go one way or the other.
 *
 * A walk is plain code that asks here whenever something is random or cannot be known. To find all outcomes it is run
 * again with other answers (outcomes.ts): no state has to be copied, and the walk reads like the kernel's own path.
 */
import type { Question } from "../extensions/extension";

export type Decision =
  | { readonly kind: "question"; readonly question: Question; readonly answer: boolean }
  | { readonly kind: "chance"; readonly probability: number; readonly answer: boolean };

export class Choices {
  /** Every decision of this run, in order. */
  readonly made: Decision[] = [];
  /** What was taken for granted without a second way being walked. */
  readonly assumed: string[] = [];
  readonly #forced: readonly boolean[];
  readonly #known = new Map<string, boolean>();

  /** `forced`: the answers of the first decisions; later ones take the likelier way. */
  constructor(forced: readonly boolean[]) {
    this.#forced = forced;
  }

  /** The answer to a question, the same each time its key is asked. No is tried first: most conditions do not hold. */
  ask(question: Question): boolean {
    const known = this.#known.get(question.key);
    if (known !== undefined) return known;
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
    this.assume(answer ? question.yes : question.no);
    return answer;
  }

  /** True with a probability from 0 to 1; certain ones are no decision. */
  draw(probability: number): boolean {
    if (probability <= 0) return false;
    if (probability >= 1) return true;
    const answer = this.#forced[this.made.length] ?? true;
    this.made.push({ kind: "chance", probability, answer });
    return answer;
  }

  /** States something that is taken for granted; said once. */
  assume(statement: string): void {
    if (!this.assumed.includes(statement)) this.assumed.push(statement);
  }
}
