/**
 * How high the lists on opened cards are. What they hold comes in windows, so that their cost is that of what is seen.
 */
import type { Chain } from "../netfilter/ruleset";
import { LIST_ROW } from "./list-row";
import { CARD_FOOT, LIST_ROWS, LIST_SEARCH } from "./measure";

/** The height of the list of a chain's rules with its foot. */
export function ruleListHeight({ rules }: Chain): number {
  return Math.min(Math.max(1, rules.length), LIST_ROWS) * LIST_ROW + CARD_FOOT;
}

/** The height of the list of a fold's chains with the search over it. */
export function foldListHeight(count: number): number {
  return LIST_SEARCH + Math.min(Math.max(1, count), LIST_ROWS) * LIST_ROW + CARD_FOOT;
}
