/**
 * Where the reader looks from: the camera follows the packet until the reader takes it in hand, and again when asked to.
 */
import { useReactFlow } from "@xyflow/react";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Picture } from "../../graph/picture";
import { useKeys } from "../keys/keys";
import { chooseView, tell, usePage } from "../page-store";
import { isPictureComing } from "./coming";
import { isSameWay } from "./gliding";
import { lookAtFamily, lookAtPacket, setAlone, useLooking, wantNothing } from "./looking";
import { prefersNoMotion } from "./travel";
import {
  cameThrough,
  followingView,
  hasWay,
  mostlyOutOfSight,
  nodeView,
  openingView,
  packetView,
  presentingView,
  type Size,
  wholeView,
} from "./view";

interface Scene {
  readonly graph: Picture;
  readonly step: number;
  readonly playing: boolean;
  readonly size: Size | null;
}

interface Camera {
  readonly follows: boolean;
  readonly follow: () => void;
  readonly letGo: () => void;
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
  readonly showWhole: () => void;
}

const PAN_MS = 240;

/** The camera of the canvas that it is called in. */
export function useCamera({ graph, step, playing, size }: Scene): Camera {
  const flow = useReactFlow();
  const [follows, setFollows] = useState(true);
  const shown = useRef<Picture | null>(null);
  const presenting = usePage((page) => page.snapshot.present);
  const presented = useRef(false);
  const wanted = useLooking((looking) => looking.wanted);
  const alone = useLooking((looking) => looking.alone);

  useEffect(() => {
    if (!size) return;
    const before = shown.current;
    shown.current = graph;
    if (before === null) return;
    if (before.view !== graph.view) {
      void flow.setViewport(openingView(graph, step, size));
      return;
    }
    // A new picture of a packet that came through stays where the reader looks: the end is told above.
    const view = flow.getViewport();
    if (before !== graph && mostlyOutOfSight(graph, size, view)) {
      void flow.setViewport(openingView(graph, step, size));
      return;
    }
    // What is opened or closed moves other cards, and never the reader's window.
    if (before !== graph && isSameWay(before, graph)) return;
    if (!follows || (before !== graph && cameThrough(graph, step))) return;
    const next = followingView(graph, step, size, view, playing);
    if (next.x !== view.x || next.y !== view.y) void flow.setViewport(next, glide());
    // A new size of the window moves nothing until the next step, nor does taking the camera in hand.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [graph, step, flow, playing]);

  useEffect(() => {
    if (!size) return;
    // A room reads from afar; the window grows while the panels go.
    if (presenting) void flow.setViewport(presentingView(graph, step, size));
    else if (presented.current) void flow.setViewport(packetView(graph, step, size));
    presented.current = presenting;
    // Steps are followed above.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [presenting, size, flow]);

  useEffect(() => {
    if (!wanted || !size) return;
    const { families, table, chain } = wanted;
    const [family = graph.family] = families;
    if (!families.includes(graph.family)) {
      lookAtFamily(family);
      return;
    }
    const node = graph.nodes.find((one) => one.kind === "chain" && one.table === table && one.chain === chain);
    if (node) {
      wantNothing();
      useLooking.setState({ chosen: node.id });
      void flow.setViewport(nodeView(node, size, flow.getViewport()), glide());
      return;
    }
    // What is not on the packet's way is in the Map alone.
    const timer = setInterval(() => {
      if (isPictureComing(graph)) return;
      if (graph.view === "walk") {
        chooseView("map");
        return;
      }
      wantNothing();
      lookAtPacket();
      const drawn = "the picture shows the chains of tables that have rules";
      tell({ tone: "wrong", text: `${chain} is not drawn: ${drawn}.`, undo: false });
    }, LOOK_MS);
    return () => {
      clearInterval(timer);
    };
  }, [wanted, graph, size, flow]);

  const camera = useMemo(
    () => ({
      follow: () => {
        setFollows(true);
        if (size) void flow.setViewport(packetView(graph, step, size), glide());
      },
      letGo: () => {
        setFollows(false);
      },
      zoomIn: () => void flow.zoomIn(glide()),
      zoomOut: () => void flow.zoomOut(glide()),
      showWhole: () => {
        setFollows(false);
        if (size) void flow.setViewport(wholeView(graph, size), glide());
      },
    }),
    [flow, graph, step, size],
  );
  useKeys(
    useMemo(
      () =>
        hasWay(graph)
          ? {
              follow: camera.follow,
              view: () => {
                chooseView(graph.view === "walk" ? "map" : "walk");
              },
              alone: () => {
                setAlone(!alone);
              },
            }
          : {},
      [camera, graph, alone],
    ),
  );
  return { follows, ...camera };
}

/** So often it is looked whether the picture with a chain that was opened is still to come. */
const LOOK_MS = 100;

/** How the picture moves: evenly, or at once for those who want no motion. React Flow's own way would zoom out and in again. */
export function glide() {
  return { duration: prefersNoMotion() ? 0 : PAN_MS, interpolate: "linear" } as const;
}
