/**
 * A text in parts: its addresses that have a name, and what stands between them.
 */
import type { AddressName } from "../../kubernetes/address-names";
import type { StoryNames } from "../../telling/story";

export type TextPart =
  | { readonly kind: "words"; readonly text: string }
  /** `10.244.0.13:80`, and what it is. */
  | { readonly kind: "address"; readonly text: string; readonly name: AddressName };

/** An address with or without its port, in the midst of words; a prefix such as 10.0.0.0/8 is none. */
const ADDRESSES =
  /(?<![\w.:])(?:(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?|\[[\da-f:.]+\](?::\d+)?|[\da-f]*:[\da-f:]*:[\da-f]*)(?!\/(?!32\b|128\b)|[\w:]|\.\d)/gi;

/** The parts of a text in its order; joined they are the text. */
export function textParts(text: string, names: StoryNames): readonly TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const found of text.matchAll(ADDRESSES)) {
    const [place] = found;
    const name = own(names, place) ?? own(names, withoutPort(place));
    if (!name) continue;
    if (found.index > from) parts.push({ kind: "words", text: text.slice(from, found.index) });
    parts.push({ kind: "address", text: place, name });
    from = found.index + place.length;
  }
  if (from < text.length) parts.push({ kind: "words", text: text.slice(from) });
  return parts;
}

function own(names: StoryNames, key: string): AddressName | undefined {
  return Object.hasOwn(names, key) ? names[key] : undefined;
}

function withoutPort(place: string): string {
  return /^\[(.*)\]/.exec(place)?.[1] ?? (place.includes(".") ? place.replace(/:\d+$/, "") : place);
}
