/**
 * What a section of a paste may be: the formats that are read, and what each is called.
 */

/** What each kind is called. */
export const CALLED = {
  save: "iptables-save",
  rules: "lines of rules",
  commands: "iptables commands",
  listing: "iptables -L",
  addr: "ip addr",
  "addr-brief": "ip -br addr",
  "addr-lines": "ip -o addr",
  "addr-json": "ip -j addr",
  ifconfig: "ifconfig",
  route: "ip route",
  "route-json": "ip -j route",
  "route-table": "route -n",
  "routing-rules": "ip rule",
  "set-commands": "ipset save",
  "set-list": "ipset list",
  connections: "conntrack -L",
  "proxy-config": "kube-proxy's configuration",
  "kubectl-table": "kubectl get",
  "kubectl-yaml": "kubectl -o yaml",
  "kubectl-json": "kubectl -o json",
  "kubectl-describe": "kubectl describe",
  noise: "not read",
} as const;

export type Kind = keyof typeof CALLED;

/** What kubectl printed. */
export type ClusterKind = Extract<Kind, `kubectl-${string}`>;

/** True for the name of a kind. */
export function isKind(word: string): word is Kind {
  return Object.hasOwn(CALLED, word);
}

/** Kinds whose lines do not say of which table they are. */
export const WITHOUT_TABLE: ReadonlySet<Kind> = new Set<Kind>(["rules", "listing"]);

/** Kinds whose lines look alike for both families. */
export const WITH_FAMILY: ReadonlySet<Kind> = new Set<Kind>(["save", "rules", "listing", "route"]);
