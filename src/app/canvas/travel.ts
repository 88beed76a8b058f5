/**
 * Moves an element along a way through corners, at an even pace, to where its style already puts it.
 */
import type { Point } from "../../graph/picture";
import { distance } from "../../graph/rounded";

const LONGEST_MS = 290;
/** How long what stands below a card that is opened glides. */
export const GLIDE_MS = 220;
const SHORTEST_MS = 140;
/** The pace of a short way; a long one takes LONGEST_MS whatever its length. */
const PIXELS_PER_MS = 2;

/** Does nothing for those who want no motion. */
export function travel(element: HTMLElement, way: readonly Point[]): void {
  for (const earlier of element.getAnimations()) if (!(earlier instanceof CSSAnimation)) earlier.cancel();
  const lengths = way.map((point, index) => distance(way[index - 1] ?? point, point));
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  if (whole === 0 || prefersNoMotion()) return;
  let gone = 0;
  const keyframes = way.map(({ x, y }, index) => {
    gone += lengths[index] ?? 0;
    return { transform: `translate(${String(x)}px, ${String(y)}px)`, offset: Math.min(1, gone / whole) };
  });
  const duration = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, whole / PIXELS_PER_MS));
  element.animate(keyframes, { duration, easing: "cubic-bezier(0.4, 0, 0.2, 1)" });
}

/** Moves an element straight to where its style already puts it, as the cards glide (gliding.ts). */
export function glide(element: HTMLElement, from: Point, to: Point): void {
  const at = ({ x, y }: Point) => `translate(${String(x)}px, ${String(y)}px)`;
  const easing = "cubic-bezier(0.25, 0.46, 0.45, 0.94)";
  element.animate([{ transform: at(from) }, { transform: at(to) }], { duration: GLIDE_MS, easing });
}

/** True where the reader's system asks for no motion. */
export function prefersNoMotion(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
