/**
 * The page's end of the engine: a worker that is started when it is first asked, and again after it died.
 */
import { wrap } from "comlink";
import type { Engine } from "./engine";

interface Running {
  readonly remote: Engine;
  /** Never resolves; rejects when the worker is gone. */
  readonly death: Promise<never>;
}

/**
 * The engine in a worker. Should the worker die, every call under way is rejected, `onDeath` is told why, and the next
 * call starts another; dumps must then be opened again (engine.ts, NOT_OPEN).
 */
export function connectEngine(onDeath: (reason: string) => void): Engine {
  let running: Running | null = null;

  function start(): Running {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), {
      type: "module",
      name: "hookline engine",
    });
    const death = new Promise<never>((_, reject) => {
      const die = (reason: string) => {
        worker.terminate();
        running = null;
        reject(new Error(reason));
        onDeath(reason);
      };
      worker.addEventListener("error", (event) => {
        die(event.message || "it could not be started");
      });
      worker.addEventListener("messageerror", () => {
        die("an answer of it could not be read");
      });
    });
    // Where no call is under way nobody waits for it, and that is no fault.
    death.catch(() => undefined);
    return { remote: wrap<Engine>(worker), death };
  }

  async function ask<Answer>(call: (remote: Engine) => Promise<Answer>): Promise<Answer> {
    running ??= start();
    const { remote, death } = running;
    return Promise.race([call(remote), death]);
  }

  return {
    open: (...args) => ask((remote) => remote.open(...args)),
    trace: (...args) => ask((remote) => remote.trace(...args)),
    graph: (...args) => ask((remote) => remote.graph(...args)),
    svg: (...args) => ask((remote) => remote.svg(...args)),
    explain: (...args) => ask((remote) => remote.explain(...args)),
    rules: (...args) => ask((remote) => remote.rules(...args)),
    connection: (...args) => ask((remote) => remote.connection(...args)),
    parts: (...args) => ask((remote) => remote.parts(...args)),
    chain: (...args) => ask((remote) => remote.chain(...args)),
    places: (...args) => ask((remote) => remote.places(...args)),
    redact: (...args) => ask((remote) => remote.redact(...args)),
    link: (...args) => ask((remote) => remote.link(...args)),
  };
}
