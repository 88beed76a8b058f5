/**
 * Dumps that the generator makes are what iptables-save prints of a node: the kernel takes them, by both tools, and they
 * are saved again to the letter. Needs root and iptables.
 */
import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { makeCluster } from "../../../bench/dump/cluster";
import { kubeProxyDump } from "../../../bench/dump/kube-proxy";

const cluster = makeCluster(100, 3, 11);
/** Legacy saves the tables in another order, and both count what policies let through. */
const inOrder = (lines: readonly string[]) =>
  lines
    .filter((line) => line !== "" && !line.startsWith("#"))
    .join("\n")
    .replaceAll(/ACCEPT \[\d+:\d+\]/g, "ACCEPT [0:0]")
    .split(/(?=\*)/)
    .map((table) => table.trimEnd())
    .sort();

describe.each(["nft", "legacy"])("iptables-%s", (kind) => {
  it.each([
    ["1.30", true],
    ["1.30", false],
    ["1.22", true],
    ["1.22", false],
  ] as const)("saves the rules of Kubernetes %s as they were made, with comments: %s", (release, comments) => {
    const made = kubeProxyDump(cluster, release, comments);
    const saved = execFileSync("unshare", ["-n", "sh", "-c", `iptables-${kind}-restore && iptables-${kind}-save`], {
      input: `${made.join("\n")}\n`,
      encoding: "utf8",
    });
    expect(inOrder(saved.split("\n"))).toEqual(inOrder(made));
  });
});
