import { describe, expect, it } from "vitest";
import type { Dump } from "./engine";
import { Openings } from "./openings";

const dump = (id: string): Dump => ({
  id,
  sections: [],
  supplied: 0,
  problems: [],
  families: [],
  chains: {},
  summary: "",
  walkable: true,
  tells: { interfaces: false, routes: false },
  devices: [],
});

/** Opens dumps under one pair of hands: each is done when it is told. */
function opened() {
  const openings = new Openings();
  const begun: { readonly id: string; readonly done: (dump: Dump) => void; readonly failed: (why: Error) => void }[] =
    [];
  const open = (id: string) => openings.open(id, () => new Promise((done, failed) => begun.push({ id, done, failed })));
  return { openings, begun, open };
}

describe("a dump that is being opened", () => {
  it("is not opened a second time by who asks for it meanwhile, and is for both the same", async () => {
    const { begun, open } = opened();
    const [first, second] = [open("a"), open("a")];
    expect(begun.map(({ id }) => id)).toEqual(["a"]);
    begun[0]?.done(dump("a"));
    expect(await first).toBe(await second);
  });

  it("is waited for by what is asked of it, until the last that was begun is done", async () => {
    const { openings, begun, open } = opened();
    const failing = open("a");
    const other = open("b");
    begun[0]?.failed(new Error("a part could not be fetched"));
    await expect(failing).rejects.toThrow("a part could not be fetched");
    const again = open("a");
    const order: string[] = [];
    const rested = openings.rest("a").then(() => order.push("asked of a"));
    void again.then(() => order.push("a is open"));
    await openings.rest("c");
    begun[1]?.done(dump("b"));
    await other;
    expect(order).toEqual([]);
    begun[2]?.done(dump("a"));
    await rested;
    expect(order).toEqual(["a is open", "asked of a"]);
  });

  it("is not waited for any more once it failed", async () => {
    const { openings, begun, open } = opened();
    const failing = open("a");
    begun[0]?.failed(new Error("a part could not be fetched"));
    await openings.rest("a");
    await expect(failing).rejects.toThrow();
    await openings.rest("a");
    void open("a");
    expect(begun).toHaveLength(2);
  });
});
