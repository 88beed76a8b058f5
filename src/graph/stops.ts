/**
 * Where the packet stands at each step, how it looks there, and the way on which it came from the step before.
 */
import type { Packet } from "../netfilter/packet";
import type { Outcome } from "../netfilter/trace";
import { destinationText, markText, sourceText } from "../telling/packet-words";
import { packetBefore } from "../telling/outcome-steps";
import type { GraphEdge, PacketPart, Point, Stop } from "./picture";

/** Where a step stands, before it is known how the packet got there. */
export interface Place {
  readonly node: string;
  readonly at: Point;
  readonly label: Point;
}

/** In the Walk. */
export interface SpinePlace extends Place {
  /** Which of the ways into things on the spine leads to where it stands. */
  readonly flow: number;
}

/** One stop for each step; `wayOf` gives the way between two of them, from where the packet is to where it comes. */
export function stopsOf<Standing extends Place>(
  outcome: Pick<Outcome, "steps">,
  places: ReadonlyMap<number, Standing>,
  wayOf: (from: Standing | undefined, to: Standing, step: number) => readonly Point[],
): Stop[] {
  const stops: Stop[] = [];
  let before: Standing | undefined;
  let last: Packet | undefined;
  for (const [index, step] of outcome.steps.entries()) {
    const place = places.get(index);
    if (!place) break;
    const earlier = last ?? packetBefore(step);
    stops.push({
      node: place.node,
      at: place.at,
      label: place.label,
      way: wayOf(before, place, index),
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

/** The ways of the Walk: along a jump, or down the spine. `flows` are those into the things on it, from top to bottom. */
export function spineWays(
  flows: readonly (readonly Point[])[],
  edges: readonly GraphEdge[],
): (from: SpinePlace | undefined, to: SpinePlace, step: number) => readonly Point[] {
  const jumps = new Map(
    edges.flatMap((edge) =>
      (edge.kind === "jump" || edge.kind === "goto") && edge.step !== null
        ? [[`${String(edge.step)} ${edge.target}`, edge] as const]
        : [],
    ),
  );
  return (before, place, step) => {
    const from = before?.at ?? flows[0]?.[0] ?? place.at;
    const jump = jumps.get(`${String(step)} ${place.node}`);
    if (before?.flow === place.flow) return jump ? [from, ...jump.points, place.at] : [from, place.at];
    return [from, ...flows.slice((before?.flow ?? -1) + 1, place.flow + 1).flat(), place.at];
  };
}

function part(before: string, after: string): PacketPart {
  return { text: after, changed: before !== after };
}
