/**
 * One outcome as a picture: the start, then rows and decisions from top to bottom, then the end, the edges between
 * them and the packet's stops. Pure, and linear in what it draws.
 */
import { ruleCount } from "../netfilter/read/printed-chain";
import { protocolName } from "../netfilter/protocols";
import type { Packet } from "../netfilter/packet";
import type { Chain, Ruleset } from "../netfilter/ruleset";
import { findChain } from "../netfilter/ruleset";
import type { Outcome } from "../netfilter/trace";
import { packetText } from "../telling/packet-words";
import type { OutcomeStory } from "../telling/story";
import { packetBefore } from "../telling/outcome-steps";
import { cameThrough } from "../telling/came-through";
import { chainMeanings, type ChainMeanings } from "../kubernetes/chain-meaning";
import type { Cluster } from "../kubernetes/cluster";
import type { Pictured } from "./pictured";
import type { RowOfChains } from "./beside";
import type { Visit } from "./calls";
import type { Line, PlacedRow } from "./layout-row";
import { aroundEnd, placeRow } from "./layout-row";
import { besideNode, cardNode } from "./row-nodes";
import {
  BAND,
  BORDER,
  CHAINS_PER_ROW,
  COLUMN_GAP,
  DECISION_HEIGHT,
  DECISION_WIDTH,
  END_HEIGHT,
  END_WIDTH,
  GUTTER,
  LABEL_HEIGHT,
  LABEL_RISE,
  NODE_BUDGET,
  QUIET_GAP,
  QUIET_LABEL,
  QUIET_ROW,
  QUIET_WIDTH,
  ROW_GAP,
  SPINE,
  START_HEIGHT,
} from "./measure";
import type { DecisionStation, RowStation } from "./rows";
import { endsEarly, stationsOf } from "./rows";
import type { SpinePlace } from "./stops";
import { spineWays, stopsOf } from "./stops";
import type { GraphEdge, GraphNode, Look, Picture, Point } from "./picture";

/**
 * The picture of one outcome. `paste` gives the ruleset of the packet's family; `story` has what chains mean and what
 * steps changed, with the outcome's own indexes.
 */
export function layoutWalk(paste: Pictured, outcome: Outcome, story: OutcomeStory, look: Look): Picture {
  return new Drawing(paste.rulesets[outcome.packet.family], paste.cluster, outcome, story, look).draw();
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
  private readonly places = new Map<number, SpinePlace>();
  /** The way into each thing on the spine, the start's left out. */
  private readonly flows: (readonly Point[])[] = [];
  private readonly decisions = new Map<string, number>();
  private readonly finalStep: number;
  private readonly meanings: ChainMeanings;
  /** Ids of what was opened; a chain's without a row is taken by the first row that has it. */
  private readonly opened: Set<string>;
  /** How many nodes may stand beside the way in each row. */
  private room = 0;
  private behind: Behind;
  private lastStep = -1;
  private ended = false;

  constructor(
    private readonly ruleset: Ruleset,
    cluster: Cluster,
    readonly outcome: Outcome,
    readonly story: OutcomeStory,
    private readonly look: Look,
  ) {
    this.opened = new Set(look.opened);
    this.meanings = chainMeanings(ruleset, cluster);
    this.finalStep = Math.max(0, outcome.steps.length - 1);
    this.behind = this.start();
  }

  draw(): Picture {
    const stations = stationsOf(this.ruleset, this.outcome);
    const last = stations.findLast((station) => station.kind === "decision" || station.steps.length > 0);
    const rows = stations.filter((station) => station.kind === "row" && this.isFull(station)).length;
    const left = NODE_BUDGET - ENDS - stations.length - rows * CHAINS_PER_ROW;
    this.room = this.look.alone || rows === 0 ? 0 : Math.max(0, Math.floor(left / rows));
    for (const station of stations) {
      if (this.look.alone && station.kind === "row" && station.steps.length === 0) continue;
      if (station.kind === "decision") this.decision(station);
      else this.row(station, station === last && endsEarly(this.outcome.verdict));
    }
    if (!this.ended) this.endBelow();
    return {
      view: "walk",
      family: this.outcome.packet.family,
      through: cameThrough(this.outcome),
      nodes: this.nodes,
      edges: this.edges,
      stops: stopsOf(this.outcome, this.places, spineWays(this.flows, this.edges)),
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
      width: DECISION_WIDTH,
      height: START_HEIGHT,
      steps: [],
      title,
      detail,
      verdict: null,
    });
    return this.straightDown("start", BORDER + START_HEIGHT);
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
    if (base && (this.isFull(station) || policyEnds)) this.fullRow(station, base, ends);
    else this.quietRow(station, base);
  }

  private isFull({ hook, table, steps }: RowStation): boolean {
    const base = findChain(this.ruleset, table, hook);
    return steps.length > 0 && base !== undefined && ruleCount(base) > 0;
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
    const row: RowOfChains = {
      name: rowName(station),
      table,
      chains: this.ruleset.tables.get(table)?.chains ?? new Map<string, Chain>(),
      opened: this.opened,
      room: this.room,
      meaningOf: (chain) => this.meanings.get(`${table}/${chain}`) ?? null,
    };
    const placed = placeRow(station, base, row, this, ends);
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
    for (const card of placed.cards)
      this.nodes.push(
        cardNode(card, chainId(station, card.visit.chain.name), station, y, standing.get(card.visit) ?? []),
      );
    for (const beside of placed.beside) {
      this.nodes.push(besideNode(beside, station, y));
      // What one row has shown the next does not show again, unless it was opened there.
      this.opened.delete(`chain:${table}/${beside.kind === "chain" ? beside.chain.name : ""}`);
      const source = "kind" in beside.caller ? beside.caller.id : chainId(station, beside.caller.chain.name);
      const points = beside.points.map(down);
      this.edges.push({ id: `${source}→${beside.id}`, kind: "jump", source, target: beside.id, points, step: null });
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
/** The start and the end. */
const ENDS = 2;
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

function rowName({ hook, pass, table }: RowStation): string {
  return `${hook}#${String(pass)}/${table}`;
}

function rowId(station: RowStation): string {
  return `row:${rowName(station)}`;
}

function chainId(station: RowStation, chain: string): string {
  return `chain:${rowName(station)}/${chain}`;
}

function quietNote(station: RowStation, base: Chain | undefined): string {
  if (!station.reached) return "not reached";
  if (!base || ruleCount(base) === 0) return "no rules";
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
