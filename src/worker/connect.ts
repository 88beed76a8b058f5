/**
 * The page's end of the engine: workers, the first of them started at once, each started again after it died.
 *
 * A small dump is read beside the others in one worker. A large one gets a worker of its own: what is on the page can be
 * asked while it is read, and to give it up is to end that worker. The next of these is started while nobody waits, so that
 * a large dump need not wait for it.
 */
import { callsOf } from "./calls";
import { LARGE, type Dump, type Engine, type Source } from "./engine";

/** The engine as the page asks it: opening can be given up. */
export interface PageEngine extends Omit<Engine, "open" | "practise"> {
  open(source: Source, signal?: AbortSignal): Promise<Dump>;
}

/** So long after a picture nobody waits for anything, and all parts have come. */
const SPARE_MS = 1000;

/** So many large dumps are kept, the one that is read now among them. */
const LARGE_KEPT = 2;

interface Room {
  readonly remote: Engine;
  /** Never resolves; rejects when the worker is gone. */
  readonly death: Promise<never>;
  /** Ends the worker. */
  readonly close: (reason: Error) => void;
}

/** A room with one large dump. */
interface LargeRoom {
  readonly id: string;
  readonly room: Room;
  readonly dump: Promise<Dump>;
  /** True until the dump is read. */
  reading: boolean;
}

/**
 * The engine in workers. Should one die, every call under way in it is rejected, `onDeath` is told why, and the next
 * call starts another; dumps must then be opened again (engine.ts, NOT_OPEN). A call that was given up rejects with the
 * reason of its signal.
 */
export function connectEngine(onDeath: (reason: string) => void): PageEngine {
  let home: Room | null = null;
  /** A room that is ready for the next large dump. */
  let spare: Room | null = null;
  let sparing: ReturnType<typeof setTimeout> | undefined;
  /** What was asked last stands last. */
  let large: readonly LargeRoom[] = [];

  function started(): Room {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "hookline engine" });
    let reject: (reason: Error) => void = () => undefined;
    const death = new Promise<never>((_, rejected) => {
      reject = rejected;
    });
    // Where no call is under way nobody waits for it, and that is no fault.
    death.catch(() => undefined);
    const close = (reason: Error) => {
      worker.terminate();
      if (home === room) home = null;
      if (spare === room) spare = null;
      large = large.filter((other) => other.room !== room);
      reject(reason);
    };
    const die = (reason: string) => {
      // Of one that nobody asked for anything nobody need hear.
      const idle = spare === room;
      close(new Error(reason));
      if (!idle) onDeath(reason);
    };
    worker.addEventListener("error", (event) => {
      die(event.message || "it could not be started");
    });
    worker.addEventListener("messageerror", () => {
      die("an answer of it could not be read");
    });
    const room: Room = { remote: callsOf(worker), death, close };
    return room;
  }

  function startedHome(): Room {
    return (home ??= started());
  }

  /** Starts the room of the next large dump once nobody waits. */
  function spareLater(): void {
    if (spare || sparing !== undefined) return;
    sparing = setTimeout(() => {
      sparing = undefined;
      const room = (spare ??= started());
      ask(room, (remote) => remote.practise()).catch(() => undefined);
    }, SPARE_MS);
  }

  /** A room for a large dump: the one that is ready, where one is. */
  function takeRoom(): Room {
    const room = spare ?? started();
    spare = null;
    return room;
  }

  /** Asks the room that has a dump. */
  function askOf<Answer>(dump: string, call: (remote: Engine) => Promise<Answer>): Promise<Answer> {
    const own = large.find(({ id }) => id === dump);
    if (own) large = [...large.filter((other) => other !== own), own];
    return ask(own?.room ?? startedHome(), call);
  }

  function openLarge(source: Source): LargeRoom {
    const read = large.filter(({ reading }) => !reading);
    for (const { room, id } of read.slice(0, Math.max(0, read.length + 1 - LARGE_KEPT)))
      room.close(new Error(`the dump ${id} made room for another`));
    const room = takeRoom();
    const own: LargeRoom = {
      id: source.id,
      room,
      dump: ask(room, (remote) => remote.open(source)).finally(() => {
        own.reading = false;
      }),
      reading: true,
    };
    large = [...large, own];
    return own;
  }

  // It is fetched while the page still begins.
  startedHome();

  return {
    open: (source, signal) => {
      if (source.text.length < LARGE) return ask(startedHome(), (remote) => remote.open(source));
      const opening = large.find(({ id }) => id === source.id) ?? openLarge(source);
      signal?.addEventListener("abort", () => {
        if (opening.reading) opening.room.close(new Error("it was given up"));
      });
      return opening.dump;
    },
    trace: (dump, ...args) => askOf(dump, (remote) => remote.trace(dump, ...args)),
    graph: async (dump, ...args) => {
      const picture = await askOf(dump, (remote) => remote.graph(dump, ...args));
      spareLater();
      return picture;
    },
    map: (dump, ...args) => askOf(dump, (remote) => remote.map(dump, ...args)),
    svg: (dump, ...args) => askOf(dump, (remote) => remote.svg(dump, ...args)),
    members: (dump, ...args) => askOf(dump, (remote) => remote.members(dump, ...args)),
    rulesFrom: (dump, ...args) => askOf(dump, (remote) => remote.rulesFrom(dump, ...args)),
    search: (dump, ...args) => askOf(dump, (remote) => remote.search(dump, ...args)),
    redact: (dump, ...args) => askOf(dump, (remote) => remote.redact(dump, ...args)),
    rules: (dump, ...args) => askOf(dump, (remote) => remote.rules(dump, ...args)),
    connection: (dump, ...args) => askOf(dump, (remote) => remote.connection(dump, ...args)),
    takeAway: (dump, ...args) => askOf(dump, (remote) => remote.takeAway(dump, ...args)),
    parts: (dump, ...args) => askOf(dump, (remote) => remote.parts(dump, ...args)),
    places: (dump, ...args) => askOf(dump, (remote) => remote.places(dump, ...args)),
    at: (dump, ...args) => askOf(dump, (remote) => remote.at(dump, ...args)),
    files: (...args) => ask(startedHome(), (remote) => remote.files(...args)),
    link: (dump, ...args) => askOf(dump, (remote) => remote.link(dump, ...args)),
  };
}

function ask<Answer>({ remote, death }: Room, call: (remote: Engine) => Promise<Answer>): Promise<Answer> {
  return Promise.race([call(remote), death]);
}
