/**
 * The chains that a story names: those on its ways, and those that the rules there lead to.
 */
import type { Family } from "../netfilter/address";
import type { TableName } from "../netfilter/ruleset";
import type { ChainName, OutcomeStory, StoryChains } from "./story";

/** The chains of all outcomes, by name; `family`: that of the packet. */
export function chainsOfStory(outcomes: readonly OutcomeStory[], family: Family): StoryChains {
  const found = new Map<string, ChainName>();
  const add = (table: TableName, name: string, meaning: string | null) => {
    const { places, meaning: known } = found.get(name) ?? { places: [], meaning: null };
    const isNew = !places.some((place) => place.table === table);
    found.set(name, { places: isNew ? [...places, { family, table }] : places, meaning: known ?? meaning });
  };
  for (const { table, chain, meaning, verdict } of outcomes.flatMap(({ steps }) => steps)) {
    if (table === null) continue;
    if (chain !== null) add(table, chain, meaning);
    const leads = /^(?:JUMP|GOTO) (.+)$/s.exec(verdict)?.[1];
    if (leads !== undefined) add(table, leads, null);
  }
  return Object.fromEntries(found);
}
