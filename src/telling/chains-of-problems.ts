/**
 * The chains that the problems of a paste name, so that each can be a way to its chain.
 */
import { findChain, TABLE_NAMES, type Problem, type Ruleset } from "../netfilter/ruleset";
import type { ChainName, StoryChains } from "./story";

/** What may be a chain's name in a sentence or in the piece of a line that it shows. */
const WORD = /[a-z_](?:[\w.:-]*\w)?/gi;

/** The chains of the rulesets whose names stand in problems, by name. What the names mean is not looked for. */
export function chainsOfProblems(problems: readonly Problem[], rulesets: readonly Ruleset[]): StoryChains {
  const words = new Set(problems.flatMap(({ message }) => message.match(WORD) ?? []));
  const found = [...words].flatMap((word): readonly (readonly [string, ChainName])[] => {
    const places = rulesets.flatMap((one) =>
      TABLE_NAMES.flatMap((table) => (findChain(one, table, word) ? { family: one.family, table } : [])),
    );
    return places.length === 0 ? [] : [[word, { places, meaning: null }]];
  });
  return Object.fromEntries(found);
}
