/**
 * The picture of a packet's way: React Flow draws the graph that the worker laid out, a token stands for the packet.
 * The list of steps beside it is its twin for those who do not see it; arrow keys and the space bar are the page's.
 */
import "@xyflow/react/dist/base.css";
import { type NodeMouseHandler, ReactFlow, ReactFlowProvider, useReactFlow } from "@xyflow/react";
import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Picture } from "../../graph/picture";
import { ChainCard } from "./ChainCard";
import { DecisionCard } from "./DecisionCard";
import { EndCard } from "./EndCard";
import { clickedOn, lineIndexOf } from "./clicked";
import { FoldCard } from "./FoldCard";
import { type FlowNode, flowNodes } from "./flow";
import { PacketToken } from "./PacketToken";
import { RowBand } from "./RowBand";
import { RowLabels } from "./RowLabels";
import { createStanding, StandingContext } from "./standing";
import { prefersNoMotion } from "./travel";
import { cameThrough, followingView, openingView, packetView, type Size, wholeView } from "./view";
import { WayLayer } from "./WayLayer";
import { ZoomButtons } from "./ZoomButtons";
import styles from "./WalkCanvas.module.css";

interface Props {
  readonly graph: Picture;
  readonly step: number;
  readonly onStep: (step: number) => void;
  /** Told the line of the paste of a rule that was clicked. */
  readonly onRule: (line: number) => void;
  readonly playing: boolean;
}

const NODE_TYPES = { chain: ChainCard, fold: FoldCard, row: RowBand, end: EndCard, decision: DecisionCard };
const LEAST_ZOOM = 0.15;
const MOST_ZOOM = 1.75;
const PAN_MS = 240;
/** How far beyond the picture one can pan. */
const BEYOND = 600;

export function WalkCanvas(props: Props) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}

function Canvas({ graph, step, onStep, onRule, playing }: Props) {
  const region = useRef<HTMLElement>(null);
  const size = useSize(region);
  const [standing] = useState(() => createStanding(step));
  const flow = useReactFlow();
  const nodes = useMemo(() => flowNodes(graph), [graph]);
  const shown = useRef<Picture | null>(null);

  useLayoutEffect(() => {
    standing.setState({ step });
  }, [standing, step]);

  useEffect(() => {
    if (!size) return;
    const before = shown.current;
    shown.current = graph;
    // A new picture of a packet that came through stays where the reader looks: the end is told above.
    if (before === null || (before !== graph && cameThrough(graph, step))) return;
    const view = flow.getViewport();
    const next = followingView(graph, step, size, view, playing);
    if (next.x !== view.x || next.y !== view.y) void flow.setViewport(next, glide());
    // A new size of the window moves nothing until the next step.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [graph, step, flow, playing]);

  const zoomIn = () => void flow.zoomIn(glide());
  const zoomOut = () => void flow.zoomOut(glide());
  const showWhole = () => {
    if (size) void flow.setViewport(wholeView(graph, size), glide());
  };
  const showPacket = () => {
    if (size) void flow.setViewport(packetView(graph, step, size), glide());
  };
  const onNodeClick: NodeMouseHandler<FlowNode> = (event, { data }) => {
    const clicked = clickedOn(data.node, lineIndexOf(event.target), step);
    if (clicked.step !== null) onStep(clicked.step);
    if (clicked.line !== null) onRule(clicked.line);
  };

  return (
    <section ref={region} className={styles.canvas} aria-label="Graph">
      {size && (
        <StandingContext value={standing}>
          <ReactFlow
            nodes={nodes}
            nodeTypes={NODE_TYPES}
            defaultViewport={openingView(graph, step, size)}
            minZoom={LEAST_ZOOM}
            maxZoom={MOST_ZOOM}
            translateExtent={[
              [-BEYOND, -BEYOND],
              [graph.width + BEYOND, graph.height + BEYOND],
            ]}
            nodesDraggable={false}
            nodesConnectable={false}
            nodesFocusable={false}
            elementsSelectable={false}
            disableKeyboardA11y
            deleteKeyCode={null}
            selectionKeyCode={null}
            multiSelectionKeyCode={null}
            panActivationKeyCode={null}
            zoomActivationKeyCode={null}
            onNodeClick={onNodeClick}
            panOnScroll
            zoomOnDoubleClick={false}
            attributionPosition="top-right"
          >
            <WayLayer graph={graph} />
            <RowLabels graph={graph} />
            <PacketToken stops={graph.stops} step={step} />
          </ReactFlow>
          <ZoomButtons onIn={zoomIn} onOut={zoomOut} onWhole={showWhole} onPacket={showPacket} />
        </StandingContext>
      )}
    </section>
  );
}

/** How the picture moves: evenly, or at once for those who want no motion. React Flow's own way would zoom out and in again. */
function glide() {
  return { duration: prefersNoMotion() ? 0 : PAN_MS, interpolate: "linear" } as const;
}

/** The size of an element, as it changes; null until it is known. */
function useSize(element: RefObject<HTMLElement | null>): Size | null {
  const [size, setSize] = useState<Size | null>(null);
  useLayoutEffect(() => {
    const { current } = element;
    if (!current) return;
    const measure = () => {
      setSize({ width: current.clientWidth, height: current.clientHeight });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => {
      observer.disconnect();
    };
  }, [element]);
  return size;
}
