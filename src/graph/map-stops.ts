/**
 * Where the packet stands in the Map at each step. What belongs to no table stands where the packet was before.
 */
import type { Outcome } from "../netfilter/trace";
import { type TableLane, laneId } from "./map-entry";
import { HEADER, LABEL_RISE, SPINE, SPINE_INSET } from "./measure";
import type { GraphEdge, GraphNode, Point, Stop } from "./picture";
import { type Place, stopsOf } from "./stops";

/** The id of the node in which each step stands; undefined for all where nothing is drawn. */
export function standingsOf(
  { steps }: Pick<Outcome, "steps">,
  lanes: readonly TableLane[],
): readonly (string | undefined)[] {
  const own = steps.map((step) => {
    if (step.kind !== "rule" && step.kind !== "policy") return undefined;
    const lane = lanes.find(({ table }) => table.name === step.table);
    return lane && (lane.standsIn.get(step.chain)?.id ?? laneId(step.table));
  });
  let before = own.find((id) => id !== undefined);
  return own.map((id) => (before = id ?? before));
}

/** One stop for each step that stands in a node. */
export function mapStops(
  outcome: Pick<Outcome, "steps">,
  nodeOfStep: readonly (string | undefined)[],
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
): Stop[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const places = new Map<number, Place>();
  for (const [index, id] of nodeOfStep.entries()) {
    const place = placeIn(byId.get(id ?? ""));
    if (place) places.set(index, place);
  }
  return stopsOf(outcome, places, (from, to, index) => {
    const edge = edges.find(
      ({ step, source, target }) => step === index && source === from?.node && target === to.node,
    );
    return from && edge ? [from.at, ...edge.points, to.at] : [from?.at ?? to.at, to.at];
  });
}

function placeIn(node: GraphNode | undefined): Place | undefined {
  if (!node) return undefined;
  const at: Point =
    node.kind === "row"
      ? { x: SPINE, y: node.y + node.height / 2 }
      : { x: node.x + SPINE_INSET, y: node.y + HEADER / 2 };
  return { node: node.id, at, label: { x: node.x, y: node.y - LABEL_RISE } };
}
