/**
 * Finds places by name or address among all that a paste names.
 */
import type { Paste } from "../paste/paste";
import { allPlaces, type Place } from "./places";

/** A place with its text in small letters. */
interface Entry {
  readonly place: Place;
  readonly text: string;
}

const made = new WeakMap<Paste, readonly Entry[]>();

/**
 * At most `limit` places that hold every word of a query in their label, address or port, best first: the address or name
 * itself, then what begins so, then a word that begins so, then any other. Without a query some of every kind. `sending`:
 * of places that may send alone, which a Service is not.
 */
export function searchPlaces(paste: Paste, query: string, limit: number, sending = false): readonly Place[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const may = ({ kind }: Place) => !sending || kind !== "service";
  if (words.length === 0)
    return someOfEachKind(
      allPlaces(paste).map((kind) => (kind[0] && may(kind[0]) ? kind : [])),
      limit,
    );
  // By rank, each list in the order of the places.
  const found: Place[][] = [[], [], [], []];
  for (const { place, text } of entriesOf(paste)) {
    const rank = may(place) ? rankOf(text, words) : undefined;
    const list = rank === undefined ? undefined : found[rank];
    if (list && list.length < limit) list.push(place);
  }
  return found.flat().slice(0, limit);
}

function entriesOf(paste: Paste): readonly Entry[] {
  const kept = made.get(paste);
  if (kept) return kept;
  const entries = allPlaces(paste)
    .flat()
    .map((place) => ({
      place,
      text: ` ${place.address}${portText(place)} ${place.label} ${place.kind}`.toLowerCase(),
    }));
  made.set(paste, entries);
  return entries;
}

function portText({ port, protocol }: Place): string {
  return port === null ? "" : `:${String(port)} ${protocol ?? ""}`;
}

/** The worst that one of the words is; undefined where one is not there at all. */
function rankOf(text: string, words: readonly string[]): number | undefined {
  let worst = 0;
  for (const word of words) {
    const at = text.indexOf(word);
    if (at < 0) return undefined;
    worst = Math.max(worst, wordRank(text, word));
  }
  return worst;
}

/** What ends a word of a name or an address. */
const EDGE = /[\s,]/;
const INNER_EDGE = /[\s,/:.[\]-]/;

function wordRank(text: string, word: string): number {
  let best = 3;
  for (let at = text.indexOf(word); at >= 0 && best > 0; at = text.indexOf(word, at + 1)) {
    const before = text[at - 1] ?? " ";
    const after = text[at + word.length] ?? " ";
    if (EDGE.test(before) || before === "/") best = Math.min(best, EDGE.test(after) || after === ":" ? 0 : 1);
    else if (INNER_EDGE.test(before)) best = Math.min(best, 2);
  }
  return best;
}

/** Some of every kind; kinds of which there are few leave their room to the others. */
function someOfEachKind(kinds: readonly (readonly Place[])[], limit: number): Place[] {
  const shares = kinds.map(() => 0);
  let room = limit;
  while (room > 0) {
    const open = kinds.flatMap((kind, index) => ((shares[index] ?? 0) < kind.length ? [index] : []));
    if (open.length === 0) break;
    for (const index of open.slice(0, room)) {
      shares[index] = (shares[index] ?? 0) + 1;
      room--;
    }
  }
  return kinds.flatMap((kind, index) => kind.slice(0, shares[index]));
}
