/**
 * A packet in the chains of one table: rule by rule, with jumps, gotos, returns and the policy at the end.
 *
 * A goto does not come back to the chain that it left but to that chain's caller; a RETURN in a built-in chain, or its
 * end, applies the policy (iptables(8), TARGETS; kernel: ipt_do_table in net/ipv4/netfilter/ip_tables.c).
 */
import type { Chain, TableName } from "../ruleset";
import { findChain } from "../ruleset";
import { Frame, Passage } from "./passage";
import { matches } from "./rule";
import { apply } from "./target";
import type { End, Way } from "./way";

/** No more chains than this are entered on one way through a table: a circle of gotos would have no end. */
const MAX_ENTERED = 10_000;

/**
 * Walks a table's chain of the way's hook, if the ruleset has one, from where the way stands in it. Gives the end, or null
 * where the packet goes on.
 */
export function walkTable(way: Way, table: TableName): End | null {
  const passage = (way.passage ??= begun(way, table));
  if (!passage) return null;
  for (;;) {
    const { frame } = passage;
    if (!frame) return applyPolicy(way, table, passage.base);
    const world = way.world(table);
    if (!frame.next(world)) {
      passage.leave();
      continue;
    }
    way.begin();
    if (!matches(way, frame, world)) continue;
    const scene = way.scene(table);
    const said = apply(way, frame, world);
    way.steps.push({
      kind: "rule",
      hook: way.hook,
      table,
      chain: frame.chain.name,
      rule: frame.number,
      verdict: said.verdict,
      depth: frame.depth,
      packet: way.packet,
      tracking: way.tracking,
      scene,
    });
    switch (said.kind) {
      case "next":
        break;
      case "accept":
        return null;
      case "end":
        return said.end;
      case "return":
        passage.leave();
        break;
      case "enter":
        if (!said.comesBack) passage.leave();
        if (passage.entered >= MAX_ENTERED) return tooMany(table, said.chain.name);
        if (!passage.enter(said.chain)) return circle(table, said.chain.name);
    }
  }
}

function begun(way: Way, table: TableName): Passage | undefined {
  assumeTold(way, table);
  const base = findChain(way.ruleset, table, way.hook);
  return base && new Passage(base, new Frame(base, undefined));
}

/** States what is taken for granted where the paste tells a table in part, or not at all. */
function assumeTold(way: Way, table: TableName): void {
  const { tables, untold } = way.ruleset;
  if (tables.get(table)?.hidesDevices === true)
    way.choices.assume(`rules of the table ${table} name no device: iptables -L without -v does not show any`);
  if (tables.get(table)?.whole === false)
    way.choices.assume(`the table ${table} holds nothing else that the packet meets: the paste tells it in part`);
  else if (untold.includes(table))
    way.choices.assume(`${listed(untold)}, of which the paste says nothing, let every packet through`);
}

function listed(tables: readonly TableName[]): string {
  const names = tables.length < 2 ? tables.join() : `${tables.slice(0, -1).join(", ")} and ${tables.at(-1) ?? ""}`;
  return `the ${tables.length === 1 ? "table" : "tables"} ${names}`;
}

function circle(table: TableName, chain: string): End {
  return {
    verdict: "invalid",
    reason: `${table}/${chain} is reached again from itself: the kernel refuses such a ruleset`,
  };
}

function tooMany(table: TableName, chain: string): End {
  const many = MAX_ENTERED.toLocaleString("en");
  return {
    verdict: "invalid",
    reason: `${table}/${chain} would be entered after ${many} others, and the way is not followed further: mostly gotos go in a circle`,
  };
}

function applyPolicy(way: Way, table: TableName, base: Chain): End | null {
  const policy = base.policy ?? "ACCEPT";
  way.steps.push({
    kind: "policy",
    hook: way.hook,
    table,
    chain: base.name,
    verdict: policy,
    packet: way.packet,
    tracking: way.tracking,
    scene: way.scene(table),
  });
  return policy === "DROP" ? { verdict: "dropped", reason: `the policy of ${table}/${base.name}` } : null;
}
