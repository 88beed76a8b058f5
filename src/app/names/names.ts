/**
 * What the addresses and chains are that the page names, of the present walk and of the dump's problems, for whatever
 * shows one.
 */
import { createContext } from "react";
import type { Story } from "../../telling/story";
import type { Dump } from "../../worker/engine";

export type Names = Pick<Story, "names" | "chains">;

/** Of words of which nothing is known. */
export const NO_NAMES: Names = { names: {}, chains: {} };

/** The names of a page with this dump and this walk, of which it may have neither; what the walk says of a chain comes first. */
export function namesOf(dump: Dump | undefined, story: Story | undefined): Names {
  return { names: story?.names ?? {}, chains: { ...dump?.chains, ...story?.chains } };
}

export const StoryNamesContext = createContext<Names>(NO_NAMES);
