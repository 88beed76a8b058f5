/**
 * The keys of the page: one table, from which they are bound and told (KeyTable.tsx has the words).
 */
import { useEffect } from "react";
import { tinykeys } from "tinykeys";
import { useLetterKeys } from "./letter-keys";

export type Act =
  | "play"
  | "next"
  | "previous"
  | "nextChain"
  | "previousChain"
  | "nextRule"
  | "previousRule"
  | "nextHook"
  | "previousHook"
  | "first"
  | "last"
  | "faster"
  | "slower"
  | "nextClause"
  | "previousClause"
  | "present"
  | "leave"
  | "search"
  | "follow"
  | "view"
  | "alone"
  | "release"
  | "dump"
  | "steps"
  | "keys"
  | "undo"
  | "redo";

export interface Key {
  readonly act: Act;
  /** As tinykeys names them; each of them does it. */
  readonly presses: readonly string[];
  /** What uses the key itself, so that it is left alone there. */
  readonly but: "nothing" | "typing" | "fields" | "controls";
  /** True for keys of one letter, which can be switched off (WCAG 2.1.4). */
  readonly letter: boolean;
}

const KEY = { but: "fields", letter: false } as const;
const LETTER = { but: "typing", letter: true } as const;

export const KEYS: readonly { readonly about: string; readonly keys: readonly Key[] }[] = [
  {
    about: "The walk",
    keys: [
      { ...KEY, act: "play", presses: ["Space"], but: "controls" },
      { ...KEY, act: "next", presses: ["ArrowRight"] },
      { ...KEY, act: "previous", presses: ["ArrowLeft"] },
      { ...LETTER, act: "next", presses: ["."] },
      { ...LETTER, act: "previous", presses: [","] },
      { ...KEY, act: "nextChain", presses: ["Shift+ArrowRight"] },
      { ...KEY, act: "previousChain", presses: ["Shift+ArrowLeft"] },
      { ...LETTER, act: "nextRule", presses: ["r"] },
      { ...LETTER, act: "previousRule", presses: ["Shift+r"] },
      { ...LETTER, act: "nextHook", presses: ["h"] },
      { ...LETTER, act: "previousHook", presses: ["Shift+h"] },
      { ...KEY, act: "first", presses: ["Home"] },
      { ...KEY, act: "last", presses: ["End"] },
      { ...LETTER, act: "faster", presses: [">", "Shift+>"] },
      { ...LETTER, act: "slower", presses: ["<", "Shift+<"] },
    ],
  },
  {
    about: "Presenting",
    keys: [
      { ...LETTER, act: "present", presses: ["p"] },
      { ...KEY, act: "nextClause", presses: ["ArrowDown"] },
      { ...KEY, act: "previousClause", presses: ["ArrowUp"] },
      { ...KEY, act: "leave", presses: ["Escape"] },
    ],
  },
  {
    about: "The picture",
    keys: [
      { ...LETTER, act: "follow", presses: ["f"] },
      { ...LETTER, act: "view", presses: ["m"] },
      { ...LETTER, act: "alone", presses: ["o"] },
      { ...KEY, act: "release", presses: ["Escape"] },
    ],
  },
  {
    about: "The page",
    keys: [
      {
        ...KEY,
        act: "search",
        presses: ["$mod+k"],
        but: "nothing",
      },
      { ...LETTER, act: "search", presses: ["/"], but: "fields" },
      { ...LETTER, act: "dump", presses: ["d"] },
      { ...LETTER, act: "steps", presses: ["l"] },
      { ...KEY, act: "undo", presses: ["$mod+z"] },
      { ...KEY, act: "redo", presses: ["$mod+Shift+z"] },
      { ...LETTER, act: "keys", presses: ["?", "Shift+?"] },
    ],
  },
];

const TYPING =
  "input:not([type='radio'], [type='checkbox'], [type='range']), textarea, select, [contenteditable='true']";
const FIELDS = "input, textarea, select, [contenteditable='true'], [role='separator'], [role='dialog']";
const TAKEN: Readonly<Record<Key["but"], string>> = {
  nothing: ":not(*)",
  typing: TYPING,
  fields: FIELDS,
  controls: `${FIELDS}, button, a, summary`,
};

/** Binds the keys of what the page can do now; a key without an act is the browser's. */
export function useKeys(acts: Readonly<Partial<Record<Act, () => void>>>): void {
  const letters = useLetterKeys();
  useEffect(() => {
    const bindings: Record<string, (event: KeyboardEvent) => void> = {};
    for (const { act, presses, but, letter } of KEYS.flatMap(({ keys }) => keys)) {
      const does = acts[act];
      if (!does || (letter && !letters)) continue;
      for (const press of presses) {
        bindings[press] = (event) => {
          if (event.defaultPrevented || !(event.target instanceof Element) || event.target.closest(TAKEN[but])) return;
          event.preventDefault();
          does();
        };
      }
    }
    return tinykeys(window, bindings);
  }, [acts, letters]);
}
