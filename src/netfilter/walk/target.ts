/**
 * What a rule's target does to the packet in hand, once the rule has matched.
 */
import { findTarget } from "../extensions/index";
import type { World } from "../extensions/extension";
import type { Lead } from "../read/asked-rules";
import type { Chain, KnownExtension, RuleVerdict, TableName, UnknownExtension } from "../ruleset";
import { findChain } from "../ruleset";
import { INVALID, writeConnection } from "./conntrack";
import { rewrite } from "./nat";
import type { Frame } from "./passage";
import type { End, Way } from "./way";

/** What a rule's target says: go on with the next rule, leave the table, end, or go to another chain. */
export type Said =
  | { readonly kind: "next"; readonly verdict: string }
  | { readonly kind: "accept"; readonly verdict: string }
  | { readonly kind: "end"; readonly verdict: string; readonly end: End }
  | { readonly kind: "return"; readonly verdict: string }
  | { readonly kind: "enter"; readonly verdict: string; readonly chain: Chain; readonly comesBack: boolean };

/** Has a rule's target act on the packet. */
export function apply(way: Way, rule: Frame, world: World): Said {
  const { table } = world;
  assumeSupplied(way, rule, table);
  const { lead } = rule;
  if (lead) return led(way, lead, table);
  const { target } = rule;
  switch (target.kind) {
    case "none":
      return { kind: "next", verdict: "CONTINUE" };
    case "verdict":
      return standard(target.verdict, rule, table);
    case "jump":
    case "goto": {
      const chain = findChain(way.ruleset, table, target.chain);
      if (!chain) return guess(way, target.chain, placeOf(rule, table));
      return led(way, { kind: target.kind, chain }, table);
    }
    case "known":
    case "unknown":
      return extended(way, target, rule, world);
  }
}

function led(way: Way, { kind, chain }: Lead, table: TableName): Said {
  if (chain.absent) return guessChain(way, chain.name, table, kind === "goto");
  const word = kind === "jump" ? "JUMP" : "GOTO";
  return { kind: "enter", verdict: `${word} ${chain.name}`, chain, comesBack: kind === "jump" };
}

/** `rule 3 of filter/FORWARD` */
function placeOf({ number, chain }: Frame, table: TableName): string {
  return `rule ${String(number)} of ${table}/${chain.name}`;
}

function assumeSupplied(way: Way, rule: Frame, table: TableName): void {
  const text = rule.supplied;
  if (text === undefined) return;
  way.choices.assume(`${placeOf(rule, table)} (${text}) is not in the paste, and is what kube-proxy always writes`);
}

function standard(verdict: RuleVerdict, rule: Frame, table: TableName): Said {
  switch (verdict) {
    case "ACCEPT":
      return { kind: "accept", verdict };
    case "RETURN":
      return { kind: "return", verdict };
    case "DROP":
      return { kind: "end", verdict, end: { verdict: "dropped", reason: placeOf(rule, table) } };
    case "QUEUE":
      return { kind: "end", verdict, end: { verdict: "queued", reason: placeOf(rule, table) } };
  }
}

function extended(way: Way, target: KnownExtension | UnknownExtension, rule: Frame, world: World): Said {
  const extension = target.kind === "known" ? findTarget(target.name) : undefined;
  if (target.kind === "unknown" || !extension) return guess(way, target.name, placeOf(rule, world.table));
  const effect = extension.act(target.options, world);
  const verdict = extension.name;
  if (effect.kind === "nat") {
    rewrite(way, effect.request);
    return { kind: "accept", verdict };
  }
  if (effect.kind === "continue") {
    if (effect.packet) way.packet = effect.packet;
    if (effect.connection) writeConnection(way, effect.connection);
    if (effect.node) way.node = effect.node;
    if (effect.assumes !== undefined) way.choices.assume(effect.assumes);
    return { kind: "next", verdict };
  }
  const where = placeOf(rule, world.table);
  switch (effect.kind) {
    case "accept":
      return { kind: "accept", verdict };
    case "drop":
      return {
        kind: "end",
        verdict,
        end: { verdict: "dropped", reason: effect.why === undefined ? where : `${where}, ${effect.why}` },
      };
    case "divert":
      if (!way.choices.ask(effect.question))
        return { kind: "end", verdict, end: { verdict: "dropped", reason: `${where}, as no socket waits for it` } };
      way.packet = effect.packet;
      return { kind: "accept", verdict };
    case "reject":
      return {
        kind: "end",
        verdict,
        end: { verdict: "rejected", rejectedWith: effect.with, reason: `${where}, with ${effect.with}` },
      };
    case "queue":
      if (effect.listens && !way.choices.ask(effect.listens)) return { kind: "accept", verdict };
      return { kind: "end", verdict, end: { verdict: "queued", reason: where } };
    case "untrack":
      // What has a connection, or a template of one, keeps it (xt_CT.c).
      if (way.tracking.connection ?? way.template) return { kind: "next", verdict };
      way.tracking = { state: "UNTRACKED", direction: "original", connection: null };
      return { kind: "next", verdict };
    case "template":
      // What has a connection, or was told before how it is treated, keeps that (xt_CT.c, xt_ct_target).
      if (way.tracking === INVALID) way.template ??= effect.template;
      return { kind: "next", verdict };
    case "unknown":
      return way.choices.ask(effect.question)
        ? { kind: "next", verdict }
        : { kind: "end", verdict, end: { verdict: "dropped", reason: where } };
  }
}

/** A chain of which the paste says nothing either sends the packet back to where it was called, or decides. */
function guessChain(way: Way, chain: string, table: TableName, goto: boolean): Said {
  const verdict = `${goto ? "GOTO" : "JUMP"} ${chain}`;
  const where = `${table}/${chain}, which is not in this paste,`;
  const ends = table === "nat" ? "decides where the packet goes, which is not followed" : "throws the packet away";
  const decides = way.choices.ask({
    key: `absent=${table}/${chain}`,
    yes: `the chain ${where} ${ends}`,
    no: `the chain ${where} lets the packet go on`,
  });
  if (!decides) return goto ? { kind: "return", verdict } : { kind: "next", verdict };
  if (table === "nat") return { kind: "accept", verdict };
  return { kind: "end", verdict, end: { verdict: "dropped", reason: `the chain ${where} is taken to do so` } };
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
