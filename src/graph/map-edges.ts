/**
 * The jumps of the Map, each pair of cards joined once, and the packet's way from hook to hook left of the lanes.
 */
import type { Outcome } from "../netfilter/trace";
import { calleesOf } from "./callees";
import type { Lane } from "./lane";
import { type PlacedEntry, type TableLane, wayHeight } from "./map-entry";
import { BAND, LANE_LABEL, MAP_EDGES, SPINE_INSET } from "./measure";
import type { GraphEdge, Point } from "./picture";
import type { Touches } from "./touches";
import { callWay } from "./ways";

/** The edges of the map, those of the packet's way last, so that they lie above. */
export function mapEdges(
  lanes: readonly TableLane[],
  placed: ReadonlyMap<string, PlacedEntry>,
  outcome: Pick<Outcome, "steps">,
  touches: Touches,
): GraphEdge[] {
  const last = Math.max(0, outcome.steps.length - 1);
  const walked = new Map<string, GraphEdge>();
  for (const { table, kind, from, to, step } of touches.jumps) {
    const lane = lanes.find((each) => each.table.name === table);
    const joined = lane && joinedBy(lane, placed, from, to);
    if (joined && !walked.has(joined.id)) walked.set(joined.id, { ...joined, kind, step: Math.min(step + 1, last) });
  }
  const idle = new Map<string, GraphEdge>();
  for (const lane of lanes) {
    for (const { chain } of lane.entries.length === 0 ? [] : lane.chains.values()) {
      const source = lane.standsIn.get(chain.name);
      for (const callee of calleesOf(chain).names) {
        // Most calls of a large dump stay within a fold or lead from one to another that is joined already.
        const target = lane.standsIn.get(callee);
        if (!source || !target || source === target || idle.has(`${source.id}→${target.id}`)) continue;
        const joined = joinedBy(lane, placed, chain.name, callee);
        if (joined && !walked.has(joined.id) && idle.size < MAP_EDGES)
          idle.set(joined.id, { ...joined, kind: "jump", step: null });
      }
    }
  }
  return [...idle.values(), ...walked.values(), ...flows(lanes, placed, outcome)];
}

type Joined = Pick<GraphEdge, "id" | "source" | "target" | "points">;

/** The edge between the cards in which two chains stand; undefined where they stand in one, or a card is not there. */
function joinedBy(lane: Lane, placed: ReadonlyMap<string, PlacedEntry>, from: string, to: string): Joined | undefined {
  const source = placed.get(lane.standsIn.get(from)?.id ?? "");
  const target = placed.get(lane.standsIn.get(to)?.id ?? "");
  if (!source || !target || source === target) return undefined;
  const exit = { x: source.x + source.width, y: wayHeight(source) };
  const enter = { x: target.x, y: wayHeight(target) };
  const columns = target.entry.column - source.entry.column;
  const points = callWay(exit, enter, exit.x, columns, source.top + LANE_LABEL / 2);
  return { id: `${source.entry.id}→${target.entry.id}`, source: source.entry.id, target: target.entry.id, points };
}

/** From each built-in chain that the packet comes to to the next, along the lanes' left side. */
function flows(
  lanes: readonly TableLane[],
  placed: ReadonlyMap<string, PlacedEntry>,
  { steps }: Pick<Outcome, "steps">,
): GraphEdge[] {
  const found: GraphEdge[] = [];
  let before: PlacedEntry | undefined;
  let at = "";
  for (const [index, step] of steps.entries()) {
    if (step.kind !== "rule" && step.kind !== "policy") continue;
    const row = `${step.hook} ${step.table}`;
    if (row === at) continue;
    at = row;
    const lane = lanes.find(({ table }) => table.name === step.table);
    const base = placed.get(lane?.standsIn.get(step.hook)?.id ?? "");
    if (!base) continue;
    if (before) found.push(flow(before, base, index));
    before = base;
  }
  return found;
}

function flow(from: PlacedEntry, to: PlacedEntry, step: number): GraphEdge {
  const points: readonly Point[] = [
    { x: from.x, y: wayHeight(from) },
    { x: BAND + SPINE_INSET, y: wayHeight(from) },
    { x: BAND + SPINE_INSET, y: wayHeight(to) },
    { x: to.x, y: wayHeight(to) },
  ];
  const id = `flow ${String(step)}:${from.entry.id}→${to.entry.id}`;
  return { id, kind: "flow", source: from.entry.id, target: to.entry.id, points, step };
}
