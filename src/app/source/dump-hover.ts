/**
 * What stands under the pointer, in plain words and with the place in the manual: any part of any line of rules.
 */
import type { Extension } from "@codemirror/state";
import { hoverTooltip } from "@codemirror/view";
import type { PartStory } from "../../telling/story";
import { manualText } from "../tips/Told";

/** Asks for the parts of a line, from 1, whose text is told; empty where nothing is known of it. */
export type AskParts = (line: number, text: string) => Promise<readonly PartStory[]>;

/** Longer lines are no rules, and nothing is asked of them. */
const LONGEST = 4000;

/** Tells parts of lines where the pointer rests. */
export function hoveredParts(ask: AskParts): Extension {
  return hoverTooltip(async (view, position) => {
    const { number, from, text } = view.state.doc.lineAt(position);
    if (text.length > LONGEST) return null;
    const at = position - from;
    const parts = await ask(number, text);
    const part = parts.find((one) => one.from <= at && at < one.to);
    if (!part) return null;
    return {
      pos: from + part.from,
      end: from + part.to,
      create: () => ({ dom: tipOf(part) }),
    };
  });
}

function tipOf({ words, manual }: PartStory): HTMLElement {
  const dom = document.createElement("div");
  dom.className = "cm-part-words";
  dom.textContent = words;
  if (!manual) return dom;
  const place = document.createElement("div");
  place.className = "cm-part-manual";
  place.textContent = manualText(manual);
  dom.append(place);
  return dom;
}
