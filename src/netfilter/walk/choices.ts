/**
 * The points at which a walk may go one way or the other.
 *
 * A walk is plain code that asks here whenever something is random or cannot be known. It goes in acts: a rule that is
 * asked, a routing decision. An act asks before it changes anything. So the way that is not taken is the walk as it stands
 * where it asks, and does the act over with other answers; outcomes.ts leads it on from there.
 */
import type { Question } from "../extensions/extension";
import type { Fork, RulePlace } from "../trace";

/** `taken`: the way that it took, as an outcome tells it. */
export type Decision =
  | { readonly kind: "question"; readonly question: Question; readonly answer: boolean; readonly taken: Fork }
  | {
      readonly kind: "chance";
      readonly probability: number;
      readonly at: RulePlace;
      readonly answer: boolean;
      readonly taken: Fork;
    };

/** What the reader says of questions that the paste leaves open, by their keys. */
export type Said = ReadonlyMap<string, boolean>;

export const NOTHING_SAID: Said = new Map();

/** Is told of each way that is not taken, with what makes its choices. */
export type Parting = (choices: () => Choices) => void;

const NO_ANSWERS: readonly boolean[] = [];

export class Choices {
  /** Every decision of this way, in order. */
  readonly made: Decision[];
  /** What was taken for granted without a second way being walked. */
  readonly assumed: string[];
  /** What the reader said, as far as it was asked for. */
  readonly said: Fork[];
  readonly #parting: Parting;
  readonly #wanted: Said;
  /** The answers of the decisions that come next; later ones take the likelier way. */
  readonly #forced: readonly boolean[];
  /** So many decisions were made before those that are forced. */
  readonly #before: number;
  /** So many were made when the act in hand began. */
  #begun: number;
  /** The questions that are answered, by their keys; made when the first is asked. */
  #known: Map<string, boolean> | undefined = undefined;

  /** `wanted`: what the reader says. `from` and `answer`: the way that parted from another where that asked. */
  constructor(parting: Parting, wanted = NOTHING_SAID, from?: Choices, answer = false) {
    this.#parting = parting;
    this.#wanted = wanted;
    const begun = from ? from.#begun : 0;
    this.made = from ? from.made.slice(0, begun) : [];
    this.assumed = from ? from.assumed.slice() : [];
    this.said = from ? from.said.slice() : [];
    this.#forced = from ? [...from.made.slice(begun).map((decision) => decision.answer), answer] : NO_ANSWERS;
    this.#before = begun;
    this.#begun = begun;
  }

  /** An act begins, which a way that parts from this one does over. */
  begin(): void {
    this.#begun = this.made.length;
  }

  /** The answer to a question, the same each time its key is asked. No is tried first: most conditions do not hold. */
  ask(question: Question): boolean {
    const known = this.#answers().get(question.key);
    if (known !== undefined) return known;
    const wanted = this.#wanted.get(question.key);
    if (wanted !== undefined) return this.choose(question, wanted);
    const answer = this.#decide(false);
    this.made.push({ kind: "question", question, answer, taken: forkOf(question, answer, false) });
    this.#answers().set(question.key, answer);
    return answer;
  }

  /** Answers a question as the user chose, unless the way has answered it already; the choice is stated. */
  choose(question: Question, answer: boolean): boolean {
    const known = this.#answers().get(question.key);
    if (known !== undefined) return known;
    this.#answers().set(question.key, answer);
    this.said.push(forkOf(question, answer, true));
    this.assume(answer ? question.yes : question.no);
    return answer;
  }

  /** True with a probability from 0 to 1, which the rule at `at` asks for; certain ones are no decision. */
  draw(probability: number, at: RulePlace): boolean {
    if (probability <= 0) return false;
    if (probability >= 1) return true;
    const answer = this.#decide(true);
    const taken: Fork = { kind: "chance", at, held: answer, probability: shareOf(probability, answer) };
    this.made.push({ kind: "chance", probability, at, answer, taken });
    return answer;
  }

  /** States something that is taken for granted; said once. */
  assume(statement: string): void {
    if (!this.assumed.includes(statement)) this.assumed.push(statement);
  }

  /** The answer of the next decision. One that is free parts the way. */
  #decide(likelier: boolean): boolean {
    const forced = this.#forced[this.made.length - this.#before];
    if (forced !== undefined) return forced;
    this.#parting(() => new Choices(this.#parting, this.#wanted, this, !likelier));
    return likelier;
  }

  #answers(): Map<string, boolean> {
    if (this.#known) return this.#known;
    this.#known = new Map();
    for (const decision of this.made)
      if (decision.kind === "question") this.#known.set(decision.question.key, decision.answer);
    for (const fork of this.said) if (fork.kind === "question") this.#known.set(fork.key, fork.answer);
    return this.#known;
  }
}

/** How probable an answer is where a yes has a probability. */
export function shareOf(probability: number, answer: boolean): number {
  return answer ? probability : 1 - probability;
}

/** A question that was answered, as an outcome tells it. */
export function forkOf({ key, yes, no }: Question, answer: boolean, chosen: boolean): Fork {
  return { kind: "question", key, yes, no, answer, chosen };
}
