/**
 * The chains that a story names: those on its ways, and those that the rules there lead to.
 */
import type { TableName } from "../netfilter/ruleset";
import type { ChainName, OutcomeStory, StoryChains } from "./story";

/** The chains of all outcomes, by name. */
export function chainsOfStory(outcomes: readonly OutcomeStory[]): StoryChains {
  const found = new Map<string, ChainName>();
  const add = (table: TableName, name: string, meaning: string | null) => {
    const known = found.get(name) ?? { tables: [], meaning: null };
    const tables = known.tables.includes(table) ? known.tables : [...known.tables, table];
    found.set(name, { tables, meaning: known.meaning ?? meaning });
  };
  for (const { table, chain, meaning, verdict } of outcomes.flatMap(({ steps }) => steps)) {
    if (table === null) continue;
    if (chain !== null) add(table, chain, meaning);
    const leads = /^(?:JUMP|GOTO) (.+)$/s.exec(verdict)?.[1];
    if (leads !== undefined) add(table, leads, null);
  }
  return Object.fromEntries(found);
}
