/**
 * The times of frames while a walk is played, and while the picture is panned, and our own script's share of them.
 */
import type { CDPSession, Page } from "playwright-core";
import { type Row, timeText } from "../row";

const MOST_USUAL = 17;
const MOST_EVER = 50;

/** Plays the walk that is on the page to its end, then pulls the picture about. */
export async function playingRows(page: Page): Promise<Row[]> {
  const client = await page.context().newCDPSession(page);
  await client.send("Performance.enable");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "First step" }).click();
  const playing = await framesWhile(page, client, async () => {
    await page.getByRole("button", { name: "Play" }).click();
    await page.getByRole("button", { name: "Play" }).waitFor({ timeout: 60_000 });
  });
  const graph = await page.getByRole("region", { name: "Graph" }).boundingBox();
  const panning = await framesWhile(page, client, async () => {
    if (!graph) throw new Error("there is no graph");
    const [x, y] = [graph.x + graph.width / 2, graph.y + graph.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let turn = 0; turn < 120; turn++) await page.mouse.move(x - turn, y - turn * 0.8);
    await page.mouse.up();
  });
  return [rowOf("playing a walk", playing), rowOf("panning the picture", panning)];
}

interface Frames {
  readonly times: readonly number[];
  /** Of the time, how much our script took, from 0 to 1. */
  readonly script: number;
}

async function framesWhile(page: Page, client: CDPSession, act: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => {
    const frames: number[] = [];
    let last = performance.now();
    const state = { frames, running: true };
    Object.assign(globalThis, { hooklineFrames: state });
    const frame = (now: number) => {
      frames.push(now - last);
      last = now;
      if (state.running) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  const before = await scriptSeconds(client);
  const begun = performance.now();
  await act();
  const passed = (performance.now() - begun) / 1000;
  const script = ((await scriptSeconds(client)) - before) / passed;
  const times = await page.evaluate(() => {
    const state = (globalThis as unknown as { hooklineFrames: { frames: number[]; running: boolean } }).hooklineFrames;
    state.running = false;
    return state.frames.slice(1);
  });
  return { times, script };
}

async function scriptSeconds(client: CDPSession): Promise<number> {
  const { metrics } = await client.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "ScriptDuration")?.value ?? 0;
}

function rowOf(what: string, { times, script }: Frames): Row {
  const sorted = times.toSorted((a, b) => a - b);
  const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? NaN;
  const longest = sorted.at(-1) ?? NaN;
  const perFrame = (script * times.reduce((all, one) => all + one, 0)) / times.length;
  return {
    what: `frames while ${what}`,
    figure: `p95 ${timeText(p95)}, longest ${timeText(longest)} of ${String(times.length)}; our script ${timeText(perFrame)} a frame`,
    goal: "p95 under 17 ms, none over 50 ms",
    reached: p95 < MOST_USUAL && longest <= MOST_EVER,
    numbers: { p95, longest, script, frames: times.length },
  };
}
