/** The worker: an engine that answers messages, and fetches what it lacks for an answer. */
import { aside } from "#aside";
import { expose } from "comlink";
import { allParts, withParts } from "../netfilter/later";
import { createEngine } from "./answer";
import { LARGE, type Source } from "./engine";

/** So long after the picture the rest of the engine is fetched. */
const REST_MS = 500;

type Call = (...asked: readonly unknown[]) => unknown;

const engine = createEngine();
const calls = Object.fromEntries(
  Object.entries(engine).map(([name, call]) => [
    name,
    (...asked: readonly unknown[]) => withParts(() => (call as Call)(...asked)),
  ]),
);

/** Fetches all parts; what is missing then is told by the call that lacks it. */
async function fetchAll(): Promise<void> {
  await allParts().catch(() => undefined);
}

expose({
  ...calls,
  open: async (source: Source) => {
    // To begin a long reading anew would cost more than all parts do.
    if (source.text.length >= LARGE) await fetchAll();
    return withParts(() => engine.open(source));
  },
  graph: async (...asked: Parameters<typeof engine.graph>) => {
    const picture = await withParts(() => engine.graph(...asked));
    // The page has what it shows first; what may be asked for next comes while nobody waits.
    setTimeout(() => void fetchAll(), REST_MS);
    return picture;
  },
  files: async (files: readonly File[]) => (await withParts(aside)).readFiles(files),
});
