/**
 * What was told of a cluster beside the rules: what kubectl printed of Services, endpoints, pods and nodes, and the
 * networks of kube-proxy's configuration. A thing that was told several times is here once, with all that was said of it.
 */
import type { Address, Prefix } from "../netfilter/address";

export interface Cluster {
  readonly services: readonly ClusterService[];
  /** Of each Service whose endpoints were told, though it have none. */
  readonly endpoints: readonly ServiceEndpoints[];
  readonly pods: readonly ClusterPod[];
  readonly nodes: readonly ClusterNode[];
  /** The networks that all pods of the cluster are in (clusterCIDR of kube-proxy's configuration). */
  readonly podNetworks: readonly Prefix[];
}

/** Something of a cluster by its namespace and name, and where the paste tells it first. */
export interface ClusterThing {
  readonly namespace: string;
  /** True where nothing told the namespace, and `default` was assumed. */
  readonly assumedNamespace: boolean;
  readonly name: string;
  /** From 1. */
  readonly line: number;
}

/** In all that follows null is what nobody told. */
export interface ClusterService extends ClusterThing {
  /** `ClusterIP`, `NodePort`, `LoadBalancer`, `ExternalName`. */
  readonly type: string | null;
  /** Of both families; empty for a headless Service. */
  readonly clusterIps: readonly Address[];
  /** True for a Service without a cluster IP (`clusterIP: None`), which kube-proxy writes no rules for. */
  readonly headless: boolean;
  readonly externalIps: readonly Address[];
  readonly loadBalancerIps: readonly Address[];
  readonly ports: readonly ClusterServicePort[];
  readonly externalTrafficPolicy: string | null;
  readonly internalTrafficPolicy: string | null;
  /** `None` or `ClientIP`. */
  readonly sessionAffinity: string | null;
  /** The networks that may come in by the load balancer; empty where all may. */
  readonly sourceRanges: readonly Prefix[];
}

export interface ClusterServicePort {
  /** `http`; empty for a port without a name, null where it was not told: a table of kubectl does not. */
  readonly name: string | null;
  /** `tcp`, `udp`, `sctp`. */
  readonly protocol: string;
  readonly port: number;
  /** A number or a name of the pod's. */
  readonly targetPort: string | null;
  readonly nodePort: number | null;
}

/** The endpoints of a Service, of which there may be none. */
export interface ServiceEndpoints {
  readonly namespace: string;
  /** The Service's name. */
  readonly service: string;
  /** False where kubectl cut the list (`+ 2 more...`), or where not all ports of a slice were taken (read/slice-ports.ts). */
  readonly complete: boolean;
  readonly endpoints: readonly ClusterEndpoint[];
  readonly line: number;
}

/** One address and port behind a Service. */
export interface ClusterEndpoint {
  readonly address: Address;
  readonly port: number | null;
  /** Of the Service's port; as in ClusterServicePort. */
  readonly portName: string | null;
  readonly protocol: string | null;
  /** False for one that is not ready. */
  readonly ready: boolean;
  /** `default/nginx-1`, its pod. */
  readonly pod: string | null;
  readonly node: string | null;
}

export interface ClusterPod extends ClusterThing {
  readonly addresses: readonly Address[];
  readonly node: string | null;
  /** True for a pod in its node's own network, which has the node's addresses. */
  readonly hostNetwork: boolean;
}

export interface ClusterNode {
  readonly name: string;
  readonly line: number;
  readonly internalIps: readonly Address[];
  readonly externalIps: readonly Address[];
  /** The networks of the node's pods. */
  readonly podNetworks: readonly Prefix[];
}

/** A cluster of which nothing was told. */
export const UNKNOWN_CLUSTER: Cluster = { services: [], endpoints: [], pods: [], nodes: [], podNetworks: [] };
