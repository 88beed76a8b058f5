/**
 * What the addresses and chains of the present walk are, for whatever shows one.
 */
import { createContext } from "react";
import type { Story } from "../../telling/story";

export type Names = Pick<Story, "names" | "chains">;

/** Of a page without a walk. */
export const NO_NAMES: Names = { names: {}, chains: {} };

export const StoryNamesContext = createContext<Names>(NO_NAMES);
