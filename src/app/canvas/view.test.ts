import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { draw, kubeNode, toNginx } from "../../graph/walk.fixture";
import { followingView, mostlyOutOfSight, openingView, packetView, viewOf, wholeView } from "./view";

const ruleset = kubeNode(20);
const graph = draw(ruleset, toNginx(ruleset));
const window = { width: 760, height: 620 };

describe("the picture opens", () => {
  test("no smaller than can be read, no larger than it is", () => {
    expect(openingView(graph, 0, window).zoom).toBeGreaterThanOrEqual(0.75);
    expect(openingView(graph, 0, { width: 5000, height: 4000 }).zoom).toBe(1);
  });

  test("at its upper left corner where the packet is there", () => {
    expect(openingView(graph, 0, window)).toMatchObject({ x: 0, y: 0 });
  });

  test("at its beginning where the packet came through", () => {
    expect(openingView(graph, graph.stops.length - 1, window)).toMatchObject({ x: 0, y: 0 });
    expect(packetView(graph, graph.stops.length - 1, window).y).toBeLessThan(0);
  });
});

test("a picture is out of sight where most of the window would show none of it", () => {
  expect(mostlyOutOfSight(graph, window, openingView(graph, 0, window))).toBe(false);
  expect(mostlyOutOfSight(graph, window, { x: 0, y: 100 - graph.height, zoom: 1 })).toBe(true);
  expect(mostlyOutOfSight(graph, window, { x: window.width - 50, y: 0, zoom: 1 })).toBe(true);
});

test("what comes into focus comes into the window by the shortest way, and moves nothing where it is seen", () => {
  const view = { x: -40, y: -300, zoom: 0.9 };
  const button = { width: 16, height: 16 };
  expect(viewOf({ ...button, x: 200, y: 100 }, window, view)).toEqual(view);
  expect(viewOf({ ...button, x: 200, y: window.height + 84 }, window, view)).toEqual({ ...view, y: -300 - 84 - 28 });
  expect(viewOf({ ...button, x: -88, y: 100 }, window, view)).toEqual({ ...view, x: -40 + 88 + 12 });
  // Of what is larger than the window the beginning is seen.
  expect(viewOf({ x: 12, y: 500, width: 100, height: 4000 }, window, view)).toEqual({ ...view, y: -300 - 488 });
});

test("a packet that is in view moves nothing", () => {
  const view = openingView(graph, 3, window);
  expect(followingView(graph, 3, window, view, false)).toEqual(view);
});

test("wherever the reader has gone, the next step is brought into view", () => {
  const anywhere = fc.record({
    x: fc.integer({ min: -3000, max: 1000 }),
    y: fc.integer({ min: -3000, max: 1000 }),
    zoom: fc.constantFrom(0.4, 0.78, 1, 1.4),
  });
  const size = fc.record({ width: fc.integer({ min: 560, max: 1600 }), height: fc.integer({ min: 420, max: 1200 }) });
  fc.assert(
    fc.property(anywhere, size, fc.nat(graph.stops.length - 1), fc.boolean(), (from, room, step, playing) => {
      const view = followingView(graph, step, room, from, playing);
      const { at } = graph.stops[step] ?? { at: { x: 0, y: 0 } };
      expect(view.zoom).toBe(from.zoom);
      expect(view.x + at.x * view.zoom).toBeGreaterThanOrEqual(0);
      expect(view.x + at.x * view.zoom).toBeLessThanOrEqual(room.width);
      expect(view.y + at.y * view.zoom).toBeGreaterThanOrEqual(0);
      expect(view.y + at.y * view.zoom).toBeLessThanOrEqual(room.height);
    }),
  );
});

test("the whole picture fits, and stands in the middle", () => {
  const { x, y, zoom } = wholeView(graph, window);
  expect(graph.width * zoom).toBeLessThanOrEqual(window.width + 1e-6);
  expect(graph.height * zoom).toBeLessThanOrEqual(window.height + 1e-6);
  expect(x * 2 + graph.width * zoom).toBeCloseTo(window.width);
  expect(y).toBeGreaterThanOrEqual(0);
});
