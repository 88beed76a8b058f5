/**
 * From the paste of a large dump to its graph and the walk of a packet, and how long the page stood still meanwhile. The
 * page is left alone for some seconds before, as by somebody who fetches the dump.
 */
import type { Page } from "playwright-core";
import type { Cluster } from "../dump/cluster";
import { type Row, timeText } from "../row";
import { dumpOf, enterPacket } from "../../tests/browser/acts";
import { packetTo } from "./packet";
import { readingThere } from "./reading-there";

const MOST_RATIO = 2;
const MOST_STILL = 50;
const FETCHING_MS = 3000;

/** `reading`: the milliseconds that reading the same text takes by itself. */
export async function pastingRows(page: Page, text: string, cluster: Cluster, reading: number): Promise<Row[]> {
  await page.getByRole("status", { name: "Verdict" }).getByText("Forwarded").waitFor();
  const { fields, ends, chain } = packetTo(cluster.ports.at(-1));
  await enterPacket(page, fields);
  await page.keyboard.press("Escape");
  await dumpOf(page).click();
  await page.keyboard.press("ControlOrMeta+A");
  // The text is in the page before anything is timed.
  await page.evaluate((pasted) => {
    Object.assign(globalThis, { pasted });
  }, text);
  await page.waitForTimeout(FETCHING_MS);
  const { taken, longest } = await page.evaluate(
    async ({ wanted, drawn }) => {
      const tasks: number[] = [];
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) tasks.push(entry.duration);
      }).observe({ type: "longtask" });
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", (globalThis as unknown as { readonly pasted: string }).pasted);
      const editor = document.querySelector("[role=textbox][aria-label=Dump]");
      // To copy the text to the clipboard is no task of the page.
      await new Promise((resolve) => setTimeout(resolve, 100));
      const begun = performance.now();
      editor?.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
      const told = () => document.querySelector("[aria-label=Verdict]")?.textContent ?? "";
      const shown = () =>
        wanted.some((end) => told().includes(end)) &&
        document.querySelector(`[aria-label=Graph] [data-chain="${drawn}"]`) !== null;
      while (!shown()) await new Promise((resolve) => requestAnimationFrame(resolve));
      const taken = performance.now() - begun;
      await new Promise((resolve) => setTimeout(resolve, 1000));
      return { taken, longest: Math.max(0, ...tasks) };
    },
    { wanted: ends, drawn: chain },
  );
  const there = await readingThere(page);
  const times = (alone: number) => (taken / alone).toFixed(2);
  return [
    {
      what: "the page: paste to graph and walk",
      figure: `${timeText(taken)}: ${times(reading)} times the reading alone in node, again and again (${timeText(reading)}); ${times(there)} times that in a new worker of this browser (${timeText(there)})`,
      goal: "under 2 times the reading alone in node",
      reached: taken < MOST_RATIO * reading,
      numbers: { taken, reading, ratio: taken / reading, readingThere: there, ratioThere: taken / there },
    },
    {
      what: "the page: the longest that it stood still meanwhile (long tasks of the main thread)",
      figure: longest === 0 ? "never over 50 ms" : timeText(longest),
      goal: "never over 50 ms",
      reached: longest <= MOST_STILL,
      numbers: { longest },
    },
  ];
}
