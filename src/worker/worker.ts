/** The worker: an engine that answers messages, and fetches what it lacks for an answer. */
import { aside } from "#aside";
import { FIRST_LOOK } from "../graph/picture";
import { allParts, withParts } from "../netfilter/later";
import { createEngine } from "./answer";
import { answerCalls } from "./calls";
import { LARGE, type Dump, type Engine, type Source } from "./engine";
import { Openings } from "./openings";

/** So long after the picture the rest of the engine is fetched. */
const REST_MS = 500;

/** Between two rounds of practice, in which the other threads of the page have the processor. */
const BETWEEN_MS = 20;

const engine = createEngine();

const openings = new Openings();

/** True once somebody opened a dump here, which ends the practising. */
let atWork = false;

/** The same call, done anew for each part that it lacked, behind the opening of the dump that it asks. */
function complete<Asked extends readonly unknown[], Answer>(
  call: (dump: string, ...asked: Asked) => Answer,
): (dump: string, ...asked: Asked) => Promise<Answer> {
  return async (dump, ...asked) => {
    await openings.rest(dump);
    return withParts(() => call(dump, ...asked));
  };
}

/** Fetches all parts; what is missing then is told by the call that lacks it. */
async function fetchAll(): Promise<void> {
  await allParts().catch(() => undefined);
}

async function open(source: Source): Promise<Dump> {
  // To begin a long reading anew would cost more than all parts do.
  if (source.text.length >= LARGE) await fetchAll();
  return withParts(() => engine.open(source));
}

/** Lets what the page has asked meanwhile come before what follows. */
function messages(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
}

const graph = complete(engine.graph);

const calls: Engine = {
  practise: async () => {
    await fetchAll();
    const { PRACTICE, practiceSource, ROUNDS } = await import("./practice");
    for (let round = 0; round < ROUNDS && !atWork; round++) {
      // They stay open: compiled code goes with the objects that it was compiled for.
      const { id } = engine.open(practiceSource(round));
      for (const asked of PRACTICE) {
        engine.trace(id, asked);
        engine.graph(id, asked, 0, FIRST_LOOK);
      }
      await messages();
    }
  },
  open: (source) => {
    atWork = true;
    return openings.open(source.id, () => open(source));
  },
  graph: async (...asked) => {
    const picture = await graph(...asked);
    // The page has what it shows first; what may be asked for next comes while nobody waits.
    setTimeout(() => void fetchAll(), REST_MS);
    return picture;
  },
  files: async (files) => (await withParts(aside)).readFiles(files),
  trace: complete(engine.trace),
  map: complete(engine.map),
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
