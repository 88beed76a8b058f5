/**
 * When the page is at rest: all that was asked of its workers is answered, all of it is drawn, and nothing moves. Only then
 * does a measure last, and only then is a verdict that was there before known to be that of what was just entered.
 */
import type { BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";

/** Where a page keeps the calls that its workers have not answered yet. */
const CALLS = "calls under way";

/** What is asked behind the picture is asked by then (queries.ts). */
const LEAST_MS = 100;

/** Lets the pages of a window, which has none yet, be waited for. */
export async function watchCalls(window: BrowserContext): Promise<void> {
  await window.addInitScript(keepCalls, CALLS);
}

/** Within a page, before its scripts: keeps the calls of its workers (worker/calls.ts) while they are under way. */
function keepCalls(name: string): void {
  const calls = new Map<Worker, Map<number, string>>();
  Object.assign(globalThis, { [Symbol.for(name)]: calls });
  globalThis.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      calls.set(this, new Map());
      this.addEventListener("message", ({ data }: MessageEvent<{ id: number }>) => calls.get(this)?.delete(data.id));
    }

    override postMessage(message: { id: number; call: string }): void {
      // Nobody waits for practice.
      if (message.call !== "practise") calls.get(this)?.set(message.id, message.call);
      super.postMessage(message);
    }

    override terminate(): void {
      calls.delete(this);
      super.terminate();
    }
  };
}

/** Waits until the page is at rest. */
export async function atRest(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(unrest, { name: CALLS, least: LEAST_MS }), { timeout: 30_000 }).toBe("");
}

/** Within the page: what is not at rest over some frames; empty where all is. */
async function unrest({ name, least }: { readonly name: string; readonly least: number }): Promise<string> {
  const calls = (globalThis as unknown as Record<symbol, Map<Worker, Map<number, string>>>)[Symbol.for(name)];
  const under = () => [...(calls?.values() ?? [])].flatMap((own) => [...own.values()]).join();
  const places = () =>
    [...document.querySelectorAll("body *")].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return `${element.tagName} ${[x, y, width, height].join()}`;
    });
  const begun = performance.now();
  for (let round = 0, before = places(); round < 3 || performance.now() - begun < least; round++) {
    if (under() !== "") return `asked: ${under()}`;
    // The page draws what can wait in pieces, between which there may be frames, but nothing idle.
    await new Promise((resolve) => requestIdleCallback(resolve));
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const now = places();
    const moved = now.findIndex((place, index) => place !== before[index]);
    if (moved >= 0 || now.length !== before.length) return `moved: ${now[moved] ?? "gone"}`;
    // What runs for ever moves nothing: a cursor, the line that tells of reading.
    const runs = document.getAnimations().some(({ effect }) => Number(effect?.getComputedTiming().endTime) < Infinity);
    if (runs) return "something still glides";
    before = now;
  }
  return under();
}
