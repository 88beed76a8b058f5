/**
 * Sets whose names say what their members are: of kube-router, Calico and kube-proxy's mode ipvs.
 */
export interface TellingSet {
  readonly name: RegExp;
  readonly of: "node" | "network";
  readonly label: string;
  readonly detail: string;
}

/**
 * kube-router: pkg/controllers/netpol and pkg/controllers/proxy; Calico: felix/rules/rule_defs.go (`cali40`, `cali60`
 * stand before the names of IPv4 and IPv6 sets).
 */
export const TELLING_SETS: readonly TellingSet[] = [
  { name: /^(?:inet6:)?kube-router-node-ips$/, of: "node", label: "a node", detail: "a node of the cluster" },
  { name: /^(?:inet6:)?kube-router-local-ips$/, of: "node", label: "this node", detail: "an address of this node" },
  { name: /^cali[46]0this-host$/, of: "node", label: "this node", detail: "an address of this node" },
  { name: /^cali[46]0all-hosts(?:-net)?$/, of: "node", label: "a node", detail: "a node of the cluster" },
  {
    name: /^(?:inet6:)?kube-router-pod-subnets$/,
    of: "network",
    label: "the pod network",
    detail: "the network of a node's pods",
  },
  {
    name: /^cali[46]0(?:masq|all)-ipam-pools$/,
    of: "network",
    label: "the pod network",
    detail: "a pool that Calico takes pods' addresses from",
  },
];
