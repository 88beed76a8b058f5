/**
 * Measures Hookline on a large dump and prints a table: what was measured, what is to be reached, and whether it was.
 *
 * usage: npm run bench -- [--services 10000] [--endpoints 3] [--release 1.30|1.22] [--comments always|never] [--runs 5]
 *                         [--only reading,memory,walking,kubectl,linear] [--json FILE]
 *
 * `kubectl` and `linear`, which takes some minutes, are done only where they are asked for; `--seed` chooses its random texts.
 */
import { execFileSync } from "node:child_process";
import { release as systemRelease, totalmem, type } from "node:os";
import { parseArgs } from "node:util";
import { makeCluster } from "./dump/cluster";
import { makeDump } from "./dump/dump";
import { kubeProxyDump } from "./dump/kube-proxy";
import { growingRows } from "./rows/growing";
import { kubectlRows } from "./rows/kubectl";
import { memoryRow } from "./rows/memory";
import { readingRows } from "./rows/reading";
import { walkingRows } from "./rows/walking";
import { processor, Table } from "./table";

const { values } = parseArgs({
  options: {
    services: { type: "string", default: "10000" },
    endpoints: { type: "string", default: "3" },
    release: { type: "string", default: "1.30" },
    comments: { type: "string" },
    runs: { type: "string", default: "5" },
    seed: { type: "string", default: "1" },
    only: { type: "string", default: "reading,memory,walking" },
    json: { type: "string", default: ".cache/bench.json" },
  },
});
const PARTS = ["memory", "reading", "kubectl", "linear", "walking"];
const only = values.only.split(",");
const unknown = only.find((part) => !PARTS.includes(part));
if (unknown !== undefined) {
  console.error(`bench: --only ${unknown}: some of ${PARTS.join(", ")} were expected`);
  process.exit(2);
}
const release = values.release === "1.22" ? "1.22" : "1.30";
const comments = values.comments === undefined ? undefined : values.comments === "always";

function made(services: number, endpoints = Number(values.endpoints)) {
  const cluster = makeCluster(services, endpoints, 1);
  return { cluster, text: makeDump(cluster, { release, comments, kubectl: null }) };
}

const large = made(Number(values.services));
const rules = large.text.match(/^-A /gm)?.length ?? 0;
const table = new Table({
  dump: `kube-proxy ${release}, ${values.services} Services, ${String(large.cluster.ports.length)} ports, ${values.endpoints} endpoints each, ${String(rules)} rules, ${(large.text.length / 1e6).toFixed(1)} MB`,
  machine: `${processor()}, ${(totalmem() / 2 ** 30).toFixed(0)} GB, ${type()} ${systemRelease()}`,
  versions: `node ${process.version}, V8 ${process.versions.v8}, ${iptablesVersion()}`,
});
// Memory first: what the others leave behind would be counted.
if (only.includes("memory")) table.take([memoryRow(large.text)]);
if (only.includes("reading"))
  table.take(
    readingRows(large.text, kubeProxyDump(large.cluster, release, comments).join("\n") + "\n", Number(values.runs)),
  );
if (only.includes("kubectl")) table.take(kubectlRows(large.cluster, Number(values.runs)));
if (only.includes("linear")) table.take(growingRows(Number(values.runs), Number(values.seed)));
if (only.includes("walking")) table.take(walkingRows(large, made(100), made(3, 1000)));

table.write(values.json);

function iptablesVersion(): string {
  try {
    return execFileSync("iptables", ["--version"], { encoding: "utf8" }).trim();
  } catch {
    return "no iptables";
  }
}
