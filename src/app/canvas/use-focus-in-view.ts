/**
 * The picture moves so far that what the keyboard comes to in it is seen: a card may stand anywhere.
 */
import { useReactFlow } from "@xyflow/react";
import { type RefObject, useEffect } from "react";
import { glide } from "./use-camera";
import { viewOf } from "./view";

/** Follows the focus within the region of the canvas that it is called in. */
export function useFocusInView(region: RefObject<HTMLElement | null>): void {
  const flow = useReactFlow();
  useEffect(() => {
    const { current } = region;
    if (!current) return;
    const see = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement) || !target.matches(".react-flow__node :focus-visible")) return;
      const window = current.getBoundingClientRect();
      const { left, top, width, height } = target.getBoundingClientRect();
      const view = flow.getViewport();
      const next = viewOf({ x: left - window.left, y: top - window.top, width, height }, window, view);
      // What is told of a rule is placed at once, and would be left behind.
      const moves = next.x !== view.x || next.y !== view.y;
      if (moves) void flow.setViewport(next, target.matches("[data-rule]") ? undefined : glide());
    };
    current.addEventListener("focusin", see);
    return () => {
      current.removeEventListener("focusin", see);
    };
  }, [region, flow]);
}
