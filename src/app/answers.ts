/**
 * What the engine answers of the present snapshot: the dump, the walk, the picture. Keyed by content, so that going
 * back is free; while a new answer is on its way the old one stays.
 */
import { keepPreviousData, notifyManager, skipToken, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { Look, Picture } from "../graph/picture";
import type { Family } from "../netfilter/address";
import type { FieldNote } from "../netfilter/walk/arrival";
import type { FieldError } from "../netfilter/read/packet";
import { writeReading, type Reading } from "../paste/reading";
import type { ConnectionStory, LineStory, Story } from "../telling/story";
import { connectEngine, type PageEngine } from "../worker/connect";
import {
  NOT_OPEN,
  type Asked,
  type Dump,
  type FilesRead,
  type Place,
  type RuleName,
  type Source,
} from "../worker/engine";
import { useLooking, useLookedFamily } from "./canvas/looking";
import { tell, usePage } from "./page-store";
import { passed, queries, walksRest } from "./queries";
import { useFirstSeen, wasFirstSeen } from "./shell/first-sight";
import { textName } from "./text-name";

// An answer is told when it comes, and not behind whatever else waits for a timer.
notifyManager.setScheduler(queueMicrotask);

export const engine = connectEngine((reason) => {
  tell({
    tone: "wrong",
    text: `The engine stopped (${reason}). It starts again with your next change; nothing is lost.`,
    undo: false,
  });
});

/** Asks again what failed of what the page shows. */
export function askAgain(): void {
  void queries.refetchQueries({ type: "active", predicate: ({ state }) => state.status === "error" });
}

/** A walk that succeeded, with what it was asked of. */
export interface Walked {
  readonly source: Source;
  readonly asked: Asked;
  readonly story: Story;
  /** What was filled in for fields that were left out. */
  readonly filled: readonly string[];
  /** What is doubtful of the packet as it was given. */
  readonly notes: readonly FieldNote[];
}

export interface Walk {
  /** The last walk that succeeded; null where there is nothing to walk through. */
  readonly walked: Walked | null;
  /** What is wrong with the packet as it is typed now; the walk is then that of an earlier one. */
  readonly errors: readonly FieldError[];
  /** How the packet ended, where nothing came through that could be answered, and the walk is its own; null where that is not asked. */
  readonly unanswered: string | null;
  readonly failure: Error | null;
}

/** Answers of small dumps are kept for five minutes; those of large ones go sooner, as each holds its text. */
export function keptFor(text: string | undefined): number {
  return Math.min(300_000, 3e9 / (1 + (text?.length ?? 0)));
}

const NO_ERRORS: readonly FieldError[] = [];

/** Asks the engine of the dump of a source, opening it first where the engine has it not open. */
export async function askOf<Answer>(source: Source, call: (dump: string) => Promise<Answer>): Promise<Answer> {
  try {
    return await call(source.id);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== NOT_OPEN) throw error;
    await engine.open(source);
    return call(source.id);
  }
}

/** The present text as the engine is asked for it. */
export function useSource(): Source {
  const text = usePage((page) => page.snapshot.text);
  const reading = usePage((page) => page.snapshot.reading);
  return useMemo(() => sourceOf(text, reading), [text, reading]);
}

/** A text as the engine is asked for it. */
export function sourceOf(text: string, reading: Reading): Source {
  return { id: `${textName(text)} ${writeReading(reading)}`, text, reading };
}

/** What was found in the present text; undefined until the first is read, and that of the text before while one is. */
export function useDump(): {
  readonly dump: Dump | undefined;
  /** True while the present text is read. */
  readonly reading: boolean;
  readonly failure: Error | null;
} {
  const source = useSource();
  const { data, error, isFetching } = useQuery({ ...dumpOf(source), placeholderData: keepPreviousData });
  return { dump: data, reading: isFetching, failure: error };
}

/** The question for what is found in a text, and under what its answer is kept. */
function dumpOf(source: Source) {
  return {
    queryKey: ["dump", source.id],
    queryFn: ({ signal }: { readonly signal: AbortSignal }) => engine.open(source, signal),
    gcTime: keptFor(source.text),
  };
}

/** The walk of the present packet, or of its answer, through the present text, of which `dump` was found. */
export function useWalk(dump: Dump | undefined): Walk {
  const source = useSource();
  const packet = usePage((page) => page.snapshot.packet);
  const answerTo = usePage((page) => (page.snapshot.answer === null ? null : page.snapshot.outcome));
  const said = usePage((page) => page.snapshot.said);
  const [walked, setWalked] = useState<Walked | null>(null);
  const nothing = dump?.id === source.id && !dump.walkable;
  const { data, error } = useQuery({
    ...walkOf(source, { packet, answerTo, said }, true),
    enabled: !nothing,
    placeholderData: keepPreviousData,
  });
  const unanswered = data?.traced.kind === "unanswered";
  // Where there is no answer, the packet's own way shows why.
  const { data: own } = useQuery({
    ...walkOf(source, { packet, answerTo: null, said }, true),
    enabled: !nothing && unanswered,
  });
  const told = unanswered ? own : data;
  if (told?.traced.kind === "walked" && told.traced.story !== walked?.story) {
    const { story, filled, notes } = told.traced;
    setWalked({ source: told.source, asked: told.asked, story, filled, notes });
  }
  const none = { walked: null, errors: NO_ERRORS, unanswered: null, failure: null };
  if (nothing) return none;
  switch (data?.traced.kind) {
    case "unreadable":
      // An earlier packet's walk may stand for this one's, but not that of another dump.
      return {
        ...none,
        walked: walked?.source.id === source.id ? walked : null,
        errors: data.traced.errors,
        failure: error,
      };
    case "unanswered":
      return { ...none, walked: own ? walked : null, unanswered: data.traced.end, failure: error };
    default:
      return { ...none, walked, failure: error };
  }
}

/** So long a walk waits for its picture, which mostly comes 10 ms behind it: shorter than anybody sees. */
const WITH_WALK_MS = 25;

/** The question for a walk, and under what its answer is kept. `foresees`: its picture is asked for with it. */
function walkOf(source: Source, asked: Asked, foresees: boolean) {
  return {
    queryKey: ["trace", source.id, asked.packet, asked.answerTo, asked.said],
    queryFn: async () => {
      const traced = askOf(source, (dump) => engine.trace(dump, asked));
      const picture = foresees ? foreseePicture(source, asked) : undefined;
      const answer = await traced;
      // A picture that comes right behind its walk is drawn with it: to draw the two one after the other takes longer.
      await Promise.race([picture, passed(WITH_WALK_MS)]);
      return { source, asked, traced: answer };
    },
    gcTime: keptFor(source.text),
  };
}

// The engine is asked in the moment in which a text or a packet comes, and works while the page draws it. The picture of a packet
// that was just typed is begun once the page has the walk: until then each processor is needed for that.
usePage.subscribe(({ snapshot }, { snapshot: before }) => {
  const { text, reading, packet, answer, outcome, said } = snapshot;
  const fresh = text !== before.text || reading !== before.reading;
  if (!fresh && packet === before.packet) return;
  const source = sourceOf(text, reading);
  const asked: Promise<unknown>[] = [];
  if (fresh) asked.push(queries.query(dumpOf(source)));
  const found = queries.getQueryData<Dump>(["dump", source.id]);
  if (found?.walkable ?? fresh)
    asked.push(queries.query(walkOf(source, { packet, answerTo: answer === null ? null : outcome, said }, fresh)));
  // The page tells what goes wrong, which asks for the same.
  for (const answered of asked) answered.catch(() => undefined);
});

/** How the picture is looked at now. */
export function useLook(): Look {
  const view = usePage((page) => page.snapshot.view);
  const opened = useLooking((looking) => looking.opened);
  const alone = useLooking((looking) => looking.alone);
  return useMemo(() => ({ view, opened, alone }), [view, opened, alone]);
}

/**
 * What the engine answers to a question of the present text, the answer before it until then; undefined where nothing
 * is asked (null), or nothing is known yet. The key says what is asked.
 */
export function useAnswer<Answer>(
  key: readonly unknown[],
  ask: ((engine: PageEngine, dump: string) => Promise<Answer>) | null,
): Answer | undefined {
  const source = useSource();
  return useQuery({
    queryKey: ["answer", source.id, ...key],
    queryFn: ask ? () => askOf(source, (dump) => ask(engine, dump)) : skipToken,
    gcTime: keptFor(source.text),
    placeholderData: keepPreviousData,
  }).data;
}

/**
 * The picture of one outcome of a walk, or of a family's rules: where nothing walks them (`bare`), or those of the other family
 * than the packet's are looked at. No graph until the first is laid out.
 */
export function useGraph(
  walked: Walked | null,
  outcome: number,
  bare: Family | null,
): { readonly graph: Picture | undefined; readonly failure: Error | null } {
  const look = useLook();
  const present = useSource();
  const source = walked?.source ?? present;
  const looked = useLookedFamily() ?? bare;
  const family = looked === walked?.story.family ? null : looked;
  const way = walked && ((dump: string) => engine.graph(dump, walked.asked, outcome, look));
  const ask = family === null ? way : (dump: string) => engine.map(dump, family, look);
  const { data, error } = useQuery({
    queryKey: ["graph", source.id, family ?? walked?.asked, outcome, look],
    queryFn: ask ? () => askOf(source, ask) : skipToken,
    gcTime: keptFor(source.text),
    placeholderData: keepPreviousData,
  });
  return { graph: data, failure: error };
}

/** Asks for the picture that a walk is likely shown in, so that the engine makes it right behind the walk. Done once it is there. */
async function foreseePicture(source: Source, asked: Asked): Promise<void> {
  if (!wasFirstSeen()) return;
  const { answer, outcome, view } = usePage.getState().snapshot;
  const { opened, alone } = useLooking.getState();
  const look: Look = { view, opened, alone };
  const shown = asked.answerTo === null ? outcome : (answer ?? 0);
  try {
    await queries.query({
      queryKey: ["graph", source.id, asked, shown, look],
      queryFn: () => askOf(source, (dump) => engine.graph(dump, asked, shown, look)),
      gcTime: keptFor(source.text),
    });
  } catch {
    // Where there is no such outcome the page asks for another picture, or for none.
  }
}

/** The parts of a rule's own text, each in words; undefined until they are known. */
export function useParts(walked: Walked, rule: RuleName | null): LineStory | undefined {
  return useQuery({
    queryKey: ["parts", walked.source.id, rule],
    queryFn: rule
      ? async () => {
          await walksRest();
          return askOf(walked.source, (dump) => engine.parts(dump, rule));
        }
      : skipToken,
  }).data;
}

/** The parts of a rule of the present text, each in words; undefined where it cannot be told, or is read anew just now. */
export async function partsOfRule(rule: RuleName): Promise<LineStory | undefined> {
  const { snapshot } = usePage.getState();
  const { id } = sourceOf(snapshot.text, snapshot.reading);
  try {
    return await queries.query({ queryKey: ["parts", id, rule], queryFn: () => engine.parts(id, rule) });
  } catch {
    return undefined;
  }
}

/** The chain of the table nat that sends on what comes to an address, and best to this port of it; null where there is none. */
export async function chainOfAddress(address: string, port: number | null): Promise<string | null> {
  const { snapshot } = usePage.getState();
  const source = sourceOf(snapshot.text, snapshot.reading);
  const found = await askOf(source, (dump) => engine.search(dump, address, PLACES_OF_ADDRESS));
  const places = found.filter((one) => one.kind === "place" && one.chain !== null && one.place.address === address);
  const best = places.find((one) => one.kind === "place" && one.place.port === port) ?? places[0];
  return best?.kind === "place" ? best.chain : null;
}

/** A Service has seldom more ports. */
const PLACES_OF_ADDRESS = 60;

/** The packet and the answer to one of its outcomes as one conversation; undefined where nobody looks, or until it is known. */
export function useConnection(walked: Walked | null, outcome: number, wanted: boolean): ConnectionStory | undefined {
  return useQuery({
    queryKey: ["connection", walked?.source.id, walked?.asked.packet, walked?.asked.said, outcome],
    queryFn:
      walked && wanted
        ? () => askOf(walked.source, (dump) => engine.connection(dump, { ...walked.asked, answerTo: null }, outcome))
        : skipToken,
    gcTime: keptFor(walked?.source.text),
    placeholderData: keepPreviousData,
  }).data;
}

const NO_PLACES: readonly Place[] = [];

/**
 * What the present text knows of a part of a name or an address, best first (engine.ts, places); of the query before
 * while that is asked. `sending`: what may send.
 */
export function usePlaces(query: string, sending: boolean): readonly Place[] {
  const source = useSource();
  const seen = useFirstSeen();
  const { data } = useQuery({
    queryKey: ["places", source.id, query, sending],
    queryFn: async () => {
      await walksRest();
      return askOf(source, (dump) => engine.places(dump, query, sending));
    },
    enabled: seen,
    gcTime: 10_000,
    placeholderData: keepPreviousData,
  });
  return data ?? NO_PLACES;
}

/** The text of files, or why they cannot be used. */
export function openedFiles(files: readonly File[]): Promise<FilesRead> {
  return engine.files(files);
}
