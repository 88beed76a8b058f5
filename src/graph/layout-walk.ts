/**
 * One outcome as a picture: the start, then rows and decisions from top to bottom, then the end, the edges between
 * them and the packet's stops. Pure, and linear in what it draws.
 */
import type { Family } from "../netfilter/address";
import { protocolName } from "../netfilter/protocols";
import type { Packet } from "../netfilter/packet";
import type { Chain, Ruleset } from "../netfilter/ruleset";
import { findChain } from "../netfilter/ruleset";
import type { Outcome } from "../netfilter/trace";
import { packetText } from "../telling/packet-words";
import type { OutcomeStory } from "../telling/story";
import { packetBefore } from "../telling/outcome-steps";
import type { Visit } from "./calls";
import type { Line, PlacedRow } from "./layout-row";
import { aroundEnd, placeRow } from "./layout-row";
import {
  BAND,
  BORDER,
  COLUMN_GAP,
  DECISION_HEIGHT,
  DECISION_WIDTH,
  END_HEIGHT,
  END_WIDTH,
  GUTTER,
  LABEL_HEIGHT,
  LABEL_RISE,
  QUIET_GAP,
  QUIET_LABEL,
  QUIET_ROW,
  QUIET_WIDTH,
  ROW_GAP,
  SPINE,
} from "./measure";
import type { DecisionStation, RowStation } from "./rows";
import { endsEarly, stationsOf } from "./rows";
import type { Place } from "./stops";
import { stopsOf } from "./stops";
import type { GraphEdge, GraphNode, Point, WalkGraph } from "./walk-graph";

/**
 * The picture of one outcome. `paste` gives the ruleset of the packet's family; `story` has what chains mean and what
 * steps changed, with the outcome's own indexes.
 */
export function layoutWalk(
  paste: { readonly rulesets: Readonly<Record<Family, Ruleset>> },
  outcome: Outcome,
  story: OutcomeStory,
): WalkGraph {
  return new Drawing(paste.rulesets[outcome.packet.family], outcome, story).draw();
}

/** What stands above the next thing on the spine. */
interface Behind {
  readonly id: string;
  /** Its bottom, air not included. */
  readonly bottom: number;
  readonly quiet: boolean;
  /** The corners from where the packet leaves it to the spine; what is to the right comes back at the height `lane`. */
  readonly leave: (lane: number) => readonly Point[];
}

class Drawing {
  private readonly nodes: GraphNode[] = [];
  private readonly edges: GraphEdge[] = [];
  private readonly places = new Map<number, Place>();
  /** The way into each thing on the spine, the start's left out. */
  private readonly flows: (readonly Point[])[] = [];
  private readonly decisions = new Map<string, number>();
  private readonly finalStep: number;
  private behind: Behind;
  private lastStep = -1;
  private ended = false;

  constructor(
    private readonly ruleset: Ruleset,
    readonly outcome: Outcome,
    readonly story: OutcomeStory,
  ) {
    this.finalStep = Math.max(0, outcome.steps.length - 1);
    this.behind = this.start();
  }

  draw(): WalkGraph {
    const stations = stationsOf(this.ruleset, this.outcome);
    const last = stations.findLast((station) => station.kind === "decision" || station.steps.length > 0);
    for (const station of stations) {
      if (station.kind === "decision") this.decision(station);
      else this.row(station, station === last && endsEarly(this.outcome.verdict));
    }
    if (!this.ended) this.endBelow();
    return {
      nodes: this.nodes,
      edges: this.edges,
      stops: stopsOf(this.outcome, this.places, this.flows, this.edges),
      width: Math.max(...this.nodes.map((node) => node.x + node.width)) + BORDER,
      height: Math.max(...this.nodes.map((node) => node.y + node.height)) + BORDER,
    };
  }

  private start(): Behind {
    const packet = firstPacket(this.outcome);
    const title = packet.in ?? "a process of this node";
    const detail = `${protocolName(packet.proto)} ${packetText(packet)}`;
    this.nodes.push({
      kind: "start",
      id: "start",
      x: GUTTER,
      y: BORDER,
      width: END_WIDTH,
      height: END_HEIGHT,
      steps: [],
      title,
      detail,
      verdict: null,
    });
    return this.straightDown("start", BORDER + END_HEIGHT);
  }

  private decision({ hook, pass, step: { index, step } }: DecisionStation): void {
    const name = `${step.kind}:${hook}#${String(pass)}`;
    const before = this.decisions.get(name) ?? 0;
    this.decisions.set(name, before + 1);
    const id = before === 0 ? name : `${name}/${String(before)}`;
    const y = this.behind.bottom + ROW_GAP;
    this.nodes.push({
      kind: step.kind,
      id,
      x: GUTTER,
      y,
      width: DECISION_WIDTH,
      height: DECISION_HEIGHT,
      steps: [index],
      title: TITLES[step.kind],
      detail: step.text,
    });
    this.flow(id, { x: SPINE, y });
    const at = { x: SPINE, y: y + DECISION_HEIGHT / 2 };
    this.stand(index, id, at, { x: GUTTER + DECISION_WIDTH + 10, y: at.y - LABEL_HEIGHT / 2 });
    this.behind = this.straightDown(id, y + DECISION_HEIGHT);
  }

  private row(station: RowStation, ends: boolean): void {
    const base = findChain(this.ruleset, station.table, station.hook);
    const policyEnds = ends && station.steps.at(-1)?.step.kind === "policy";
    if (!base || station.steps.length === 0 || (base.rules.length === 0 && !policyEnds)) this.quietRow(station, base);
    else this.fullRow(station, base, ends);
  }

  private quietRow(station: RowStation, base: Chain | undefined): void {
    const id = rowId(station);
    const y = this.behind.bottom + (this.behind.quiet ? QUIET_GAP : ROW_GAP);
    const steps = station.steps.map(({ index }) => index);
    const { hook, table } = station;
    this.nodes.push({
      kind: "row",
      id,
      hook,
      table,
      quiet: true,
      note: quietNote(station, base),
      x: BAND,
      y,
      width: QUIET_WIDTH,
      height: QUIET_ROW,
      steps,
    });
    const at = { x: SPINE, y: y + QUIET_ROW / 2 };
    this.flow(id, at, station.reached);
    for (const index of steps) this.stand(index, id, at, { x: QUIET_LABEL, y: at.y - LABEL_HEIGHT / 2 });
    this.behind = { id, bottom: y + QUIET_ROW, quiet: true, leave: () => [at] };
  }

  private fullRow(station: RowStation, base: Chain, ends: boolean): void {
    const { hook, table } = station;
    const placed = placeRow(station, base, this.ruleset.tables.get(table)?.chains ?? new Map<string, Chain>(), this);
    const size = ends ? aroundEnd(placed) : placed;
    const y = this.behind.bottom + ROW_GAP;
    const down = (point: Point): Point => ({ x: point.x, y: point.y + y });
    const steps = station.steps.map(({ index }) => index);
    this.nodes.push({
      kind: "row",
      id: rowId(station),
      hook,
      table,
      quiet: false,
      note: placed.left > 0 ? `${placed.left.toLocaleString("en")} more chains were passed` : null,
      x: BAND,
      y,
      width: size.width - BAND,
      height: size.height,
      steps,
    });
    const standing = stepsByCard(steps, placed);
    for (const { visit, meaning, lines, entry, ...box } of placed.cards) {
      const { chain, entered } = visit;
      const id = chainId(station, chain.name);
      this.nodes.push({
        kind: "chain",
        id,
        hook,
        table,
        chain: chain.name,
        meaning,
        policy: chain.policy,
        line: chain.line,
        absent: chain.absent,
        lines,
        entered,
        entry,
        ...box,
        y: box.y + y,
        steps: standing.get(visit) ?? [],
      });
    }
    const baseId = chainId(station, base.name);
    const baseCard = placed.cards[0];
    this.flow(baseId, { x: SPINE, y: y + (baseCard?.y ?? 0) });
    for (const { kind, from, to, rule, step, points } of placed.edges) {
      const source = chainId(station, from.chain.name);
      const target = chainId(station, to.chain.name);
      this.edges.push({
        id: `${source}[${String(rule)}]→${to.chain.name}@${String(from.steps.indexOf(step))}`,
        kind,
        source,
        target,
        points: points.map(down),
        step: Math.min(step + 1, this.finalStep),
      });
    }
    for (const index of steps) {
      const line = placed.lines.get(index);
      if (!line) continue;
      const label = { x: line.card.x, y: line.card.y + y - LABEL_RISE };
      this.stand(index, chainId(station, line.card.visit.chain.name), down(line.at), label);
    }
    const bottom = y + size.height;
    const lastLine = placed.lines.get(this.lastStep);
    this.behind = {
      id: baseId,
      bottom,
      quiet: false,
      leave: (lane) => leaveRow(ends ? undefined : lastLine, placed, y, lane),
    };
    if (ends) this.endBeside(placed, lastLine, station, y);
  }

  private endBeside(placed: PlacedRow, line: Line | undefined, station: RowStation, top: number): void {
    const { x, y } = placed.end;
    this.end(x, y + top);
    if (!line) return;
    const exit = { x: line.exit.x, y: line.exit.y + top };
    const enter = { x, y: y + top + END_HEIGHT / 2 };
    const bend = line.columnRight + COLUMN_GAP / 2;
    this.edges.push({
      id: "end",
      kind: "end",
      source: chainId(station, line.card.visit.chain.name),
      target: END_ID,
      points: [exit, { x: bend, y: exit.y }, { x: bend, y: enter.y }, enter],
      step: this.finalStep,
    });
  }

  private endBelow(): void {
    const y = this.behind.bottom + ROW_GAP;
    this.flow(END_ID, { x: SPINE, y });
    this.end(GUTTER, y);
  }

  private end(x: number, y: number): void {
    this.ended = true;
    const { sentence, detail } = this.story;
    const { packet, verdict, steps } = this.outcome;
    this.nodes.push({
      kind: "end",
      id: END_ID,
      x,
      y,
      width: END_WIDTH,
      height: END_HEIGHT,
      steps: steps.length === 0 ? [] : [this.finalStep],
      title: sentence,
      detail: detail ?? packetText(packet),
      verdict,
    });
  }

  /** The edge from what stands above. */
  private flow(target: string, enter: Point, reached = true): void {
    const points = [...this.behind.leave(this.behind.bottom + ROW_GAP / 2), enter];
    this.flows.push(points);
    this.edges.push({
      id: `flow→${target}`,
      kind: target === END_ID ? "end" : "flow",
      source: this.behind.id,
      target,
      points,
      step: reached && !this.ended ? Math.min(this.lastStep + 1, this.finalStep) : null,
    });
  }

  private stand(index: number, node: string, at: Point, label: Point): void {
    this.places.set(index, { node, flow: this.flows.length - 1, at, label });
    this.lastStep = index;
  }

  private straightDown(id: string, bottom: number): Behind {
    return { id, bottom, quiet: false, leave: () => [{ x: SPINE, y: bottom }] };
  }
}

const END_ID = "end";
const TITLES = {
  routing: "Routing decision",
  tracking: "Connection tracking",
  rewrite: "Rewritten by connection tracking",
} as const;

/** What came to the first rule, as far as the steps tell. */
function firstPacket(outcome: Outcome): Packet {
  const first = outcome.steps[0];
  return first ? packetBefore(first) : outcome.packet;
}

function rowId({ hook, pass, table }: RowStation): string {
  return `row:${hook}#${String(pass)}/${table}`;
}

function chainId({ hook, pass, table }: RowStation, chain: string): string {
  return `chain:${hook}#${String(pass)}/${table}/${chain}`;
}

function quietNote(station: RowStation, base: Chain | undefined): string {
  if (!station.reached) return "not reached";
  const rules = base?.rules.length ?? 0;
  if (rules === 0) return "no rules";
  return station.table === "nat" ? "not asked: only a connection's first packet is" : "not asked";
}

/** The steps that stand in each card, those of chains that are left out with their callers. */
function stepsByCard(steps: readonly number[], { lines }: PlacedRow): ReadonlyMap<Visit, readonly number[]> {
  const found = new Map<Visit, number[]>();
  for (const index of steps) {
    const visit = lines.get(index)?.card.visit;
    if (!visit) continue;
    const known = found.get(visit);
    if (known) known.push(index);
    else found.set(visit, [index]);
  }
  return found;
}

/** From the line where the packet leaves a row back to the spine: straight down from the base chain, else by the lane. */
function leaveRow(line: Line | undefined, placed: PlacedRow, top: number, lane: number): readonly Point[] {
  const base = placed.cards[0];
  if (!line || line.card === base) return [{ x: SPINE, y: top + (base ? base.y + base.height : 0) }];
  const aside = line.columnRight + COLUMN_GAP * 0.7;
  return [
    { x: line.exit.x, y: line.exit.y + top },
    { x: aside, y: line.exit.y + top },
    { x: aside, y: lane },
    { x: SPINE, y: lane },
  ];
}
