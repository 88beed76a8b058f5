/**
 * The table that a bench prints while it measures: what was measured on which machine, and a line for each row. The same as
 * JSON goes to a file.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { dirname } from "node:path";
import type { Row } from "./row";

export class Table {
  readonly #about: Readonly<Record<string, string>>;
  readonly #rows: Row[] = [];

  /** Prints what is measured, and on what: each a name and what is said of it. */
  constructor(about: Readonly<Record<string, string>>) {
    this.#about = about;
    for (const [name, said] of Object.entries(about)) console.log(`${name.padEnd(9)} ${said}`);
    console.log();
  }

  /** Prints rows: whether the goal is reached, what was measured, and the goal. */
  take(rows: readonly Row[]): void {
    for (const { what, figure, goal, reached } of rows) {
      const mark = reached === undefined ? " " : reached ? "✓" : "✗";
      console.log(`${mark} ${what}: ${figure}${goal === undefined ? "" : ` (${goal})`}`);
    }
    this.#rows.push(...rows);
  }

  /** Writes all that was printed to a file, whose folder is made. */
  write(file: string): void {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify({ ...this.#about, rows: this.#rows }, null, 2)}\n`);
    console.log(`\nwritten to ${file}`);
  }
}

/** The processor and how many of its cores there are. */
export function processor(): string {
  return `${cpus()[0]?.model ?? "?"}, ${String(cpus().length)} cores`;
}
