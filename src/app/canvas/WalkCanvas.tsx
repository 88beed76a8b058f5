/**
 * The picture of a packet's way, or of the rules alone while there is none: React Flow draws the graph that the worker
 * laid out, a token stands for the packet.
 * The list of steps beside it is its twin for those who do not see it; arrow keys and the space bar are the page's.
 */
import "@xyflow/react/dist/base.css";
import { type NodeMouseHandler, ReactFlow, ReactFlowProvider } from "@xyflow/react";
import { memo, type RefObject, startTransition, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Picture } from "../../graph/picture";
import { ChainCard } from "./ChainCard";
import { DecisionCard } from "./DecisionCard";
import { EndCard } from "./EndCard";
import { clickedOn, lineIndexOf } from "./clicked";
import { FamilySwitch } from "./FamilySwitch";
import { FoldCard } from "./FoldCard";
import { type FlowNode, flowNodes } from "./flow";
import { useGlide } from "./gliding";
import { FamilyContext, LineContext } from "./lists";
import { choose, openAt, useLooking } from "./looking";
import { MiniMap } from "./MiniMap";
import { PacketToken } from "./PacketToken";
import { RowBand } from "./RowBand";
import { RowLabels } from "./RowLabels";
import { createStanding, StandingContext } from "./standing";
import { useCamera } from "./use-camera";
import { useFocusInView } from "./use-focus-in-view";
import { useNeighbours } from "./use-neighbours";
import { hasWay, openingView, type Size } from "./view";
import { ViewSwitch } from "./ViewSwitch";
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
  /** True where there are rules of IPv4 and of IPv6. */
  readonly bothFamilies: boolean;
}

const NODE_TYPES = { chain: ChainCard, fold: FoldCard, row: RowBand, end: EndCard, decision: DecisionCard };
const LEAST_ZOOM = 0.15;
const MOST_ZOOM = 1.75;
/** In a lower window the small map would hide what it shows. */
const MAP_FROM = 440;
/** A new size changes little of the picture, and often comes with a new walk, whose own picture is then drawn first. */
const SIZE_MS = 20;
/** How far beyond the picture one can pan. */
const BEYOND = 600;

/** Drawn anew only for what it shows: the page around it changes with each letter. */
export const WalkCanvas = memo(function WalkCanvas(props: Props) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
});

function Canvas({ graph, step, onStep, onRule, playing, bothFamilies }: Props) {
  const region = useRef<HTMLElement>(null);
  const size = useSize(region);
  const [standing] = useState(() => createStanding(step));
  const nodes = useMemo(() => flowNodes(graph), [graph]);
  const { follows, follow, letGo, zoomIn, zoomOut, showWhole } = useCamera({ graph, step, playing, size });
  useFocusInView(region);
  useNeighbours(graph, standing);
  const before = useGlide(graph);

  useLayoutEffect(() => {
    standing.setState({ step });
  }, [standing, step]);

  const wanted = useLooking((looking) => looking.wanted);
  useEffect(() => {
    // On a narrow page the picture may stand far from what led to it.
    if (wanted) region.current?.scrollIntoView({ block: "nearest" });
  }, [wanted]);

  const onNodeClick: NodeMouseHandler<FlowNode> = (event, { data: { node } }) => {
    const index = lineIndexOf(event.target);
    const line = node.kind === "chain" && index !== null ? node.lines[index] : undefined;
    if (line?.kind === "gap") openAt(node.id, line.from);
    if (node.kind === "chain" && index === null) choose(node.id);
    const clicked = clickedOn(node, index, step);
    if (clicked.step !== null) onStep(clicked.step);
    if (clicked.line !== null) onRule(clicked.line);
  };

  return (
    <section ref={region} className={styles.canvas} aria-label="Graph" data-gliding={before !== null}>
      {size && (
        <FamilyContext value={graph.family}>
          <LineContext value={onRule}>
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
                onMoveStart={(event) => {
                  // What moves by itself has no event.
                  if (event) letGo();
                }}
                panOnScroll
                zoomOnDoubleClick={false}
                attributionPosition="bottom-left"
              >
                <WayLayer graph={graph} before={before} />
                <RowLabels graph={graph} />
                <PacketToken stops={graph.stops} step={step} before={before} />
              </ReactFlow>
              {size.height >= MAP_FROM && <MiniMap graph={graph} window={size} />}
              {hasWay(graph) ? <ViewSwitch /> : bothFamilies && <FamilySwitch shown={graph.family} />}
              <ZoomButtons
                onIn={zoomIn}
                onOut={zoomOut}
                onWhole={showWhole}
                onFollow={follows || !hasWay(graph) ? null : follow}
              />
            </StandingContext>
          </LineContext>
        </FamilyContext>
      )}
    </section>
  );
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
    let timer: ReturnType<typeof setTimeout> | undefined;
    const observer = new ResizeObserver(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        startTransition(measure);
      }, SIZE_MS);
    });
    observer.observe(current);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, [element]);
  return size;
}
