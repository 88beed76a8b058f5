/**
 * What must never be in a picture, whatever it shows: for the tests that draw many.
 */
import { NODE_BUDGET } from "./measure";
import type { GraphNode, Point, Picture } from "./picture";

/** What is wrong with a picture, in words; empty where it is sound. */
export function flawsOf(graph: Picture): string[] {
  return [...overlaps(graph), ...wrongEdges(graph), ...wrongStops(graph), ...wrongNodes(graph)];
}

function overlaps({ nodes }: Picture): string[] {
  const solid = nodes.filter(({ kind }) => kind !== "row");
  const rows = nodes.filter(({ kind }) => kind === "row");
  return [solid, rows].flatMap((group) =>
    group.flatMap((a, index) =>
      group.slice(index + 1).flatMap((b) => (apart(a, b) ? [] : [`${a.id} and ${b.id} overlap`])),
    ),
  );
}

function apart(a: GraphNode, b: GraphNode): boolean {
  return a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
}

/** A jump leads at least one column to the right, from the caller's side to the callee's; every edge joins two nodes. */
function wrongEdges({ view, nodes, edges }: Picture): string[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return edges.flatMap((edge) => {
    const source = byId.get(edge.source);
    const target = byId.get(edge.target);
    if (!source || !target) return [`${edge.id} joins nothing`];
    if (edge.kind === "flow" || edge.kind === "end") return [];
    const joined = edge.points[0]?.x === source.x + source.width && edge.points.at(-1)?.x === target.x;
    // In the Map a jump of a circle leads back, and what lies very deep shares the last column.
    return joined && (view === "map" || target.x > source.x + source.width)
      ? []
      : [`${edge.id} does not lead to the right`];
  });
}

/** Every stop stands in its node, and each way begins where the last one ended. */
function wrongStops({ nodes, stops }: Picture): string[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return stops.flatMap((stop, index) => {
    const node = byId.get(stop.node);
    const before = stops[index - 1];
    const found: string[] = [];
    if (!node?.steps.includes(index)) found.push(`step ${String(index)} does not stand in ${stop.node}`);
    else if (!inside(node, stop.at)) found.push(`step ${String(index)} stands beside ${stop.node}`);
    if (!same(stop.way.at(-1), stop.at)) found.push(`the way of step ${String(index)} ends elsewhere`);
    if (before && !same(stop.way[0], before.at)) found.push(`the way of step ${String(index)} begins elsewhere`);
    return found;
  });
}

function inside(node: GraphNode, { x, y }: Point): boolean {
  return node.x <= x && x <= node.x + node.width && node.y <= y && y <= node.y + node.height;
}

function same(a: Point | undefined, b: Point): boolean {
  return a?.x === b.x && a.y === b.y;
}

function wrongNodes({ nodes, edges, width, height }: Picture): string[] {
  const found: string[] = [];
  if (new Set(nodes.map(({ id }) => id)).size < nodes.length) found.push("two nodes have one id");
  if (new Set(edges.map(({ id }) => id)).size < edges.length) found.push("two edges have one id");
  if (nodes.length > NODE_BUDGET) found.push(`${String(nodes.length)} nodes are too many`);
  if (nodes.some((node) => node.x + node.width > width || node.y + node.height > height))
    found.push("a node lies outside");
  return found;
}
