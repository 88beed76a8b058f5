/**
 * The chains that a packet comes into in one row, and which calls which: made from the steps, with the ruleset's own
 * targets to tell a jump from a goto. A chain into which it jumps and where no rule matches is there, too.
 */
import { ruleOf } from "../netfilter/read/printed-chain";
import type { Chain } from "../netfilter/ruleset";
import type { RowStation } from "./rows";

/** One chain of a row, however often the packet comes into it. */
export interface Visit {
  readonly chain: Chain;
  /** The steps that stand in it. */
  readonly steps: number[];
  /** The steps whose jump leads here. */
  readonly entered: number[];
  /** The steps at which each rule matched. */
  readonly matched: Map<number, number[]>;
  /** The step at which its policy was applied. */
  policy: number | null;
  /** The number of the last rule that was asked; Infinity where all were. */
  askedTo: number;
  /** How many steps to the right of the base chain it stands. */
  column: number;
}

export interface Call {
  readonly kind: "jump" | "goto";
  readonly from: Visit;
  readonly to: Visit;
  readonly rule: number;
  readonly step: number;
}

export interface Calls {
  /** In the order in which the packet first comes into them, the base chain first; callers before what they call. */
  readonly visits: readonly Visit[];
  readonly calls: readonly Call[];
  /** How many chains are left out because of the limit. */
  readonly left: number;
}

type Chains = ReadonlyMap<string, Chain>;

/** The chains that the steps of a row go through, at most `limit`; those where the row ends and those with steps first. */
export function callsOf(station: RowStation, base: Chain, chains: Chains, limit: number): Calls {
  const tracked = follow(station, base, chains);
  const kept = keep(tracked, limit);
  const calls = tracked.calls.filter((call) => kept.has(call.from) && kept.has(call.to));
  setColumns(calls);
  const visits = tracked.visits.filter((visit) => kept.has(visit));
  return { visits, calls, left: tracked.visits.length - visits.length };
}

interface Followed {
  readonly visits: readonly Visit[];
  readonly calls: readonly Call[];
  /** The chains on the stack at the end. */
  readonly open: readonly Visit[];
}

/** Walks the steps with a stack of chains, as the kernel had it. */
function follow(station: RowStation, base: Chain, chains: Chains): Followed {
  const visits = new Map<string, Visit>();
  const calls: Call[] = [];
  const visit = (chain: Chain): Visit => {
    const known = visits.get(chain.name);
    if (known) return known;
    const made: Visit = { chain, steps: [], entered: [], matched: new Map(), policy: null, askedTo: 0, column: 0 };
    visits.set(chain.name, made);
    return made;
  };
  const stack: Visit[] = [visit(base)];
  /** Chains that were left in their middle, by RETURN or goto: their other rules were not asked. */
  const left = new Set<Visit>();
  const popTo = (length: number) => {
    while (stack.length > length) {
      const top = stack.pop();
      if (top && !left.delete(top)) top.askedTo = Infinity;
    }
  };

  for (const { index, step } of station.steps) {
    const depth = stack.findLastIndex((open) => open.chain.name === step.chain);
    popTo(Math.max(1, depth + 1));
    const top = stack.at(-1);
    if (!top) break;
    top.steps.push(index);
    if (step.kind === "policy") {
      top.policy = index;
      if (!left.delete(top)) top.askedTo = Infinity;
      continue;
    }
    top.askedTo = Math.max(top.askedTo, step.rule);
    const matched = top.matched.get(step.rule);
    if (matched) matched.push(index);
    else top.matched.set(step.rule, [index]);
    const target = ruleOf(top.chain, step.rule)?.target;
    if (target?.kind === "verdict" && target.verdict === "RETURN") left.add(top);
    if (target?.kind !== "jump" && target?.kind !== "goto") continue;
    if (target.kind === "goto") left.add(top);
    const callee = chains.get(target.chain);
    if (!callee || stack.some((open) => open.chain === callee)) continue;
    const to = visit(callee);
    to.entered.push(index);
    calls.push({ kind: target.kind, from: top, to, rule: step.rule, step: index });
    stack.push(to);
  }
  return { visits: [...visits.values()], calls, open: stack };
}

/** A caller always comes before what it calls, so that any beginning of these lists hangs together. */
function keep({ visits, open }: Followed, limit: number): ReadonlySet<Visit> {
  const ranked = [...open, ...visits.filter((visit) => visit.steps.length > 0), ...visits];
  return new Set([...new Set(ranked)].slice(0, limit));
}

/** Each chain one step to the right of the rightmost that calls it. The rounds are bounded, whatever the calls are. */
function setColumns(calls: readonly Call[]): void {
  for (let round = 0, moved = true; moved && round <= calls.length; round++) {
    moved = false;
    for (const { from, to } of calls) {
      if (to.column > from.column) continue;
      to.column = from.column + 1;
      moved = true;
    }
  }
}
