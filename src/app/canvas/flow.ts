/**
 * The picture in React Flow's words. Sizes are given, so that it measures nothing.
 */
import type { Node } from "@xyflow/react";
import type { ChainNode, DecisionNode, EndNode, FoldNode, GraphNode, Picture, RowNode } from "../../graph/picture";

export type ChainFlowNode = Node<{ readonly node: ChainNode }, "chain">;
export type RowFlowNode = Node<{ readonly node: RowNode }, "row">;
export type EndFlowNode = Node<{ readonly node: EndNode }, "end">;
export type DecisionFlowNode = Node<{ readonly node: DecisionNode }, "decision">;
export type FoldFlowNode = Node<{ readonly node: FoldNode }, "fold">;
export type FlowNode = ChainFlowNode | FoldFlowNode | RowFlowNode | EndFlowNode | DecisionFlowNode;

/** Bands lie under the edges, cards and thin lines over them. */
const BAND = -1;
const CARD = 1;

/** The nodes to mount. */
export function flowNodes(graph: Picture): FlowNode[] {
  return graph.nodes.map(flowNode);
}

function flowNode(node: GraphNode): FlowNode {
  const { id, x, y, width, height } = node;
  const place = { id, position: { x, y }, width, height, measured: { width, height } };
  switch (node.kind) {
    case "chain":
      return { ...place, type: "chain", zIndex: CARD, data: { node } };
    case "fold":
      return { ...place, type: "fold", zIndex: CARD, data: { node } };
    case "row":
      return { ...place, type: "row", zIndex: node.quiet ? CARD : BAND, data: { node } };
    case "start":
    case "end":
      return { ...place, type: "end", zIndex: CARD, data: { node } };
    default:
      return { ...place, type: "decision", zIndex: CARD, data: { node } };
  }
}
