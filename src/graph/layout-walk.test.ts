import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { flawsOf } from "./flaws.fixture";
import { NODE_BUDGET, RULES_PER_CARD } from "./measure";
import { chainOf, draw, kubeNode, rulesetOf, toNginx } from "./walk.fixture";
import type { ChainNode, GraphNode, Picture } from "./picture";
import { chainStandingAt } from "./picture";

const node = kubeNode();
const walk = draw(node, toNginx(node));

function chains(graph: Picture): ChainNode[] {
  return graph.nodes.filter((found) => found.kind === "chain");
}

describe("the way to a Service", () => {
  const nat = chains(walk).filter(({ hook, table }) => hook === "PREROUTING" && table === "nat");

  test("reads from left to right: PREROUTING, KUBE-SERVICES, KUBE-SVC, KUBE-SEP", () => {
    const names = [...nat].sort((a, b) => a.x - b.x).map(({ chain }) => chain.split("-").slice(0, 2).join("-"));
    expect(names).toEqual(["PREROUTING", "KUBE-SERVICES", "KUBE-SVC", "KUBE-NODEPORTS", "KUBE-MARK", "KUBE-SEP"]);
  });

  test("chains that one chain calls stand one above the other", () => {
    const [mark, endpoint] = nat.slice(3);
    expect(mark?.x).toBe(endpoint?.x);
    expect(endpoint?.y).toBeGreaterThan((mark?.y ?? 0) + (mark?.height ?? 0));
  });

  test("rows stand in the kernel's order", () => {
    const labels = walk.nodes
      .filter((found) => found.kind !== "chain")
      .map((found) => (found.kind === "row" ? `${found.hook ?? ""} ${found.table}` : found.kind));
    expect(labels).toEqual([
      "start",
      "tracking",
      "PREROUTING mangle",
      "PREROUTING nat",
      "routing",
      "FORWARD mangle",
      "FORWARD filter",
      "POSTROUTING mangle",
      "POSTROUTING nat",
      "end",
    ]);
    const tops = walk.nodes.filter((found) => found.kind !== "chain").map(({ y }) => y);
    expect(tops).toEqual([...tops].sort((a, b) => a - b));
  });

  test("a row without rules is a thin line that still bears its policy's step", () => {
    const mangle = walk.nodes.find((found) => found.kind === "row" && found.table === "mangle");
    expect(mangle).toMatchObject({ quiet: true, note: "no rules", steps: [1] });
  });

  test("a chain in which no rule matched is visited once the packet has jumped into it", () => {
    const firewall = chainOf(walk, "filter", "KUBE-PROXY-FIREWALL");
    const [entered = -1] = firewall.entered;
    expect(firewall.steps).toEqual([]);
    expect(chainStandingAt(firewall, entered)).toBe("idle");
    expect(chainStandingAt(firewall, entered + 1)).toBe("visited");
  });

  test("a rule tells what it changed", () => {
    const [line] = chainOf(walk, "nat", "KUBE-SEP-RPYTXMYI33B6SF5E").lines.slice(1);
    expect(line).toMatchObject({ effects: [{ what: "destination", from: "10.0.91.63:80", to: "10.244.0.13:80" }] });
  });

  test("rules behind the one that ended the way were not asked", () => {
    const asked = chainOf(walk, "nat", "KUBE-SERVICES").lines.map((line) => line.kind === "rule" && line.asked);
    expect(asked).toEqual([true, false]);
  });

  test("the packet shows at the very stop where it was changed", () => {
    const changed = walk.stops
      .filter(({ destination }) => destination.changed)
      .map(({ node: id, destination }) => [id, destination.text]);
    expect(changed).toEqual([["chain:PREROUTING#0/nat/KUBE-SEP-RPYTXMYI33B6SF5E", "10.244.0.13:80"]]);
  });
});

describe("a packet that is dropped", () => {
  const ruleset = rulesetOf(
    "*filter\n:FORWARD DROP\n:WALL -\n-A FORWARD -j WALL\n-A FORWARD -j ACCEPT\n-A WALL -j DROP\n*security\n:FORWARD ACCEPT\n-A FORWARD -j LOG\n*nat\n:POSTROUTING ACCEPT\n-A POSTROUTING -j MASQUERADE",
  );
  const graph = draw(ruleset, () => true);
  const end = graph.nodes.find((found) => found.kind === "end");

  test("ends to the right of the rule that dropped it", () => {
    const wall = chainOf(graph, "filter", "WALL");
    expect(end?.x).toBeGreaterThan(wall.x + wall.width);
    expect(end?.y).toBeLessThan(wall.y + wall.height);
  });

  test("leaves the rows behind quiet", () => {
    const quiet = graph.nodes.filter((found) => found.kind === "row" && found.quiet);
    expect(quiet).toMatchObject([
      { hook: "FORWARD", table: "security", note: "not reached", steps: [] },
      { hook: "POSTROUTING", table: "nat", note: "not reached", steps: [] },
    ]);
    expect(graph.edges.filter(({ target }) => quiet.some(({ id }) => id === target)).map(({ step }) => step)).toEqual([
      null,
      null,
    ]);
  });

  test("by a policy, ends to the right of it even where the chain has no rules", () => {
    const bare = draw(rulesetOf("*filter\n:FORWARD DROP"), () => true);
    expect(chainOf(bare, "filter", "FORWARD").lines).toMatchObject([
      { kind: "gap", count: 0 },
      { kind: "policy", policy: "DROP" },
    ]);
    expect(bare.edges.find(({ kind }) => kind === "end")?.source).toBe("chain:FORWARD#0/filter/FORWARD");
  });
});

test("nat is not asked of a reply, and says so", () => {
  const ruleset = rulesetOf(
    "*nat\n:PREROUTING ACCEPT\n:POSTROUTING ACCEPT\n-A POSTROUTING -j MASQUERADE\n*filter\n:FORWARD ACCEPT\n-A FORWARD -j ACCEPT",
  );
  const natless = rulesetOf("*filter\n:FORWARD ACCEPT\n-A FORWARD -j ACCEPT");
  const rows = draw(ruleset, () => true).nodes.filter((found) => found.kind === "row");
  expect(rows.map(({ table, quiet }) => [table, quiet])).toEqual([
    ["nat", true],
    ["filter", false],
    ["nat", false],
  ]);
  expect(draw(natless, () => true).nodes.filter((found) => found.kind === "row")).toHaveLength(1);
});

describe("a chain of ten thousand rules", () => {
  const long = kubeNode(10_000);
  const graph = draw(long, toNginx(long));
  const services = chainOf(graph, "nat", "KUBE-SERVICES");

  test("is a bounded card: the rule that matched, its neighbours and two gaps", () => {
    expect(services.lines.map((line) => (line.kind === "gap" ? line.words : line.kind))).toEqual([
      "4,999 rules did not match",
      "rule",
      "rule",
      "rule",
      "5,000 rules were not asked",
    ]);
  });
});

test("a chain in which more rules match than a card holds keeps the first and the last, and the gap bears the others' steps", () => {
  const many = rulesetOf(
    ["*filter", ":FORWARD ACCEPT", ...Array.from({ length: 40 }, () => "-A FORWARD -j LOG")].join("\n"),
  );
  const { lines, steps } = chainOf(
    draw(many, () => true),
    "filter",
    "FORWARD",
  );
  expect(lines.filter(({ kind }) => kind === "rule")).toHaveLength(RULES_PER_CARD);
  expect(lines.find(({ kind }) => kind === "gap")).toMatchObject({ count: 31, words: "31 rules, 31 of them matched" });
  expect(steps).toHaveLength(41);
});

describe("stability", () => {
  const place = ({ id, x, y, width, height }: GraphNode) => ({ id, x, y, width, height });

  test("adding a rule to a chain that the packet does not touch moves nothing", () => {
    const more = kubeNode();
    const nodeports = more.tables.get("nat")?.chains.get("KUBE-NODEPORTS");
    const filled = rulesetOf("*nat\n:KUBE-NODEPORTS -\n-A KUBE-NODEPORTS -p tcp --dport 30080 -j ACCEPT")
      .tables.get("nat")
      ?.chains.get("KUBE-NODEPORTS");
    expect(nodeports && filled).toBeDefined();
    if (filled) (more.tables.get("nat")?.chains as Map<string, typeof filled>).set("KUBE-NODEPORTS", filled);
    expect(draw(more, toNginx(more)).nodes.map(place)).toEqual(walk.nodes.map(place));
  });

  test("a row that changes leaves every other row as it was, only further down", () => {
    const more = kubeNode(40);
    const other = draw(more, toNginx(more));
    const shape = (graph: Picture, hook: string, table: string) => {
      const inside = graph.nodes.filter(
        (found) => (found.kind === "chain" || found.kind === "row") && found.hook === hook && found.table === table,
      );
      const top = Math.min(...inside.map(({ y }) => y));
      return inside.map((found) => ({ ...place(found), y: found.y - top }));
    };
    for (const [hook, table] of [
      ["FORWARD", "filter"],
      ["POSTROUTING", "nat"],
      ["PREROUTING", "mangle"],
    ] as const) {
      expect(shape(other, hook, table)).toEqual(shape(walk, hook, table));
    }
  });
});

/** A table whose chains call only later ones, so that no call comes back, with random rules. */
const anyTable = fc
  .array(
    fc.array(
      fc.record({
        target: fc.constantFrom("ACCEPT", "DROP", "RETURN", "LOG", "MARK", "-", "jump", "jump", "jump", "goto"),
        to: fc.nat(),
        words: fc.nat(30),
      }),
      { maxLength: 14 },
    ),
    {
      minLength: 1,
      maxLength: 60,
    },
  )
  .map((all) => {
    const names = all.map((_, index) => (index === 0 ? "FORWARD" : `CHAIN-${String(index)}`));
    const rules = all.flatMap((chain, index) =>
      chain.map(({ target, to, words }) => {
        const callee = names[index + 1 + (to % Math.max(1, names.length - index - 1))];
        const start = `-A ${names[index] ?? ""} ${"-p tcp ".repeat(words)}`;
        if (target === "-" || ((target === "jump" || target === "goto") && callee === undefined)) return start;
        if (target === "jump" || target === "goto")
          return `${start} ${target === "jump" ? "-j" : "-g"} ${callee ?? ""}`;
        return `${start} -j ${target}`;
      }),
    );
    return names.map((name, index) => `:${name} ${index === 0 ? "ACCEPT" : "-"}`).concat(rules);
  });

/** Any ruleset of two tables and any way through it. */
const anyWalk = fc.tuple(anyTable, anyTable, fc.integer()).map(([filter, mangle, seed]) => {
  const ruleset = rulesetOf(["*filter", ...filter, "*mangle", ...mangle].join("\n"));
  // At most so many steps: a chain that is called twice by each of sixty others would be entered 2^60 times.
  let left = 400;
  return draw(
    ruleset,
    (chain, rule, _hook, table) => left-- > 0 && hash(`${chain}${String(rule)}${table}${String(seed)}`) % 3 > 0,
  );
});

function hash(text: string): number {
  return Array.from(text).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7);
}

test("whatever the ruleset and the way through it, nothing overlaps, each jump leads to the right, every step has its place", () => {
  fc.assert(
    fc.property(anyWalk, (graph) => {
      expect(flawsOf(graph)).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

test("the longest way there is, through tables of more chains than a row holds, keeps to the budget and says what is left out", () => {
  const hooks = ["OUTPUT", "POSTROUTING", "PREROUTING", "INPUT"] as const;
  const chains = hooks.flatMap((hook) =>
    Array.from({ length: 60 }, (_, index) => ({ hook, name: `${hook}-${String(index)}` })),
  );
  const table = [
    ...hooks.map((hook) => `:${hook} ACCEPT`),
    ...chains.map(({ name }) => `:${name} -`),
    ...chains.flatMap(({ hook, name }) => [`-A ${hook} -j ${name}`, `-A ${name} -j LOG`]),
  ];
  const ruleset = rulesetOf(
    ["raw", "mangle", "nat", "filter", "security"].flatMap((name) => [`*${name}`, ...table]).join("\n"),
  );
  const graph = draw(ruleset, () => true, hooks);
  expect(graph.nodes.length).toBeGreaterThan(NODE_BUDGET * 0.8);
  expect(flawsOf(graph)).toEqual([]);
  expect(graph.nodes.find((found) => found.kind === "row")).toMatchObject({ note: "29 more chains were passed" });
});
