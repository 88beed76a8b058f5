/** The worker: an engine that answers messages, and fetches what it lacks for an answer. */
import { aside } from "#aside";
import { allParts, withParts } from "../netfilter/later";
import { createEngine } from "./answer";
import { answerCalls } from "./calls";
import { LARGE, type Engine } from "./engine";

/** So long after the picture the rest of the engine is fetched. */
const REST_MS = 500;

const engine = createEngine();

/** The same call, done anew for each part that it lacked. */
function complete<Asked extends readonly unknown[], Answer>(
  call: (...asked: Asked) => Answer,
): (...asked: Asked) => Promise<Answer> {
  return (...asked) => withParts(() => call(...asked));
}

/** The same; the page then has what it shows first, and what may be asked for next comes while nobody waits. */
function thenAll<Asked extends readonly unknown[], Answer>(
  call: (...asked: Asked) => Answer,
): (...asked: Asked) => Promise<Answer> {
  return async (...asked) => {
    const answer = await withParts(() => call(...asked));
    setTimeout(() => void fetchAll(), REST_MS);
    return answer;
  };
}

/** Fetches all parts; what is missing then is told by the call that lacks it. */
async function fetchAll(): Promise<void> {
  await allParts().catch(() => undefined);
}

const calls: Engine = {
  open: async (source) => {
    // To begin a long reading anew would cost more than all parts do.
    if (source.text.length >= LARGE) await fetchAll();
    return withParts(() => engine.open(source));
  },
  graph: thenAll(engine.graph),
  map: thenAll(engine.map),
  files: async (files) => (await withParts(aside)).readFiles(files),
  trace: complete(engine.trace),
  svg: complete(engine.svg),
  members: complete(engine.members),
  rulesFrom: complete(engine.rulesFrom),
  search: complete(engine.search),
  rules: complete(engine.rules),
  connection: complete(engine.connection),
  takeAway: complete(engine.takeAway),
  parts: complete(engine.parts),
  places: complete(engine.places),
  redact: complete(engine.redact),
  at: complete(engine.at),
  link: complete(engine.link),
};

answerCalls(calls);
