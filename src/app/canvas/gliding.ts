/**
 * From one picture of a walk to another, when something in it was opened or closed: what is opened stays where it is, and
 * what stands below glides to its new place, so that the eye can follow.
 */
import { useEffect, useMemo, useState } from "react";
import type { GraphEdge, Picture, Point } from "../../graph/picture";
import { GLIDE_MS, prefersNoMotion } from "./travel";

interface Pictures {
  readonly graph: Picture;
  /** Null where nothing glides. */
  readonly before: Picture | null;
}

/** The picture from which the present one comes gliding; null where nothing moves, or another walk is shown at once. */
export function useGlide(graph: Picture): Picture | null {
  const [pictures, setPictures] = useState<Pictures>({ graph, before: null });
  if (pictures.graph !== graph) {
    const glides = isSameWay(pictures.graph, graph) && !prefersNoMotion();
    setPictures({ graph, before: glides ? pictures.graph : null });
  }
  const { before } = pictures;
  useEffect(() => {
    if (!before) return;
    const timer = setTimeout(() => {
      setPictures({ graph, before: null });
    }, GLIDE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [before, graph]);
  return before;
}

/** True where two pictures show one walk in one view: only what stands around it differs. */
export function isSameWay(before: Picture, after: Picture): boolean {
  return (
    before.view === after.view &&
    before.stops.length === after.stops.length &&
    before.stops.every(({ node }, index) => node === after.stops[index]?.node)
  );
}

/** The edges as they are on the way from an earlier picture, at each frame; those of the picture itself where nothing glides. */
export function useGlidingEdges({ edges }: Picture, before: Picture | null): readonly GraphEdge[] {
  const [share, setShare] = useState(1);
  const old = useMemo(() => before && new Map(before.edges.map((edge) => [edge.id, edge.points])), [before]);
  useEffect(() => {
    if (!before) return;
    const begun = performance.now();
    let frame = 0;
    const draw = (now: number) => {
      const done = Math.min(1, Math.max(0, (now - begun) / GLIDE_MS));
      setShare(eased(done));
      if (done < 1) frame = requestAnimationFrame(draw);
    };
    draw(begun);
    return () => {
      cancelAnimationFrame(frame);
      setShare(1);
    };
  }, [before]);
  return useMemo(
    () =>
      old && share < 1
        ? edges.map((edge) => ({ ...edge, points: between(old.get(edge.id), edge.points, share) }))
        : edges,
    [edges, old, share],
  );
}

/** As the style sheet has it: cubic-bezier(0.25, 0.46, 0.45, 0.94). */
function eased(done: number): number {
  return 1 - (1 - done) ** 2;
}

/** A way that has as many corners as before moves corner by corner; any other is where it belongs at once. */
function between(before: readonly Point[] | undefined, after: readonly Point[], share: number): readonly Point[] {
  if (before?.length !== after.length) return after;
  return after.map(({ x, y }, index) => {
    const from = before[index] ?? { x, y };
    return { x: from.x + (x - from.x) * share, y: from.y + (y - from.y) * share };
  });
}
