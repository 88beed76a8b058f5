/**
 * How long reading takes by itself in the browser: in the very worker that the page keeps ready for its next large dump,
 * practised as it is, and asked for nothing else meanwhile.
 */
import type { Browser, Worker as PageWorker } from "playwright-core";

/** In milliseconds. */
export interface ReadingThere {
  /** By the worker's own clock: from the text in its hands to its answer. */
  readonly alone: number;
  /** By the page's clock: from asking, the copy of the text and the way there and back with it. */
  readonly asked: number;
}

/** So long after its practice the worker rests, as before a paste. */
const RESTED_MS = 2000;
/** No question of the page has such a number. */
const ID = -1;

/** Reads a text in the worker that a fresh page keeps ready. */
export async function readingThere(browser: Browser, url: string, text: string): Promise<ReadingThere> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(keepWorkers);
  const inside: PageWorker[] = [];
  page.on("worker", (worker) => inside.push(worker));
  await page.goto(url);
  await page.evaluate((pasted) => {
    Object.assign(globalThis, { pasted });
  }, text);
  await page.evaluate(async () => {
    const { workers } = globalThis as unknown as Kept;
    // The first is for small dumps; the next is started for a large one, and its practice is the first that it is asked.
    while (workers[1]?.practised !== true) await new Promise((resolve) => setTimeout(resolve, 50));
  });
  await inside[1]?.evaluate(noteTimes, ID);
  await page.waitForTimeout(RESTED_MS);
  const asked = await page.evaluate(read, ID);
  const alone = await inside[1]?.evaluate(() => {
    const { begun, ended } = globalThis as unknown as { readonly begun: number; readonly ended: number };
    return ended - begun;
  });
  await page.close();
  return { alone: alone ?? NaN, asked };
}

interface Kept {
  readonly workers: { readonly worker: Worker; practised: boolean }[];
  readonly pasted: string;
}

/** In the page, before its own scripts: keeps the workers that it starts. */
function keepWorkers(): void {
  const workers: Kept["workers"] = [];
  Object.assign(globalThis, { workers });
  globalThis.Worker = class extends Worker {
    constructor(script: string | URL, options?: WorkerOptions) {
      super(script, options);
      const kept = { worker: this, practised: false };
      workers.push(kept);
      this.addEventListener("message", () => (kept.practised = true), { once: true });
    }
  };
}

/** In the worker: notes when it has taken the text out of a question, and when it gives the answer. */
function noteTimes(id: number): void {
  const kept = globalThis as unknown as { begun: number; ended: number };
  const property = Object.getOwnPropertyDescriptor(MessageEvent.prototype, "data");
  // The worker's own ear comes before any that is added now.
  Object.defineProperty(MessageEvent.prototype, "data", {
    get(this: MessageEvent) {
      const data = property?.get?.call(this) as { readonly id: number };
      if (data.id === id) kept.begun = performance.now();
      return data;
    },
  });
  const post = globalThis.postMessage.bind(globalThis);
  globalThis.postMessage = (message: { readonly id: number }) => {
    if (message.id === id) kept.ended = performance.now();
    post(message);
  };
}

/** In the page: asks the worker that is kept ready to read the text. */
async function read(id: number): Promise<number> {
  const { workers, pasted } = globalThis as unknown as Kept;
  const worker = workers[1]?.worker;
  const answered = new Promise<void>((resolve) => {
    worker?.addEventListener("message", ({ data }: MessageEvent<{ readonly id: number }>) => {
      if (data.id === id) resolve();
    });
  });
  const source = { id: "read", text: pasted, reading: { said: {}, supply: true } };
  const begun = performance.now();
  worker?.postMessage({ id, call: "open", asked: [source] });
  await answered;
  return performance.now() - begun;
}
