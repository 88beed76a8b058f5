/**
 * What a paste tells of the cluster, gathered from whatever kubectl printed.
 */
import type { Cluster } from "../kubernetes/cluster";
import { ClusterDrafts, type Taken } from "../kubernetes/read/cluster-drafts";
import { readKubectlDescribe } from "../kubernetes/read/kubectl-describe";
import { readKubectlJson } from "../kubernetes/read/kubectl-json";
import { readKubectlTable } from "../kubernetes/read/kubectl-table";
import { readKubectlYaml } from "../kubernetes/read/kubectl-yaml";
import type { ProblemList } from "../netfilter/read/problems";
import type { ClusterKind } from "./kind";
import type { NamedSection } from "./sections";

const READERS = {
  "kubectl-table": readKubectlTable,
  "kubectl-yaml": readKubectlYaml,
  "kubectl-json": readKubectlJson,
  "kubectl-describe": readKubectlDescribe,
} as const;

type ClusterSection = NamedSection & { readonly kind: ClusterKind };

/** Takes the sections in the order of the paste. */
export class ClusterSections {
  readonly #drafts = new ClusterDrafts();
  readonly #problems: ProblemList;

  constructor(problems: ProblemList) {
    this.#problems = problems;
  }

  /** Reads a section and gives what it held, in words: `14 Services, 20 endpoints`. */
  take(section: ClusterSection): string {
    const namespace = section.command?.prints === "cluster" ? section.command.namespace : undefined;
    READERS[section.kind](section, namespace, this.#drafts, this.#problems);
    return takenWords(this.#drafts.taken());
  }

  cluster(): Cluster {
    return this.#drafts.finished();
  }
}

function takenWords({ services, endpoints, pods, nodes }: Taken): string {
  const counts = [
    [services, "Service"],
    [endpoints, "endpoint"],
    [pods, "pod"],
    [nodes, "node"],
  ] as const;
  const words = counts.flatMap(([count, what]) =>
    count === 0 ? [] : [`${count.toLocaleString("en")} ${what}${count === 1 ? "" : "s"}`],
  );
  return words.length === 0 ? "nothing that is used" : words.join(", ");
}
