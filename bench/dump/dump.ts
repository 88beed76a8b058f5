/**
 * The whole paste of a node: the rules, its addresses and routes, and what kubectl says of the cluster.
 */
import type { Cluster } from "./cluster";
import { kubeProxyDump, type Release } from "./kube-proxy";
import { kubectlObjects } from "./kubectl-objects";
import { kubectlLines, nodeLines } from "./node";

export interface DumpOptions {
  readonly release: Release;
  /** Whether rules of endpoints bear comments; undefined for what kube-proxy would do, which leaves them out in large clusters. */
  readonly comments: boolean | undefined;
  /** What kubectl says of the cluster, and how; null for nothing. */
  readonly kubectl: "tables" | "yaml" | "json" | null;
}

/** The paste as one text, by what the options choose. */
export function makeDump(cluster: Cluster, { release, comments, kubectl }: DumpOptions): string {
  return [
    ...kubeProxyDump(cluster, release, comments),
    ...nodeLines(cluster),
    ...(kubectl === null ? [] : kubectl === "tables" ? kubectlLines(cluster) : kubectlObjects(cluster, kubectl)),
    "",
  ].join("\n");
}
