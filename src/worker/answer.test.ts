import { FIRST_LOOK } from "../graph/picture";
import { describe, expect, it } from "vitest";
import { AS_FOUND, type Reading } from "../paste/reading";
import { createEngine } from "./answer";
import { NOT_OPEN, type Source } from "./engine";

const DUMP = `*nat
:PREROUTING ACCEPT [0:0]
-A PREROUTING -d 192.0.2.1/32 -p tcp -m tcp --dport 443 -j ACCEPT
-A PREROUTING -d 192.0.2.1/32 -p tcp -m tcp --dport 80 -j DNAT --to-destination 10.1.2.3:8080
COMMIT
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP group default qlen 1000
    inet 192.0.2.1/24 brd 192.0.2.255 scope global eth0
default via 192.0.2.254 dev eth0
`;

const PACKET = { in: "eth0", src: "198.51.100.7", dst: "192.0.2.1", dport: "80" };
/** A text as it was found; its name is the text itself. */
function source(text: string, reading: Reading = AS_FOUND): Source {
  return { id: `${text} ${JSON.stringify(reading)}`, text, reading };
}

const ASKED = { packet: PACKET, answerTo: null, said: [] };

describe("the engine behind the worker", () => {
  it("says in a line what a paste holds, and names the same text the same", () => {
    const engine = createEngine();
    const dump = engine.open(source(DUMP));
    expect(dump.summary).toBe("1 table, 1 chain, 2 rules, 1 interface, 1 route");
    expect(dump).toMatchObject({
      walkable: true,
      devices: ["eth0"],
      families: [4],
      tells: { interfaces: true, routes: true },
    });
    expect(createEngine().open(source(DUMP)).id).toBe(dump.id);
    expect(engine.open(source(`${DUMP}\n`)).id).not.toBe(dump.id);
  });

  it("finds nothing to walk through in noise", () => {
    expect(createEngine().open(source("lorem ipsum"))).toMatchObject({ walkable: false, summary: "nothing found" });
  });

  it("walks once for the story, the picture and the reasons", () => {
    const engine = createEngine();
    const { id } = engine.open(source(DUMP));
    const traced = engine.trace(id, ASKED);
    expect(traced.kind === "walked" && traced.story.outcomes[0]?.sentence).toContain("10.1.2.3:8080");
    expect(engine.trace(id, { ...ASKED })).toEqual(traced);
    const step =
      traced.kind === "walked" ? (traced.story.outcomes[0]?.steps.findIndex(({ rule }) => rule === 2) ?? -1) : -1;
    const window = { chain: null, first: 1, last: 1, query: "", skip: 0, count: 1 };
    const [passed] = engine.rules(id, ASKED, 0, step, window).rows;
    expect(passed?.conditions.filter(({ holds }) => holds === "no").map(({ source }) => source)).toEqual([
      "-m tcp --dport 443",
    ]);
    expect(engine.graph(id, ASKED, 0, FIRST_LOOK).stops).toHaveLength(
      traced.kind === "walked" ? (traced.story.outcomes[0]?.steps.length ?? 0) : 0,
    );
  });

  it("gives a window into a chain's rules, and takes a line apart", () => {
    const engine = createEngine();
    const { id } = engine.open(source(DUMP));
    const traced = engine.trace(id, ASKED);
    const steps = traced.kind === "walked" ? (traced.story.outcomes[0]?.steps ?? []) : [];
    const step = steps.findIndex(({ rule }) => rule === 2);
    const window = { chain: null, first: 1, last: null, query: "443", skip: 0, count: 10 };
    expect(engine.rules(id, ASKED, 0, step, window)).toMatchObject({
      found: 1,
      total: 2,
      counts: { no: 1, yes: 0 },
      rows: [{ number: 1, met: "passed", reason: "destination port 80 is not 443" }],
    });
    const [, , text = ""] = DUMP.split("\n");
    expect(engine.parts(id, { line: 3, text }).parts.at(-1)?.words).toContain("lets the packet through");
  });

  it("draws the same picture as an SVG file", () => {
    const engine = createEngine();
    const { id } = engine.open(source(DUMP));
    expect(engine.svg(id, ASKED, 0, FIRST_LOOK, 0, "dark")).toContain('data-chain="nat/PREROUTING"');
  });

  it("names the fields of a packet that cannot be read", () => {
    const engine = createEngine();
    const { id } = engine.open(source(DUMP));
    const traced = engine.trace(id, { packet: { ...PACKET, src: "10.0.0" }, answerTo: null, said: [] });
    expect(traced.kind === "unreadable" && traced.errors.map(({ field }) => field)).toEqual(["src"]);
  });

  it("walks the answer to an outcome in the connection that the packet left behind", () => {
    const engine = createEngine();
    const { id } = engine.open(source(`${DUMP}10.1.2.0/24 dev eth0 scope link\n`));
    const answered = engine.trace(id, { packet: PACKET, answerTo: 0, said: [] });
    const story = answered.kind === "walked" ? answered.story.outcomes[0] : undefined;
    expect(story?.sentence).toContain("198.51.100.7");
    expect(story?.steps.map(({ packet }) => packet).at(-1)).toContain("192.0.2.1:80 → 198.51.100.7");
  });

  it("says how a packet ended that has no answer", () => {
    const engine = createEngine();
    const { id } = engine.open(source(`*filter\n:FORWARD DROP [0:0]\nCOMMIT\n${DUMP}`));
    expect(engine.trace(id, { packet: PACKET, answerTo: 0, said: [] })).toEqual({
      kind: "unanswered",
      end: "Dropped by the policy of filter/FORWARD",
    });
  });

  it("gives a chain's rules as pasted, and none of a chain that is not there", () => {
    const engine = createEngine();
    const { id } = engine.open(source(DUMP));
    expect(engine.rulesFrom(id, 4, "nat", "PREROUTING", 0, 10).map(({ number, line }) => [number, line])).toEqual([
      [1, 3],
      [2, 4],
    ]);
    expect(engine.rulesFrom(id, 4, "nat", "__proto__", 0, 10)).toEqual([]);
  });

  it("tells a dump that is not, or no longer, open from any other fault", () => {
    const engine = createEngine();
    const { id } = engine.open(source(DUMP));
    for (let other = 0; other < 4; other++) engine.open(source(`${DUMP}# ${String(other)}\n`));
    expect(() => engine.trace(id, ASKED)).toThrow(expect.objectContaining({ name: NOT_OPEN }) as Error);
  });

  it("tells what was found where, and reads it as somebody says", () => {
    const engine = createEngine();
    const found = engine.open(source(DUMP));
    expect(found.sections.map(({ name, first, last, used }) => [name, first, last, used])).toEqual([
      ["save-1", 1, 5, true],
      ["addr-1", 6, 7, true],
      ["route-1", 8, 8, true],
    ]);
    const off = engine.open(source(DUMP, { said: { "save-1": { off: true } }, supply: true }));
    expect(off.sections.map(({ used }) => used)).toEqual([false, true, true]);
    expect(off.summary).toBe("1 interface, 1 route");
  });

  it("says which rule a line of the paste holds", () => {
    const engine = createEngine();
    const { id } = engine.open(source(DUMP));
    expect(engine.at(id, 4)).toEqual({ family: 4, table: "nat", chain: "PREROUTING", rule: 2 });
    expect(engine.at(id, 2)).toEqual({ family: 4, table: "nat", chain: "PREROUTING", rule: null });
    expect(engine.at(id, 7)).toBeNull();
  });
});
