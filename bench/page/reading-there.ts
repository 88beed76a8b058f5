/**
 * How long reading takes by itself in the browser: in a worker of the page's own that has all its parts and has read
 * nothing yet, from asking to its answer.
 */
import type { Page } from "playwright-core";

/** In milliseconds, of the text that the page keeps under `pasted`. */
export async function readingThere(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const scripts = performance.getEntriesByType("resource").map(({ name }) => name);
    const worker = new Worker(scripts.find((name) => /\/worker-[^/]*\.js$/.test(name)) ?? "", { type: "module" });
    const open = (id: number, text: string) =>
      new Promise<void>((resolve, reject) => {
        worker.addEventListener("error", () => {
          reject(new Error("the worker cannot be started"));
        });
        worker.addEventListener("message", ({ data }: MessageEvent<{ readonly id: number }>) => {
          if (data.id === id) resolve();
        });
        const source = { id: String(id), text, reading: { said: {}, supply: true } };
        worker.postMessage({ id, call: "open", asked: [source] });
      });
    // As long as what a worker fetches all its parts for.
    await open(1, "\n".repeat(1_000_000));
    const begun = performance.now();
    await open(2, (globalThis as unknown as { readonly pasted: string }).pasted);
    const taken = performance.now() - begun;
    worker.terminate();
    return taken;
  });
}
