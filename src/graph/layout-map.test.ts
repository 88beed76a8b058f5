import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UNKNOWN_CLUSTER } from "../kubernetes/cluster";
import type { Family } from "../netfilter/address";
import type { Ruleset } from "../netfilter/ruleset";
import { flawsOf } from "./flaws.fixture";
import { layoutRuleset } from "./layout-map";
import { NODE_BUDGET, OPENED_WHOLE } from "./measure";
import { FIRST_LOOK, type ChainNode, type FoldNode, type GraphNode, type Picture } from "./picture";
import { chainOf, draw, kubeNode, rulesetOf, toNginx } from "./walk.fixture";

const node = kubeNode();
const map = draw(node, toNginx(node), undefined, { view: "map" });

function chains({ nodes }: Picture): ChainNode[] {
  return nodes.filter((found) => found.kind === "chain");
}

function folds({ nodes }: Picture): FoldNode[] {
  return nodes.filter((found) => found.kind === "fold");
}

const place = ({ id, x, y, width }: GraphNode) => ({ id, x, y, width });

describe("the Map of a small node", () => {
  test("has each chain that has rules or is called once, in the lane of its table", () => {
    const names = chains(map).map(({ table, chain }) => `${table}/${chain}`);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain("nat/KUBE-SERVICES");
    expect(names).toContain("filter/KUBE-SERVICES");
    expect(names.filter((name) => name.startsWith("nat/"))).toHaveLength(node.tables.get("nat")?.chains.size ?? 0);
  });

  test("places each chain a column behind the last that calls it", () => {
    const columns = [
      "PREROUTING",
      "KUBE-SERVICES",
      "KUBE-SVC-2CMXP7HKUVJN7L6M",
      "KUBE-SEP-RPYTXMYI33B6SF5E",
      "KUBE-MARK-MASQ",
    ];
    const xs = columns.map((chain) => chainOf(map, "nat", chain).x);
    expect(xs).toEqual([...xs].sort((a, b) => a - b));
    expect(new Set(xs).size).toBe(xs.length);
  });

  test("a table without rules is a thin line that bears its policies' steps", () => {
    expect(map.nodes.find((found) => found.kind === "row" && found.table === "mangle")).toMatchObject({
      quiet: true,
      steps: [0, 1, 9, 13],
    });
  });

  test("is sound", () => {
    expect(flawsOf(map)).toEqual([]);
  });

  test("the path alone is what the packet touches, and nothing else", () => {
    const alone = draw(node, toNginx(node), undefined, { view: "map", alone: true });
    expect(chains(alone).every(({ steps, entered }) => steps.length + entered.length > 0)).toBe(true);
    expect(chains(alone).map(({ chain }) => chain)).toContain("KUBE-PROXY-FIREWALL");
    expect(flawsOf(alone)).toEqual([]);
  });
});

describe("the Map while no packet is sent", () => {
  const none: Ruleset = { family: 4, tables: new Map(), untold: [] };
  const bare = (family: Family) =>
    layoutRuleset({ rulesets: { 4: node, 6: { ...none, family: 6 } }, cluster: UNKNOWN_CLUSTER }, family, FIRST_LOOK);

  test("has the same chains, in the same places, and no way through them", () => {
    const picture = bare(4);
    expect(picture).toMatchObject({ view: "map", family: 4, through: false, stops: [] });
    expect(picture.nodes.map(place)).toEqual(map.nodes.map(place));
    expect(picture.edges.filter(({ step }) => step !== null)).toEqual([]);
    expect(flawsOf(picture)).toEqual([]);
  });

  test("is of the family that is asked for", () => {
    expect(bare(6)).toMatchObject({ family: 6, nodes: [] });
  });
});

describe("the Map of ten thousand Services", () => {
  const large = kubeNode(10_000);
  for (let index = 0; index < 10_000; index++) {
    const name = `KUBE-SVC-OTHER${String(index).padStart(11, "0")}`;
    const chain = { name, policy: null, counters: undefined, rules: [], line: 1, absent: false };
    (large.tables.get("nat")?.chains as Map<string, typeof chain>).set(name, chain);
  }
  const look = { view: "map" } as const;
  const closed = draw(large, toNginx(large), undefined, look);

  test("is one card of Services beside the one that the packet touches", () => {
    const [services] = folds(closed);
    expect(folds(closed)).toHaveLength(1);
    expect(services).toMatchObject({ title: "10,000 more Services", count: 10_000, list: 0 });
    expect(chainOf(closed, "nat", "KUBE-SVC-2CMXP7HKUVJN7L6M").steps.length).toBeGreaterThan(0);
  });

  test("opened is a list, in its place, and what was chosen from it stands below", () => {
    const id = folds(closed)[0]?.id ?? "";
    const chosen = "chain:nat/KUBE-SVC-OTHER00000000007";
    const opened = draw(large, toNginx(large), undefined, { ...look, opened: [id, chosen] });
    const list = folds(opened)[0];
    expect(list && place(list)).toEqual(folds(closed).map(place)[0]);
    expect(list?.list).toBeGreaterThan(0);
    expect(chainOf(opened, "nat", "KUBE-SVC-OTHER00000000007").y).toBeGreaterThan((list?.y ?? 0) + (list?.height ?? 0));
    expect(flawsOf(opened)).toEqual([]);
  });
});

/** A table of many chains of a few families, whose calls may go anywhere, in circles too. */
const anyTable = fc.array(fc.array(fc.nat(), { maxLength: 4 }), { minLength: 1, maxLength: 300 }).map((calls) => {
  const names = calls.map((_, index) =>
    index === 0 ? "FORWARD" : `${["KUBE-SVC", "cali-tw", "plain", "X"][index % 4] ?? ""}-${String(index)}`,
  );
  const rules = calls.flatMap((callees, index) =>
    callees.map((to) => `-A ${names[index] ?? ""} -j ${names[to % names.length] ?? ""}`),
  );
  return names.map((name, index) => `:${name} ${index === 0 ? "ACCEPT" : "-"}`).concat(rules);
});

/** What can be opened in a picture. */
const openable = ({ nodes }: Picture): string[] =>
  nodes.filter(({ kind }) => kind === "fold" || kind === "chain").map(({ id }) => id);

describe("whatever the ruleset", () => {
  const anyMap = fc.tuple(anyTable, fc.array(fc.nat(), { maxLength: 12 }));

  test("nothing overlaps, every step has its place and the budget holds, whatever is opened", () => {
    fc.assert(
      fc.property(anyMap, ([table, choices]) => {
        const ruleset = rulesetOf(["*filter", ...table].join("\n"));
        // A chain that calls itself in a circle would be walked for ever.
        let left = 300;
        const matches = () => left-- > 0 && left % 3 > 0;
        const opened: string[] = [];
        for (const choice of choices) {
          const picture = draw(ruleset, matches, undefined, { view: "map", opened });
          expect(flawsOf(picture)).toEqual([]);
          const ids = openable(picture);
          opened.push(ids[choice % ids.length] ?? "");
        }
      }),
      { numRuns: 60 },
    );
  });

  test("opening moves nothing but what stands below, and closing puts everything back", () => {
    fc.assert(
      fc.property(anyMap, ([table, choices]) => {
        const ruleset = rulesetOf(["*filter", ...table].join("\n"));
        const at = (opened: readonly string[]) => draw(ruleset, () => false, undefined, { view: "map", opened });
        const before = at([]);
        const ids = openable(before);
        const id = ids[(choices[0] ?? 0) % ids.length] ?? "";
        const after = at([id]);
        const moved = new Map(after.nodes.map((found) => [found.id, found]));
        for (const found of before.nodes) {
          const now = moved.get(found.id);
          expect(now).toMatchObject({
            x: found.x,
            width: found.kind === "row" ? (expect.any(Number) as number) : found.width,
          });
          expect(now?.y).toBeGreaterThanOrEqual(found.y);
          if (found.id === id) expect(now?.y).toBe(found.y);
        }
        expect(at([])).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });
});

describe("forty thousand chains", () => {
  /** So many Services with three endpoints each, every look at a rule's target counted. */
  function counted(services: number) {
    let looks = 0;
    const lines = ["*nat", ":PREROUTING ACCEPT", ":KUBE-SERVICES -", "-A PREROUTING -j KUBE-SERVICES"];
    for (let index = 0; index < services; index++) {
      const service = `KUBE-SVC-${String(index).padStart(16, "A")}`;
      lines.push(`:${service} -`, `-A KUBE-SERVICES -j ${service}`);
      for (const end of ["A", "B", "C"]) {
        const endpoint = `KUBE-SEP-${end}${String(index).padStart(15, "A")}`;
        lines.push(`:${endpoint} -`, `-A ${service} -j ${endpoint}`, `-A ${endpoint} -j DNAT`);
      }
    }
    const ruleset = rulesetOf(lines.join("\n"));
    for (const chain of ruleset.tables.get("nat")?.chains.values() ?? []) {
      for (const rule of chain.rules) {
        const { target } = rule;
        Object.defineProperty(rule, "target", {
          get: () => {
            looks++;
            return target;
          },
        });
      }
    }
    return { ruleset, looks: () => looks, rules: services * 7 + 1 };
  }

  test.each(["walk", "map"] as const)("are within the budget, at the cost of a look at each rule: %s", (view) => {
    const { ruleset, looks, rules } = counted(10_000);
    const before = looks();
    const picture = draw(
      ruleset,
      (chain, rule) => chain === "PREROUTING" || (chain === "KUBE-SERVICES" && rule === 5_000),
      ["PREROUTING"],
      { view },
    );
    expect(picture.nodes.length).toBeLessThan(NODE_BUDGET / 4);
    expect(flawsOf(picture)).toEqual([]);
    // The walk of the fixture looks at each rule that it asks, and telling Services from others at each rule again.
    expect(looks() - before).toBeLessThan(rules * 12);
    const again = looks();
    draw(ruleset, () => false, ["PREROUTING"], { view, opened: [`fold:nat/KUBE-SEP-`] });
    expect(looks() - again).toBeLessThan(100);
  });
});

test("a stack that is small enough opens as cards, and stays where it was to be closed again", () => {
  const names = Array.from({ length: OPENED_WHOLE + 2 }, (_, index) => `KUBE-SEP-${String(index).padStart(16, "A")}`);
  const ruleset = rulesetOf(
    [
      "*nat",
      ":PREROUTING ACCEPT",
      ":KUBE-SVC-A -",
      ...names.map((name) => `:${name} -`),
      "-A PREROUTING -j KUBE-SVC-A",
      ...names.map((name) => `-A KUBE-SVC-A -j ${name}`),
    ].join("\n"),
  );
  const matches = (chain: string, rule: number) => chain === "PREROUTING" || rule <= 2;
  const at = (opened: readonly string[]) => draw(ruleset, matches, ["PREROUTING"], { opened });
  const [stack] = folds(at([]));
  expect(stack).toMatchObject({ title: `KUBE-SEP ×${String(OPENED_WHOLE)}`, count: OPENED_WHOLE });
  const opened = at([stack?.id ?? ""]);
  expect(folds(opened).map(place)).toEqual(folds(at([])).map(place));
  expect(chains(opened)).toHaveLength(chains(at([])).length + OPENED_WHOLE);
  expect(flawsOf(opened)).toEqual([]);
});
