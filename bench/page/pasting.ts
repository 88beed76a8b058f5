/**
 * From the paste of a large dump to its graph and the walk of a packet, and how long the page stood still meanwhile. Each
 * paste is one into a fresh page, which is left alone for some seconds before, as by somebody who fetches the dump.
 */
import type { Browser, Page } from "playwright-core";
import type { Cluster } from "../dump/cluster";
import { type Row, timeText } from "../row";
import { median } from "../times";
import { dumpOf, typePacket } from "../../tests/browser/acts";
import { packetTo, type TypedPacket } from "./packet";
import { readingThere, type ReadingThere } from "./reading-there";

const PASTES = 5;
const MOST_RATIO = 2;
const MOST_STILL = 50;
const FETCHING_MS = 3000;

interface Pasted {
  /** In milliseconds, until all is shown. */
  readonly taken: number;
  /** The longest task of the page's own thread. */
  readonly longest: number;
}

/**
 * The rows, and the page of the last paste. `reading`: the milliseconds that reading such a text takes by itself in node.
 * Pastes and readings by themselves take turns.
 */
export async function pastingRows(
  browser: Browser,
  url: string,
  dump: { readonly text: string; readonly cluster: Cluster; readonly reading: number },
): Promise<{ readonly rows: readonly Row[]; readonly page: Page }> {
  const { text, cluster, reading } = dump;
  const packet = packetTo(cluster.ports.at(-1));
  const readings: ReadingThere[] = [];
  const pastes: Pasted[] = [];
  const turn = async () => {
    readings.push(await readingThere(browser, url, text));
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    pastes.push(await pasteInto(page, url, text, packet));
    return page;
  };
  let page = await turn();
  while (pastes.length < PASTES) {
    await page.close();
    page = await turn();
  }
  const all = pastes.map(({ taken }) => taken);
  const [taken, least, most] = [median(all), Math.min(...all), Math.max(...all)];
  const alone = median(readings.map((one) => one.alone));
  const asked = median(readings.map((one) => one.asked));
  const longest = Math.max(...pastes.map((one) => one.longest));
  const times = (by: number) => (taken / by).toFixed(2);
  const rows: Row[] = [
    {
      what: "the page: paste to graph and walk",
      figure:
        `${timeText(taken)} (median of ${String(PASTES)}; ${timeText(least)} to ${timeText(most)}): ${times(alone)} times the reading alone in the worker ` +
        `that the page keeps ready (${timeText(alone)} by its own clock; ${timeText(asked)} from asking to its answer, ${times(asked)} times)`,
      goal: "under 2 times the reading alone in this browser, by its own clock",
      reached: taken < MOST_RATIO * alone,
      numbers: { taken, least, most, alone, ratio: taken / alone, asked, ratioAsked: taken / asked },
    },
    {
      what: "the page: the same against node",
      figure: `${times(reading)} times the reading alone in node, again and again (${timeText(reading)})`,
      goal: "under 2 times",
      reached: taken < MOST_RATIO * reading,
      numbers: { reading, ratio: taken / reading },
    },
    {
      what: "the page: the longest that it stood still meanwhile (long tasks of the main thread)",
      figure: `${longest === 0 ? "never over 50 ms" : timeText(longest)} in ${String(PASTES)} pastes`,
      goal: "never over 50 ms",
      reached: longest <= MOST_STILL,
      numbers: { longest },
    },
  ];
  return { rows, page };
}

/** Opens a page, types a packet to a Service that its sample lacks, and pastes the dump that has it. */
async function pasteInto(page: Page, url: string, text: string, packet: TypedPacket): Promise<Pasted> {
  await page.goto(url);
  await page.getByRole("status", { name: "Verdict" }).getByText("Forwarded").waitFor();
  await typePacket(page, packet.fields);
  await page.keyboard.press("Escape");
  await dumpOf(page).click();
  await page.keyboard.press("ControlOrMeta+A");
  // The text is in the page before anything is timed.
  await page.evaluate((pasted) => {
    Object.assign(globalThis, { pasted });
  }, text);
  await page.waitForTimeout(FETCHING_MS);
  return page.evaluate(pasteAndWait, { wanted: packet.ends, drawn: packet.chain });
}

/** In the page: pastes, and waits until the walk is told and the picture drawn. */
async function pasteAndWait(sought: { readonly wanted: readonly string[]; readonly drawn: string }): Promise<Pasted> {
  const { wanted, drawn } = sought;
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
}
