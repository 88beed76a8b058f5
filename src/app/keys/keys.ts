/**
 * The keys of the page: one table, from which they are bound and told.
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
  /** As a keyboard names them. */
  readonly shown: readonly string[];
  readonly does: string;
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
      { ...KEY, act: "play", presses: ["Space"], shown: ["Space"], does: "Play, or pause", but: "controls" },
      { ...KEY, act: "next", presses: ["ArrowRight"], shown: ["→"], does: "Next step" },
      { ...KEY, act: "previous", presses: ["ArrowLeft"], shown: ["←"], does: "Previous step" },
      { ...LETTER, act: "next", presses: ["."], shown: ["."], does: "Next step" },
      { ...LETTER, act: "previous", presses: [","], shown: [","], does: "Previous step" },
      { ...KEY, act: "nextChain", presses: ["Shift+ArrowRight"], shown: ["Shift", "→"], does: "Next chain" },
      { ...KEY, act: "previousChain", presses: ["Shift+ArrowLeft"], shown: ["Shift", "←"], does: "Previous chain" },
      { ...LETTER, act: "nextRule", presses: ["r"], shown: ["R"], does: "Next rule" },
      { ...LETTER, act: "previousRule", presses: ["Shift+r"], shown: ["Shift", "R"], does: "Previous rule" },
      { ...LETTER, act: "nextHook", presses: ["h"], shown: ["H"], does: "Next hook" },
      { ...LETTER, act: "previousHook", presses: ["Shift+h"], shown: ["Shift", "H"], does: "Previous hook" },
      { ...KEY, act: "first", presses: ["Home"], shown: ["Home"], does: "First step" },
      { ...KEY, act: "last", presses: ["End"], shown: ["End"], does: "Last step" },
      { ...LETTER, act: "faster", presses: [">", "Shift+>"], shown: [">"], does: "Faster" },
      { ...LETTER, act: "slower", presses: ["<", "Shift+<"], shown: ["<"], does: "Slower" },
    ],
  },
  {
    about: "Presenting",
    keys: [
      { ...LETTER, act: "present", presses: ["p"], shown: ["P"], does: "Present, or stop presenting" },
      { ...KEY, act: "nextClause", presses: ["ArrowDown"], shown: ["↓"], does: "Point at the next clause of the rule" },
      { ...KEY, act: "previousClause", presses: ["ArrowUp"], shown: ["↑"], does: "Point at the clause before" },
      { ...KEY, act: "leave", presses: ["Escape"], shown: ["Esc"], does: "Stop presenting" },
    ],
  },
  {
    about: "The picture",
    keys: [
      { ...LETTER, act: "follow", presses: ["f"], shown: ["F"], does: "Follow the packet" },
      { ...LETTER, act: "view", presses: ["m"], shown: ["M"], does: "Walk, or Map" },
      { ...LETTER, act: "alone", presses: ["o"], shown: ["O"], does: "The path alone, or everything" },
      { ...KEY, act: "release", presses: ["Escape"], shown: ["Esc"], does: "Let go of the chain that is chosen" },
    ],
  },
  {
    about: "The page",
    keys: [
      {
        ...KEY,
        act: "search",
        presses: ["$mod+k"],
        shown: ["Ctrl", "K"],
        does: "Search chains, Services, rules, actions",
        but: "nothing",
      },
      { ...LETTER, act: "search", presses: ["/"], shown: ["/"], does: "The same", but: "fields" },
      { ...LETTER, act: "dump", presses: ["d"], shown: ["D"], does: "Show or hide the dump" },
      { ...LETTER, act: "steps", presses: ["l"], shown: ["L"], does: "Show or hide the list of steps" },
      { ...KEY, act: "undo", presses: ["$mod+z"], shown: ["Ctrl", "Z"], does: "Undo" },
      { ...KEY, act: "redo", presses: ["$mod+Shift+z"], shown: ["Ctrl", "Shift", "Z"], does: "Redo" },
      { ...LETTER, act: "keys", presses: ["?", "Shift+?"], shown: ["?"], does: "These keys" },
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
