/**
 * What the lists on opened cards hold, a window at a time.
 */
import type { Fold } from "../../graph/picture";
import type { TableName } from "../../netfilter/ruleset";
import { useAnswer } from "../answers";
import { createContext } from "react";
import type { Members } from "../../graph/members";
import type { ListedRule } from "../../worker/engine";

/** So many rows are asked for at once. */
export const PAGE = 60;

/** The family of the ruleset that the picture is of. */
export const FamilyContext = createContext<4 | 6>(4);

/** What shows a line of the paste. */
export const LineContext = createContext<(line: number) => void>(() => undefined);

/** The page of a chain's rules that holds the row `from`; undefined until it is known. */
export function useRulesFrom(
  family: 4 | 6,
  table: TableName,
  chain: string,
  from: number,
): readonly ListedRule[] | undefined {
  return useAnswer(["rules", family, table, chain, from], (engine, dump) =>
    engine.rulesFrom(dump, family, table, chain, from, PAGE),
  );
}

/** The same of the chains of a fold that a search finds. */
export function useMembers(family: 4 | 6, fold: Fold, query: string, from: number): Members | undefined {
  return useAnswer(["members", family, fold, query, from], (engine, dump) =>
    engine.members(dump, family, fold, query, from, PAGE),
  );
}
