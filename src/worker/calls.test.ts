/**
 * Calls across an edge: two ends of a channel stand for the page's worker and for the worker's own self.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { answerCalls, callsOf } from "./calls";
import type { Engine } from "./engine";

/** What of an engine these tests ask. */
type Some = Pick<Engine, "at" | "search">;

const { port1, port2 } = new MessageChannel();

beforeEach(() => {
  vi.stubGlobal("addEventListener", (type: string, hear: (event: MessageEvent) => void) => {
    port2.addEventListener(type, hear as EventListener);
    port2.start();
  });
  vi.stubGlobal("postMessage", (message: unknown) => {
    port2.postMessage(message);
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("a call of the engine in a worker", () => {
  it("is answered, each by its own answer, and what was thrown is thrown again with its name", async () => {
    const slow: Some = {
      at: async (_, line) => {
        await new Promise((resolve) => setTimeout(resolve, 20 - line));
        return { family: 4, table: "nat", chain: `CHAIN-${String(line)}`, rule: line };
      },
      search: () => Promise.reject(Object.assign(new Error("no dump a is open"), { name: "NotOpenError" })),
    };
    answerCalls(slow as Engine);
    port1.start();
    const engine = callsOf(port1 as unknown as Worker);
    const lines = [1, 9, 5];
    const places = await Promise.all(lines.map((line) => engine.at("a", line)));
    expect(places.map((place) => place?.rule)).toEqual(lines);
    await expect(engine.search("a", "", 1)).rejects.toMatchObject({
      name: "NotOpenError",
      message: "no dump a is open",
    });
    port1.close();
  });
});
