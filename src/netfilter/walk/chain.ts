/**
 * A packet in the chains of one table: rule by rule, with jumps, gotos, returns and the policy at the end.
 *
 * A goto does not come back to the chain that it left but to that chain's caller; a RETURN in a built-in chain, or its
 * end, applies the policy (iptables(8), TARGETS; kernel: ipt_do_table in net/ipv4/netfilter/ip_tables.c).
 */
import type { World } from "../extensions/extension";
import type { Packet } from "../packet";
import type { Chain, Rule, TableName } from "../ruleset";
import { findChain } from "../ruleset";
import { type ChainIndex, indexOf, nextAmong, type Positions } from "./chain-index";
import { matches } from "./rule";
import { apply } from "./target";
import type { End, Way } from "./way";

/** More chains than this on one way through a table, and the ruleset goes in a circle. */
const MAX_ENTERED = 10_000;

/** A chain that is walked: the rule that comes next, and those that are left to ask. */
class Frame {
  readonly chain: Chain;
  readonly #index: ChainIndex | null;
  /** The position of the rule in hand. */
  #at = -1;
  /** Null where the rules are asked one after the other. */
  #left: readonly Positions[] | null = null;
  /** The packet for which they were looked up. */
  #packet: Packet | undefined = undefined;

  constructor(chain: Chain, index = indexOf(chain)) {
    this.chain = chain;
    this.#index = index;
  }

  /** The next rule that could match the packet in hand; undefined at the chain's end. */
  next(world: World): Rule | undefined {
    const { rules } = this.chain;
    if (!this.#index) return rules[++this.#at];
    if (!this.#packet || !findsTheSame(world.packet, this.#packet)) {
      this.#left = this.#index.candidates(world);
      this.#packet = world.packet;
    }
    const position = this.#left ? nextAmong(this.#left, this.#at + 1) : this.#at + 1;
    if (position < 0) return undefined;
    this.#at = position;
    return rules[position];
  }

  /** The same chain, walked as far; or to the rule in hand, which is asked again. */
  copy(again: boolean): Frame {
    const copy = new Frame(this.chain, this.#index);
    copy.#at = again ? this.#at - 1 : this.#at;
    copy.#left = this.#left;
    copy.#packet = this.#packet;
    return copy;
  }
}

/** A packet's passage through the chains of one table. */
export class Passage {
  readonly base: Chain;
  /** The chain that it is in, and below it those that it comes back to. */
  readonly stack: Frame[];
  entered = 0;

  constructor(base: Chain, stack = [new Frame(base)]) {
    this.base = base;
    this.stack = stack;
  }

  /** The same passage where the rule in hand is still to be asked. */
  again(): Passage {
    const top = this.stack.length - 1;
    const copy = new Passage(
      this.base,
      this.stack.map((frame, depth) => frame.copy(depth === top)),
    );
    copy.entered = this.entered;
    return copy;
  }
}

/** True where a rule changed nothing by which rules are looked up; devices stay as they are within a table. */
function findsTheSame(a: Packet, b: Packet): boolean {
  return a === b || (a.src === b.src && a.dst === b.dst && a.transport === b.transport && a.headers === b.headers);
}

/**
 * Walks a table's chain of the way's hook, if the ruleset has one, from where the way stands in it. Gives the end, or null
 * where the packet goes on.
 */
export function walkTable(way: Way, table: TableName): End | null {
  const passage = (way.passage ??= enter(way, table));
  if (!passage) return null;
  const { stack } = passage;
  for (;;) {
    const frame = stack.at(-1);
    if (!frame) return applyPolicy(way, table, passage.base);
    const world = way.world(table);
    const rule = frame.next(world);
    if (!rule) {
      stack.pop();
      continue;
    }
    way.choices.begin();
    if (!matches(way, rule, frame.chain.name, world)) continue;
    const scene = way.scene(table);
    const said = apply(way, rule, frame.chain, table, world);
    way.steps.push({
      kind: "rule",
      hook: way.hook,
      table,
      chain: frame.chain.name,
      rule: rule.number,
      verdict: said.verdict,
      depth: stack.length - 1,
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
        stack.pop();
        break;
      case "enter":
        if (++passage.entered > MAX_ENTERED) return circle(table, said.chain.name);
        if (!said.comesBack) stack.pop();
        if (stack.some(({ chain }) => chain === said.chain)) return circle(table, said.chain.name);
        stack.push(new Frame(said.chain));
    }
  }
}

function enter(way: Way, table: TableName): Passage | undefined {
  assumeTold(way, table);
  const base = findChain(way.ruleset, table, way.hook);
  return base && new Passage(base);
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
