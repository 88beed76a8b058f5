/**
 * The problems of a paste while it is read, and which of them are worth keeping.
 */
import type { Problem } from "../ruleset";

/** How many problems of one paste are kept; a last one says how many more there are. */
export const MOST_PROBLEMS = 200;

const LONGEST_QUOTE = 80;

/** Takes the problems in as they are found. One that stands on every line does not push out the rare ones. */
export class ProblemList {
  readonly #found: { readonly problem: Problem; readonly rank: number }[] = [];
  readonly #ranks = new Map<string, number>();
  #count = 0;
  readonly #place: (line: number, column: number) => Pick<Problem, "line" | "column">;

  /** `place`: where a line and column stand in the text, if what is read is not the text to the letter. */
  constructor(
    place: (line: number, column: number) => Pick<Problem, "line" | "column"> = (line, column) => ({ line, column }),
  ) {
    this.#place = place;
  }

  /** How many were found. */
  get count(): number {
    return this.#count;
  }

  add(severity: Problem["severity"], line: number, column: number, message: string): void {
    this.#count++;
    const rank = this.#ranks.get(message) ?? 0;
    this.#ranks.set(message, rank + 1);
    if (rank < MOST_PROBLEMS) this.#found.push({ problem: { ...this.#place(line, column), severity, message }, rank });
  }

  warn(line: number, column: number, message: string): void {
    this.add("warning", line, column, message);
  }

  /** At most MOST_PROBLEMS in the order of the lines: errors before warnings, and one of each kind before a second of any. */
  kept(): readonly Problem[] {
    const inLineOrder = (a: Problem, b: Problem) => a.line - b.line || a.column - b.column;
    if (this.#count <= MOST_PROBLEMS) return this.#found.map(({ problem }) => problem).sort(inLineOrder);
    const weight = ({ problem, rank }: { problem: Problem; rank: number }) =>
      problem.severity === "error" ? -1 : rank;
    const kept = this.#found
      .sort((a, b) => weight(a) - weight(b) || inLineOrder(a.problem, b.problem))
      .slice(0, MOST_PROBLEMS)
      .map(({ problem }) => problem)
      .sort(inLineOrder);
    const more = this.#count - kept.length;
    const last = kept.at(-1);
    kept.push({
      line: last?.line ?? 1,
      column: last?.column ?? 1,
      severity: "warning",
      message: `and ${String(more)} more ${more === 1 ? "problem" : "problems"} of these kinds, in this line and others`,
    });
    return kept;
  }
}

/** A piece of the paste as a message shows it: long ones are cut. */
export function quoted(text: string): string {
  const shown = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
  return `"${shown}"`;
}
