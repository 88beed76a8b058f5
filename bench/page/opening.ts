/**
 * A cold load of the page with its first sample: the scripts that come before its verdict is seen, and how soon it is.
 */
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { type Row, timeText } from "../row";
import { median } from "../times";
import { serveOver, type Wire } from "./wire";

const MOST = 200_000;
const LOADS = 5;
/** A middling line at home: 10 Mbit/s, and each answer 40 ms away. */
const WIRE: Wire = { away: 40, speed: 1250 };

/** What a cold load costs in bytes, and in time on this machine and over a wire. */
export async function openingRows(browser: Browser, url: string): Promise<readonly Row[]> {
  const wire = await serveOver(WIRE, "dist");
  const rows = [
    await scriptsRow(browser, url),
    await timeRow(browser, url, "from this machine"),
    await timeRow(browser, wire.url, "over 10 Mbit/s, 40 ms away"),
  ];
  wire.stop();
  return rows;
}

/** The bytes of scripts, each gzipped, until the sample's verdict stands on the page, and of those that follow by themselves. */
async function scriptsRow(browser: Browser, url: string): Promise<Row> {
  const page = await freshPage(browser);
  const scripts: { readonly asked: number; readonly bytes: Promise<number> }[] = [];
  page.on("response", (response) => {
    if (!response.url().endsWith(".js")) return;
    const bytes = response.body().then((body) => gzipSync(body, { level: 9 }).length);
    scripts.push({ asked: response.request().timing().startTime, bytes });
  });
  await page.goto(url);
  const { origin, verdict } = await seenTimes(page);
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(1000);
  const sizes = await Promise.all(
    scripts.map(async ({ asked, bytes }) => ({ first: asked <= origin + verdict, bytes: await bytes })),
  );
  await page.close();
  const first = sum(sizes.filter((one) => one.first));
  const all = sum(sizes);
  return {
    what: "opening: scripts before the sample's verdict is seen, gzipped",
    figure: `${kilobytes(first)} in ${String(sizes.filter((one) => one.first).length)} files, ${kilobytes(all - first)} afterwards`,
    goal: "at most 200 kB",
    reached: first <= MOST,
    numbers: { first, all },
  };
}

/** How soon verdict and picture are there, the median of some cold loads. */
async function timeRow(browser: Browser, url: string, from: string): Promise<Row> {
  const [verdicts, pictures]: [number[], number[]] = [[], []];
  for (let load = 0; load < LOADS; load++) {
    const page = await freshPage(browser);
    await page.goto(url);
    const { verdict, picture } = await seenTimes(page);
    verdicts.push(verdict);
    pictures.push(picture);
    await page.close();
  }
  const [verdict, picture] = [median(verdicts), median(pictures)];
  return {
    what: `opening: a cold load to the sample's verdict, ${from}`,
    figure: `${timeText(verdict)} (median of ${String(LOADS)}), its picture after ${timeText(picture)}`,
    goal: undefined,
    reached: undefined,
    numbers: { verdict, picture },
  };
}

/** A page with nothing kept of an earlier one, that notes by itself when verdict and picture are there. */
async function freshPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(() => {
    const signs = {
      verdict: () => document.querySelector("[aria-label=Verdict]")?.textContent.includes("Forwarded") === true,
      picture: () => document.querySelector("[data-chain]") !== null,
    };
    new MutationObserver(() => {
      for (const [name, seen] of Object.entries(signs))
        if (document.documentElement.dataset[name] === undefined && seen())
          document.documentElement.dataset[name] = String(performance.now());
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  return page;
}

/** Milliseconds from the beginning of the load; `origin` is that beginning since 1970. */
async function seenTimes(
  page: Page,
): Promise<{ readonly origin: number; readonly verdict: number; readonly picture: number }> {
  await page.locator("html[data-verdict][data-picture]").waitFor();
  return page.evaluate(() => {
    const { verdict, picture } = document.documentElement.dataset;
    return { origin: performance.timeOrigin, verdict: Number(verdict), picture: Number(picture) };
  });
}

function sum(sizes: readonly { readonly bytes: number }[]): number {
  return sizes.reduce((total, { bytes }) => total + bytes, 0);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
