/**
 * A text in parts: its addresses, its chains, and what stands between them.
 */
import type { AddressName } from "../../kubernetes/address-names";
import type { ChainName, StoryNames } from "../../telling/story";
import { NO_NAMES, type Names } from "./names";

export type TextPart = { readonly kind: "words"; readonly text: string } | NamedPart;

export type NamedPart =
  /** `10.244.0.13:80`, and what it is; null where nothing of the paste tells that. */
  | { readonly kind: "address"; readonly text: string; readonly name: AddressName | null }
  /** `KUBE-SERVICES` */
  | { readonly kind: "chain"; readonly text: string; readonly name: ChainName };

/** An address with or without its port, in the midst of words, and a prefix such as 10.0.0.0/8 is none; else any word. */
const SOUGHT =
  /(?<![\w.:])(?:(?<address>(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?|\[[\da-f:.]+\](?::\d+)?|[\da-f]*:[\da-f:]*:[\da-f]*)(?!\/(?!32\b|128\b)|[\w:]|\.\d)|(?<word>[a-z_](?:[\w.:-]*\w)?))/gi;

/** The parts of a text in its order; joined they are the text. */
export function textParts(text: string, { names, chains }: Names): readonly TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const { index, 0: found, groups } of text.matchAll(SOUGHT)) {
    const part = groups?.word === undefined ? addressPart(found, names) : chainPart(found, chains);
    if (!part) continue;
    if (index > from) parts.push({ kind: "words", text: text.slice(from, index) });
    parts.push(part);
    from = index + found.length;
  }
  if (from < text.length) parts.push({ kind: "words", text: text.slice(from) });
  return parts;
}

/** The first address of a host in the words of a rule, with its port if it has one; undefined where there is none. */
export function addressIn(words: string): string | undefined {
  for (const part of textParts(words, NO_NAMES)) if (part.kind === "address") return part.text;
  return undefined;
}

function addressPart(text: string, names: StoryNames): NamedPart | undefined {
  const name = own(names, text) ?? own(names, withoutPort(text));
  if (name) return { kind: "address", text, name };
  return isWhole(text) ? { kind: "address", text, name: null } : undefined;
}

/** True for what is an address beyond doubt: a time of day and a hardware address have colons, too. */
function isWhole(text: string): boolean {
  const bare = withoutPort(text);
  if (bare.includes(".")) return bare.split(".").every((part) => Number(part) <= 255);
  return (bare.includes("::") && /[\da-f]/i.test(bare)) || bare.split(":").length === 8;
}

function chainPart(text: string, chains: Names["chains"]): NamedPart | undefined {
  const name = own(chains, text);
  return name && { kind: "chain", text, name };
}

function own<Value>(named: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(named, key) ? named[key] : undefined;
}

function withoutPort(place: string): string {
  return /^\[(.*)\]/.exec(place)?.[1] ?? (place.includes(".") ? place.replace(/:\d+$/, "") : place);
}
