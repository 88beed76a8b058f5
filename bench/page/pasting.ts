/**
 * From the paste of a large dump to its graph and the walk of a packet, and how long the page stood still meanwhile.
 */
import type { Page } from "playwright-core";
import type { Cluster } from "../dump/cluster";
import { type Row, timeText } from "../row";
import { dumpOf, enterPacket } from "../../tests/browser/acts";
import { packetTo } from "./packet";

const MOST_RATIO = 2;
const MOST_STILL = 50;

/** `reading`: the milliseconds that reading the same text takes by itself. */
export async function pastingRows(page: Page, text: string, cluster: Cluster, reading: number): Promise<Row[]> {
  await page.getByRole("status", { name: "Verdict" }).getByText("Forwarded").waitFor();
  const { fields, ends } = packetTo(cluster.ports.at(-1));
  await enterPacket(page, fields);
  await page.keyboard.press("Escape");
  await dumpOf(page).click();
  await page.keyboard.press("ControlOrMeta+A");
  // The text is in the page before anything is timed.
  await page.evaluate((pasted) => {
    Object.assign(globalThis, { pasted });
  }, text);
  const { taken, longest } = await page.evaluate(
    async ({ wanted }) => {
      const tasks: number[] = [];
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) tasks.push(entry.duration);
      }).observe({ type: "longtask" });
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", (globalThis as unknown as { readonly pasted: string }).pasted);
      const editor = document.querySelector("[role=textbox][aria-label=Dump]");
      const begun = performance.now();
      editor?.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
      const told = () => document.querySelector("[aria-label=Verdict]")?.textContent ?? "";
      const shown = () =>
        wanted.some((end) => told().includes(end)) &&
        document.querySelector('[aria-label=Graph] [data-chain="nat/KUBE-SERVICES"]') !== null;
      while (!shown()) await new Promise((resolve) => requestAnimationFrame(resolve));
      const taken = performance.now() - begun;
      await new Promise((resolve) => setTimeout(resolve, 1000));
      return { taken, longest: Math.max(0, ...tasks) };
    },
    { wanted: ends },
  );
  return [
    {
      what: "the page: paste to graph and walk",
      figure: `${timeText(taken)}, ${(taken / reading).toFixed(2)} times the reading alone (${timeText(reading)})`,
      goal: "under 2 times the reading alone",
      reached: taken < MOST_RATIO * reading,
      numbers: { taken, reading, ratio: taken / reading },
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
