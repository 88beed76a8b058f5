/**
 * Where the packet stands at each step, how it looks there, and the way on which it came from the step before.
 */
import type { Packet } from "../netfilter/packet";
import type { Outcome } from "../netfilter/trace";
import { destinationText, markText, sourceText } from "../telling/packet-words";
import { packetBefore } from "../telling/outcome-steps";
import type { GraphEdge, PacketPart, Point, Stop } from "./walk-graph";

/** Where a step stands, before it is known how the packet got there. */
export interface Place {
  readonly node: string;
  /** Which of the ways into things on the spine leads to where it stands. */
  readonly flow: number;
  readonly at: Point;
  readonly label: Point;
}

/** One stop for each step. `flows` are the ways into the things on the spine, from top to bottom. */
export function stopsOf(
  outcome: Outcome,
  places: ReadonlyMap<number, Place>,
  flows: readonly (readonly Point[])[],
  edges: readonly GraphEdge[],
): Stop[] {
  const jumps = new Map(
    edges.flatMap((edge) =>
      (edge.kind === "jump" || edge.kind === "goto") && edge.step !== null
        ? [[`${String(edge.step)} ${edge.target}`, edge] as const]
        : [],
    ),
  );
  const stops: Stop[] = [];
  let before: Place | undefined;
  let last: Packet | undefined;
  for (const [index, step] of outcome.steps.entries()) {
    const place = places.get(index);
    if (!place) break;
    const earlier = last ?? packetBefore(step);
    const jump = jumps.get(`${String(index)} ${place.node}`);
    stops.push({
      node: place.node,
      at: place.at,
      label: place.label,
      way: wayOf(before, place, flows, jump),
      source: part(sourceText(earlier), sourceText(step.packet)),
      destination: part(destinationText(earlier), destinationText(step.packet)),
      mark:
        earlier.mark === 0 && step.packet.mark === 0 ? null : part(markText(earlier.mark), markText(step.packet.mark)),
    });
    before = place;
    last = step.packet;
  }
  return stops;
}

function wayOf(
  before: Place | undefined,
  place: Place,
  flows: readonly (readonly Point[])[],
  jump: GraphEdge | undefined,
): readonly Point[] {
  const from = before?.at ?? flows[0]?.[0] ?? place.at;
  if (before?.flow === place.flow) return jump ? [from, ...jump.points, place.at] : [from, place.at];
  return [from, ...flows.slice((before?.flow ?? -1) + 1, place.flow + 1).flat(), place.at];
}

function part(before: string, after: string): PacketPart {
  return { text: after, changed: before !== after };
}
