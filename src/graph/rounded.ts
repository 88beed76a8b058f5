/**
 * A way through corners as the path of an SVG element, the corners rounded.
 */
import type { Point } from "./picture";

const RADIUS = 9;

/** The `d` of a path through all points. */
export function roundedPath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return "";
  let path = `M${at(first)}`;
  for (const [index, corner] of rest.entries()) {
    const before = points[index] ?? first;
    const after = rest[index + 1];
    if (!after) {
      path += `L${at(corner)}`;
      continue;
    }
    const into = Math.min(RADIUS, distance(before, corner) / 2);
    const out = Math.min(RADIUS, distance(corner, after) / 2);
    path += `L${at(toward(corner, before, into))}Q${at(corner)} ${at(toward(corner, after, out))}`;
  }
  return path;
}

/** The distance of two points. */
export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function toward(from: Point, to: Point, by: number): Point {
  const whole = distance(from, to);
  const share = whole === 0 ? 0 : by / whole;
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

function at({ x, y }: Point): string {
  return `${x.toFixed(1)},${y.toFixed(1)}`;
}
