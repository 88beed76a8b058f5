/**
 * A rule of a table while the table is gathered (table-draft.ts).
 */
import type { Counters } from "../ruleset";
import type { Word } from "./words";

/** A rule that is not read yet. */
export interface RuleDraft {
  /** What follows `-A CHAIN`. */
  readonly words: () => readonly Word[];
  readonly text: string;
  readonly line: number | null;
  readonly counters: Counters | undefined;
}
