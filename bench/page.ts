/**
 * Measures the built page in a headless browser on a large dump and prints a table like `npm run bench` does.
 *
 * usage: npm run bench:page -- [--services 10000] [--endpoints 3] [--json FILE]       (the page is built before)
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { preview } from "vite";
import { launchBrowser } from "../tests/browser/chromium";
import { makeCluster } from "./dump/cluster";
import { makeDump } from "./dump/dump";
import { openingRows } from "./page/opening";
import { pastingRows } from "./page/pasting";
import { playingRows } from "./page/playing";
import { typingRow } from "./page/typing";
import type { Row } from "./row";
import { processor, Table } from "./table";

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
  const reading = readingInNode(values.services, values.endpoints);

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

/** What reading such a dump takes in node, in milliseconds: as `npm run bench` measures it, built as the command line is. */
function readingInNode(services: string, endpoints: string): number {
  const file = ".cache/bench-reading.json";
  const asked = ["--only", "reading", "--services", services, "--endpoints", endpoints, "--json", file];
  execFileSync("node", ["scripts/bench.mjs", ...asked]);
  const { rows } = JSON.parse(readFileSync(file, "utf8")) as { readonly rows: readonly Row[] };
  return rows.find(({ what }) => what === "reading")?.numbers.reading ?? NaN;
}
