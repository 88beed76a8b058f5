/**
 * The Map: each chain once, a lane for each table in the kernel's order, in a lane the built-in chains left and each
 * chain as far to the right as jumps lead to it. Linear in the chains and calls of the ruleset.
 */
import { chainMeanings } from "../kubernetes/chain-meaning";
import type { Family } from "../netfilter/address";
import { hasRules } from "../netfilter/read/printed-chain";
import type { Ruleset, TableName } from "../netfilter/ruleset";
import { TABLE_NAMES } from "../netfilter/ruleset";
import type { Outcome } from "../netfilter/trace";
import { cameThrough } from "../telling/came-through";
import { headerOf } from "./card";
import { type Entry, laneOf } from "./lane";
import { foldListHeight, ruleListHeight } from "./lists";
import { mapEdges } from "./map-edges";
import { laneId, type PlacedEntry, type TableLane } from "./map-entry";
import { mapNode } from "./map-nodes";
import { mapStops, standingsOf } from "./map-stops";
import {
  BAND,
  BESIDE_GAP,
  BESIDE_WIDTH,
  BORDER,
  FOLD_HEIGHT,
  LANE_GAP,
  LANE_LABEL,
  MAP_GAP,
  MAP_GUTTER,
  NODE_BUDGET,
  QUIET_ROW,
  QUIET_WIDTH,
  ROW_FOOT,
} from "./measure";
import type { GraphNode, Look, Picture } from "./picture";
import type { Pictured } from "./pictured";
import { type Touches, touchesOf } from "./touches";

/** The map of the ruleset that an outcome's packet met, with the way of that packet. */
export function layoutMap(paste: Pictured, outcome: Outcome, look: Look): Picture {
  return drawn(paste, outcome.packet.family, outcome, look);
}

/** The map of a family's rules, which no packet walks. */
export function layoutRuleset(paste: Pictured, family: Family, look: Look): Picture {
  return drawn(paste, family, null, { ...look, view: "map", alone: false });
}

const NO_WAY: Pick<Outcome, "steps"> = { steps: [] };

function drawn(paste: Pictured, family: Family, outcome: Outcome | null, look: Look): Picture {
  const ruleset = paste.rulesets[family];
  const way = outcome ?? NO_WAY;
  const meanings = chainMeanings(ruleset, paste.cluster);
  const touches = touchesOf(way, ruleset);
  const lanes = lanesOf(ruleset, touches, look);
  const nodeOfStep = standingsOf(way, lanes);
  const steps = stepsByNode(nodeOfStep);
  const placed = new Map<string, PlacedEntry>();
  const rows: GraphNode[] = [];
  let y = BORDER;
  for (const { table, quiet, entries } of lanes) {
    const cards = placeEntries(entries, table.name, y, (chain) => meanings.get(`${table.name}/${chain}`) ?? null);
    for (const card of cards) placed.set(card.entry.id, card);
    const bottom = edgeOf(cards, y + (quiet ? QUIET_ROW : LANE_LABEL), (card) => card.y + card.height);
    const right = edgeOf(cards, MAP_GUTTER + QUIET_WIDTH, (card) => card.x + card.width);
    const place = { x: BAND, y, width: right + ROW_FOOT - BAND, height: bottom - y + (quiet ? 0 : ROW_FOOT) };
    const note = quiet ? "no rules" : null;
    const id = laneId(table.name);
    rows.push({ kind: "row", id, hook: null, table: table.name, quiet, note, steps: steps.get(id) ?? [], ...place });
    y += place.height + (quiet ? 0 : LANE_GAP);
  }
  const nodes = [
    ...rows,
    ...[...placed.values()].map((card) => mapNode(card, steps.get(card.entry.id) ?? [], touches)),
  ];
  const edges = mapEdges(lanes, placed, way, touches);
  return {
    view: "map",
    family,
    through: outcome !== null && cameThrough(outcome),
    nodes,
    edges,
    stops: mapStops(way, nodeOfStep, nodes, edges),
    width: edgeOf(nodes, 0, (node) => node.x + node.width) + BORDER,
    height: edgeOf(nodes, 0, (node) => node.y + node.height) + BORDER,
  };
}

function lanesOf(ruleset: Ruleset, touches: Touches, look: Look): TableLane[] {
  const tables = TABLE_NAMES.flatMap((name) => ruleset.tables.get(name) ?? []);
  const speaking = tables.filter(hasRules).length;
  const room = Math.floor((NODE_BUDGET - tables.length) / Math.max(1, speaking));
  const opened = new Set(look.opened);
  return tables.flatMap((table): TableLane[] => {
    const touched = touches.chains.get(table.name) ?? new Set<string>();
    if (look.alone && touched.size === 0) return [];
    if (!hasRules(table)) return [{ table, quiet: true, entries: [], standsIn: new Map(), chains: new Map() }];
    return [{ table, quiet: false, ...laneOf(table, { touched, opened, alone: look.alone, room }) }];
  });
}

/** Each entry below what stands in its column, and not above the chain by which it is come to. */
function placeEntries(
  entries: readonly Entry[],
  table: TableName,
  top: number,
  meaningOf: (chain: string) => string | null,
): PlacedEntry[] {
  const bottoms: number[] = [];
  const tops = new Map<string, number>();
  return [...entries].sort(inOrder).map((entry) => {
    const { column } = entry;
    const meaning = entry.kind === "chain" ? meaningOf(entry.chain.name) : null;
    const list = listOf(entry);
    const height = (entry.kind === "chain" ? headerOf(meaning) : FOLD_HEIGHT) + list;
    const below = bottoms[column] ?? top + LANE_LABEL - BESIDE_GAP;
    const y = Math.max(below + BESIDE_GAP, (entry.parent === null ? undefined : tops.get(entry.parent)) ?? 0);
    bottoms[column] = y + height;
    if (entry.kind === "chain") tops.set(entry.chain.name, y);
    return {
      entry,
      table,
      meaning,
      top,
      x: MAP_GUTTER + column * (BESIDE_WIDTH + MAP_GAP),
      y,
      width: BESIDE_WIDTH,
      height,
      list,
    };
  });
}

/** A fold before what was taken out of it, so that opening moves what stands below and nothing else. */
function inOrder(a: Entry, b: Entry): number {
  return a.order - b.order || Number(b.kind === "fold") - Number(a.kind === "fold") || a.within - b.within;
}

function listOf(entry: Entry): number {
  if (entry.kind === "fold") return entry.state === "list" ? foldListHeight(entry.count) : 0;
  return entry.opened ? ruleListHeight(entry.chain) : 0;
}

/** The largest of what `edge` gives; there may be too many to spread them into one call. */
function edgeOf<Thing>(things: readonly Thing[], least: number, edge: (thing: Thing) => number): number {
  return things.reduce((most, thing) => Math.max(most, edge(thing)), least);
}

/** The steps that stand in each node, by its id. */
function stepsByNode(nodeOfStep: readonly (string | undefined)[]): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const [index, id] of nodeOfStep.entries()) {
    if (id === undefined) continue;
    const known = found.get(id);
    if (known) known.push(index);
    else found.set(id, [index]);
  }
  return found;
}
