/**
 * A packet in the chains of one table: rule by rule, with jumps, gotos, returns and the policy at the end.
 *
 * A goto does not come back to the chain that it left but to that chain's caller; a RETURN in a built-in chain, or its
 * end, applies the policy (iptables(8), TARGETS; kernel: ipt_do_table in net/ipv4/netfilter/ip_tables.c).
 */
import { findTarget } from "../extensions/index";
import type { World } from "../extensions/extension";
import type { Chain, KnownExtension, Rule, TableName, UnknownExtension } from "../ruleset";
import { findChain } from "../ruleset";
import { rewrite } from "./nat";
import { matches } from "./rule";
import type { End, Way } from "./way";

/** More chains than this on one way through a table, and the ruleset goes in a circle. */
const MAX_ENTERED = 10_000;

interface Frame {
  readonly chain: Chain;
  next: number;
}

/** What a rule's target says: go on with the next rule, leave the table, end, or go to another chain. */
type Said =
  | { readonly kind: "next"; readonly verdict: string }
  | { readonly kind: "accept"; readonly verdict: string }
  | { readonly kind: "end"; readonly verdict: string; readonly end: End }
  | { readonly kind: "return"; readonly verdict: string }
  | { readonly kind: "enter"; readonly verdict: string; readonly chain: Chain; readonly comesBack: boolean };

/** Walks a table's chain of the way's hook, if the ruleset has one. Gives the end, or null where the packet goes on. */
export function walkTable(way: Way, table: TableName): End | null {
  const base = findChain(way.ruleset, table, way.hook);
  if (!base) return null;
  const stack: Frame[] = [{ chain: base, next: 0 }];
  let world = way.world(table);
  let entered = 0;
  for (;;) {
    const frame = stack.at(-1);
    if (!frame) return applyPolicy(way, table, base);
    const rule = frame.chain.rules[frame.next];
    if (!rule) {
      stack.pop();
      continue;
    }
    frame.next++;
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
      scene,
    });
    world = way.world(table);
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
        if (++entered > MAX_ENTERED) return circle(table, said.chain.name);
        if (!said.comesBack) stack.pop();
        if (stack.some(({ chain }) => chain === said.chain)) return circle(table, said.chain.name);
        stack.push({ chain: said.chain, next: 0 });
    }
  }
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
    scene: way.scene(table),
  });
  return policy === "DROP" ? { verdict: "dropped", reason: `the policy of ${table}/${base.name}` } : null;
}

function apply(way: Way, rule: Rule, chain: Chain, table: TableName, world: World): Said {
  const { target } = rule;
  const where = `rule ${String(rule.number)} of ${table}/${chain.name}`;
  switch (target.kind) {
    case "none":
      return { kind: "next", verdict: "CONTINUE" };
    case "verdict":
      return standard(target.verdict, where);
    case "jump":
    case "goto": {
      const next = findChain(way.ruleset, table, target.chain);
      if (!next) return guess(way, target.chain, where);
      const word = target.kind === "jump" ? "JUMP" : "GOTO";
      return { kind: "enter", verdict: `${word} ${next.name}`, chain: next, comesBack: target.kind === "jump" };
    }
    case "known":
    case "unknown":
      return extended(way, target, where, world);
  }
}

function standard(verdict: "ACCEPT" | "DROP" | "RETURN" | "QUEUE", where: string): Said {
  switch (verdict) {
    case "ACCEPT":
      return { kind: "accept", verdict };
    case "RETURN":
      return { kind: "return", verdict };
    case "DROP":
      return { kind: "end", verdict, end: { verdict: "dropped", reason: where } };
    case "QUEUE":
      return { kind: "end", verdict, end: { verdict: "queued", reason: where } };
  }
}

function extended(way: Way, target: KnownExtension | UnknownExtension, where: string, world: World): Said {
  const extension = target.kind === "known" ? findTarget(target.name) : undefined;
  if (target.kind === "unknown" || !extension) return guess(way, target.name, where);
  const effect = extension.act(target.options, world);
  const verdict = extension.name;
  switch (effect.kind) {
    case "continue":
      if (effect.packet) way.packet = effect.packet;
      if (effect.connectionMark !== undefined) setConnectionMark(way, effect.connectionMark);
      return { kind: "next", verdict };
    case "accept":
      return { kind: "accept", verdict };
    case "drop":
      return { kind: "end", verdict, end: { verdict: "dropped", reason: where } };
    case "reject":
      return { kind: "end", verdict, end: { verdict: "rejected", reason: `${where}, with ${effect.with}` } };
    case "queue":
      return { kind: "end", verdict, end: { verdict: "queued", reason: where } };
    case "untrack":
      way.tracking = { state: "UNTRACKED", direction: "original", connection: null };
      return { kind: "next", verdict };
    case "nat":
      rewrite(way, effect.request);
      return { kind: "accept", verdict };
    case "unknown":
      return way.choices.ask(effect.question)
        ? { kind: "next", verdict }
        : { kind: "end", verdict, end: { verdict: "dropped", reason: where } };
  }
}

/** A target that nobody implements either lets go of the packet or keeps it. */
function guess(way: Way, name: string, where: string): Said {
  const keeps = way.choices.ask({
    key: `target=${where}`,
    yes: `the target ${name} of ${where} keeps the packet, which is not implemented here`,
    no: `the target ${name} of ${where} lets the packet go on, which is not implemented here`,
  });
  if (!keeps) return { kind: "next", verdict: name };
  return { kind: "end", verdict: name, end: { verdict: "dropped", reason: `${where}, by the unknown target ${name}` } };
}

function setConnectionMark(way: Way, mark: number): void {
  const { connection } = way.tracking;
  if (connection) way.tracking = { ...way.tracking, connection: { ...connection, mark } };
}
