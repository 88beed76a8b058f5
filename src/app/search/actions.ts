/**
 * What the palette does besides finding: the page's own acts, by their names.
 */
import { SAMPLES } from "../../../samples";
import type { View } from "../../graph/picture";
import { setAlone } from "../canvas/looking";
import { openSample } from "../opening";
import { chooseView, redo, undo } from "../page-store";
import { beginPresenting } from "../present/presenting";
import { openShare } from "../share/share-panel";
import { chooseTheme } from "../theme/theme";

export interface Action {
  readonly name: string;
  /** Words by which it is found besides those of its name. */
  readonly also: string;
  readonly act: () => void;
}

/** Acts that belong to the walk in view. */
export interface WalkActs {
  readonly play: () => void;
  readonly first: () => void;
  readonly last: () => void;
}

/** All that can be done now. */
export function actionsNow({ play, first, last }: WalkActs, view: View, alone: boolean): readonly Action[] {
  const other = view === "walk" ? "map" : "walk";
  return [
    { name: "Play, or pause", also: "walk start stop", act: play },
    { name: "First step", also: "beginning", act: first },
    { name: "Last step", also: "end", act: last },
    {
      name: other === "map" ? "Map: each chain once" : "Walk: in the order of the kernel",
      also: "view picture graph",
      act: () => {
        chooseView(other);
      },
    },
    {
      name: alone ? "Show everything" : "Show the path alone",
      also: "hide untouched",
      act: () => {
        setAlone(!alone);
      },
    },
    { name: "Share", also: "link copy export svg", act: openShare },
    { name: "Present", also: "projector full screen", act: beginPresenting },
    {
      name: "Theme: light",
      also: "colours bright",
      act: () => {
        chooseTheme("light");
      },
    },
    {
      name: "Theme: dark",
      also: "colours night",
      act: () => {
        chooseTheme("dark");
      },
    },
    {
      name: "Theme: as the system has it",
      also: "colours",
      act: () => {
        chooseTheme("system");
      },
    },
    { name: "Undo", also: "back", act: undo },
    { name: "Redo", also: "again", act: redo },
    ...SAMPLES.map((sample) => ({
      name: `Sample: ${sample.title}`,
      also: "open example dump",
      act: () => void openSample(sample),
    })),
  ];
}

/** The actions that hold all words of a query, those whose name begins with it first. */
export function actionsWith(actions: readonly Action[], query: string): readonly Action[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = actions.filter(({ name, also }) =>
    words.every((word) => `${name} ${also}`.toLowerCase().includes(word)),
  );
  const begins = ({ name }: Action) => Number(name.toLowerCase().startsWith(query.trim().toLowerCase()));
  return [...found].sort((a, b) => begins(b) - begins(a));
}
