/**
 * What a paste tells of the cluster, gathered from whatever kubectl printed.
 */
import { kubectl } from "#kubectl-readers";
import type { Cluster } from "../kubernetes/cluster";
import type { ClusterDrafts, Taken } from "../kubernetes/read/cluster-drafts";
import { counted } from "../netfilter/counted";
import type { ProblemList } from "../netfilter/read/problems";
import type { ClusterKind } from "./kind";
import type { NamedSection } from "./sections";

const READERS = {
  "kubectl-table": "readKubectlTable",
  "kubectl-yaml": "readKubectlYaml",
  "kubectl-json": "readKubectlJson",
  "kubectl-describe": "readKubectlDescribe",
} as const;

const NOTHING: Cluster = { services: [], endpoints: [], pods: [], nodes: [], podNetworks: [] };

type ClusterSection = NamedSection & { readonly kind: ClusterKind };

/** Takes the sections in the order of the paste. */
export class ClusterSections {
  /** Undefined while no section was taken. */
  #drafts: ClusterDrafts | undefined;
  readonly #problems: ProblemList;

  constructor(problems: ProblemList) {
    this.#problems = problems;
  }

  /** Reads a section and gives what it held, in words: `14 Services, 20 endpoints`. */
  take(section: ClusterSection): string {
    const namespace = section.command?.prints === "cluster" ? section.command.namespace : undefined;
    const readers = kubectl();
    this.#drafts ??= new readers.ClusterDrafts();
    readers[READERS[section.kind]](section, namespace, this.#drafts, this.#problems);
    return takenWords(this.#drafts.taken());
  }

  cluster(): Cluster {
    return this.#drafts?.finished() ?? NOTHING;
  }
}

function takenWords({ services, endpoints, pods, nodes }: Taken): string {
  const counts = [
    [services, "Service"],
    [endpoints, "endpoint"],
    [pods, "pod"],
    [nodes, "node"],
  ] as const;
  const words = counts.flatMap(([count, what]) => (count === 0 ? [] : counted(count, what)));
  return words.length === 0 ? "nothing that is used" : words.join(", ");
}
