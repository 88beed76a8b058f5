/**
 * What the addresses of the present walk are, for whatever shows one.
 */
import { createContext } from "react";
import type { StoryNames } from "../../telling/story";

/** Of a page without a walk. */
export const NO_NAMES: StoryNames = {};

export const AddressNames = createContext<StoryNames>(NO_NAMES);
