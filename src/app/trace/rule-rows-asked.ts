/**
 * What the engine answers of the rules of a chain, a portion at a time.
 */
import { useQueries } from "@tanstack/react-query";
import type { RuleRows } from "../../telling/story";
import { askOf, engine, type Walked } from "../answers";

/** So many rules are told at once. */
export const ROWS_AT_ONCE = 60;

/** Some rules of the chain of a step, as they stood to the packet there. */
export interface RuleRange {
  /** From which rule on and up to which, both inclusive, counted from 1; null for the chain's last. */
  readonly first: number;
  readonly last: number | null;
  /** Words that each rule must hold; empty for all. */
  readonly query: string;
}

/** The rules of a range by portions of ROWS_AT_ONCE, one answer for each number of a portion; undefined until it is known. */
export function useRuleRows(
  walked: Walked,
  outcome: number,
  step: number,
  range: RuleRange,
  portions: readonly number[],
): readonly (RuleRows | undefined)[] {
  const { id } = walked.source;
  return useQueries({
    queries: portions.map((portion) => ({
      queryKey: ["rules", id, walked.asked, outcome, step, range, portion],
      queryFn: () =>
        askOf(walked.source, (dump) =>
          engine.rules(dump, walked.asked, outcome, step, {
            chain: null,
            ...range,
            skip: portion * ROWS_AT_ONCE,
            count: ROWS_AT_ONCE,
          }),
        ),
    })),
    combine: (answers) => answers.map(({ data }) => data),
  });
}
