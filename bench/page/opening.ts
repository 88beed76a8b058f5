/**
 * A cold load of the page with its first sample: the scripts that come before its verdict is seen.
 */
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import type { Row } from "../row";

const MOST = 200_000;

/** The bytes of scripts, each gzipped, until the sample's verdict stands on the page, and of those that follow by themselves. */
export async function openingRow(browser: Browser, url: string): Promise<Row> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const scripts: { readonly at: number; readonly bytes: Promise<number> }[] = [];
  page.on("response", (response) => {
    if (!response.url().endsWith(".js")) return;
    scripts.push({ at: performance.now(), bytes: response.body().then((body) => gzipSync(body, { level: 9 }).length) });
  });
  await page.goto(url, { waitUntil: "commit" });
  await page.getByRole("status", { name: "Verdict" }).getByText("Forwarded").waitFor();
  const seen = performance.now();
  await page.waitForLoadState("networkidle");
  const sizes = await Promise.all(scripts.map(async ({ at, bytes }) => ({ first: at <= seen, bytes: await bytes })));
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

function sum(sizes: readonly { readonly bytes: number }[]): number {
  return sizes.reduce((total, { bytes }) => total + bytes, 0);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
