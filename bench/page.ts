/**
 * Measures the built page in a headless browser on a large dump and prints a table like `npm run bench` does.
 *
 * usage: npm run bench:page -- [--services 10000] [--endpoints 3] [--json FILE]       (the page is built before)
 */
import { parseArgs } from "node:util";
import { preview } from "vite";
import { readPaste } from "../src/paste/paste";
import { launchBrowser } from "../tests/browser/chromium";
import { makeCluster } from "./dump/cluster";
import { makeDump } from "./dump/dump";
import { openingRows } from "./page/opening";
import { pastingRows } from "./page/pasting";
import { playingRows } from "./page/playing";
import { typingRow } from "./page/typing";
import { processor, Table } from "./table";
import { timeOf } from "./times";

/** After fewer the compiler is still at work, and the paste would be held against a slow reading. */
const READINGS = 12;

/** Runs the bench; gives the exit status. */
export async function main(given: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...given],
    options: {
      services: { type: "string", default: "10000" },
      endpoints: { type: "string", default: "3" },
      json: { type: "string", default: ".cache/bench-page.json" },
    },
  });
  const cluster = makeCluster(Number(values.services), Number(values.endpoints), 1);
  const text = makeDump(cluster, { release: "1.30", comments: undefined, kubectl: null });
  const reading = Math.min(...Array.from({ length: READINGS }, () => timeOf(() => readPaste(text))));

  const server = await preview({ preview: { port: 0, host: "127.0.0.1" }, logLevel: "error" });
  const browser = await launchBrowser();
  const url = server.resolvedUrls?.local[0] ?? "";
  try {
    const table = new Table({
      dump: `${values.services} Services, ${values.endpoints} endpoints each, ${(text.length / 1e6).toFixed(1)} MB`,
      machine: `${processor()}; Chromium ${browser.version()}, headless, no GPU; node ${process.version}`,
    });
    table.take(await openingRows(browser, url));
    const pasted = await pastingRows(browser, url, { text, cluster, reading });
    table.take(pasted.rows);
    table.take([await typingRow(pasted.page)]);
    table.take(await playingRows(pasted.page));
    table.write(values.json);
    return 0;
  } finally {
    await browser.close();
    await server.close();
  }
}
