/**
 * Where the picture stands in its window: pure reckoning, in pixels. Zoom never goes below what can be read unless the
 * reader asks for it, and the picture moves only when the packet would be out of sight.
 */
import type { Viewport } from "@xyflow/react";
import type { GraphNode, Stop, Picture } from "../../graph/picture";

export interface Size {
  readonly width: number;
  readonly height: number;
}

interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

/** Below this the rules cannot be read; the picture does not open any smaller. */
const READABLE_ZOOM = 0.8;
/** Names of chains can be read down to this. */
const MAP_ZOOM = 0.6;
const NATURAL_ZOOM = 1;
const PRESENTING_ZOOM = 1.6;
/** The least distance of the packet's card from the window's sides; while it plays nobody steers, so there is more of it. */
const MARGIN = 12;
const PLAYING_MARGIN = 64;

/** Of the packet's label; longer with IPv6, which then may be cut off. */
const LABEL_WIDTH = 320;

/** As large as can be read, as much of it as fits, the packet in view. */
export function packetView(graph: Picture, step: number, window: Size): Viewport {
  return followingView(graph, step, window, cornerView(graph, window), false);
}

/** How the picture opens: at the packet, or at the beginning where the packet has come through, which is told above. */
export function openingView(graph: Picture, step: number, window: Size): Viewport {
  if (graph.view === "map") return mapView(graph, window) ?? packetView(graph, step, window);
  return cameThrough(graph, step) ? cornerView(graph, window) : packetView(graph, step, window);
}

/** The whole map, where it can still be read; undefined where it is too large for that. */
function mapView(graph: Picture, window: Size): Viewport | undefined {
  const whole = wholeView(graph, window);
  return whole.zoom >= MAP_ZOOM ? whole : undefined;
}

/** Large enough for a room, the packet in view. */
export function presentingView(graph: Picture, step: number, window: Size): Viewport {
  return followingView(graph, step, window, { x: 0, y: 0, zoom: PRESENTING_ZOOM }, false);
}

/** True where a picture that is smaller than the one before would leave most of the window to nothing. */
export function mostlyOutOfSight(graph: Picture, window: Size, { x, y, zoom }: Viewport): boolean {
  const hidden = (offset: number, picture: number, room: number) =>
    Math.min(offset + picture, room) - Math.max(offset, 0) < Math.min(picture, room) / 2;
  return hidden(y, graph.height * zoom, window.height) || hidden(x, graph.width * zoom, window.width);
}

/** True where the packet stands at a good end. Where it was stopped, the rule that stopped it is what to look at. */
export function cameThrough(graph: Picture, step: number): boolean {
  return isLast(graph, step) && graph.through;
}

function cornerView(graph: Picture, window: Size): Viewport {
  return { x: 0, y: 0, zoom: Math.min(NATURAL_ZOOM, Math.max(READABLE_ZOOM, window.width / graph.width)) };
}

/** True where a packet goes through the picture. */
export function hasWay({ stops }: Picture): boolean {
  return stops.length > 0;
}

function isLast(graph: Picture, step: number): boolean {
  return step === graph.stops.length - 1;
}

/** The whole picture in the window, however small that is. */
export function wholeView(graph: Picture, window: Size): Viewport {
  const zoom = Math.min(NATURAL_ZOOM, window.width / graph.width, window.height / graph.height);
  return {
    x: Math.max(0, (window.width - graph.width * zoom) / 2),
    y: Math.max(0, (window.height - graph.height * zoom) / 2),
    zoom,
  };
}

/** The view in which the packet can be seen: the same one where it can be seen already. */
export function followingView(graph: Picture, step: number, window: Size, view: Viewport, playing: boolean): Viewport {
  const stop = graph.stops[step];
  if (!stop || window.width === 0) return view;
  const box = boxOf(graph, stop, step);
  const margin = playing ? PLAYING_MARGIN : MARGIN;
  const { zoom } = view;
  const x = along(view.x, { start: box.x * zoom, length: box.width * zoom }, window.width, graph.width * zoom, margin);
  const y = along(
    view.y,
    { start: box.y * zoom, length: box.height * zoom },
    window.height,
    graph.height * zoom,
    margin,
  );
  return { x, y, zoom: view.zoom };
}

/** What has to be in view at a stop: the card's width, from the packet's label to its line; at the end, the end too. */
function boxOf(graph: Picture, stop: Stop, step: number): Box {
  const card = graph.nodes.find(({ id }) => id === stop.node);
  const top = Math.min(stop.label.y, stop.at.y - 30);
  const left = card && card.kind !== "row" ? card.x : stop.at.x - 20;
  const right = Math.max(card && card.kind !== "row" ? card.x + card.width : left, stop.label.x + LABEL_WIDTH);
  const box = { x: left, y: top, width: right - left, height: stop.at.y + 40 - top };
  const end = isLast(graph, step) ? graph.nodes.find(({ kind }) => kind === "end") : undefined;
  return end ? around(box, end) : box;
}

function around(box: Box, end: GraphNode): Box {
  const x = Math.min(box.x, end.x);
  const y = Math.min(box.y, end.y);
  return {
    x,
    y,
    width: Math.max(box.x + box.width, end.x + end.width) - x,
    height: Math.max(box.y + box.height, end.y + end.height) - y,
  };
}

/**
 * One axis: stays where the box is in view; else at the picture's beginning where it is in view from there; else with
 * the box a little before the middle, and no more of nothing beyond the picture than there must be.
 */
function along(
  offset: number,
  box: { readonly start: number; readonly length: number },
  window: number,
  picture: number,
  margin: number,
): number {
  const least = Math.max(0, Math.min(margin, (window - box.length) / 2));
  const visible = (at: number) => at + box.start >= least && at + box.start + box.length <= window - least;
  if (box.length > window) return -box.start;
  if (visible(offset)) return offset;
  if (visible(0)) return 0;
  const before = window * 0.45 - box.length / 2;
  const centred = Math.max(least, Math.min(before, window - least - box.length)) - box.start;
  const filled = Math.min(0, Math.max(centred, window - picture));
  return visible(filled) ? filled : centred;
}

/** The view in which a box of the window, in its pixels, is seen: the same one where it is already. */
export function viewOf(box: Box, window: Size, view: Viewport): Viewport {
  const shift = (start: number, length: number, room: number) =>
    Math.max(MARGIN, Math.min(start, room - MARGIN - length)) - start;
  return {
    x: view.x + shift(box.x, box.width, window.width),
    y: view.y + shift(box.y, box.height, window.height),
    zoom: view.zoom,
  };
}

/** The view in which a node stands in the middle, or its beginning where it is larger than the window; readable, if it was not. */
export function nodeView(node: GraphNode, window: Size, { zoom: before }: Viewport): Viewport {
  const zoom = Math.max(before, READABLE_ZOOM);
  const width = Math.min(node.width * zoom, window.width - 2 * MARGIN);
  const height = Math.min(node.height * zoom, window.height - 2 * MARGIN);
  return { x: (window.width - width) / 2 - node.x * zoom, y: (window.height - height) / 2 - node.y * zoom, zoom };
}
