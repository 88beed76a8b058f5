/**
 * Which chains are of one kind, by their names alone: those that a program makes by the dozen, one for each Service,
 * endpoint, workload or container. (kubernetes pkg/proxy/iptables/proxier.go; kube-router pkg/controllers/netpol;
 * Calico felix/rules; CNI plugins portmap and ipmasq; OpenStack neutron's iptables firewall; libvirt's nwfilter)
 */

/** The family of everything, for what nothing else puts together. */
export const EVERYTHING = "*";

/** What stands before the part that differs, and what one of them is called, in the plural. */
const KNOWN: readonly (readonly [start: string, words: string])[] = [
  ["KUBE-SVC-", "Services"],
  ["KUBE-SEP-", "endpoints"],
  ["KUBE-SVL-", "Services on this node"],
  ["KUBE-EXT-", "Services from outside"],
  ["KUBE-XLB-", "Services from outside"],
  ["KUBE-FW-", "source ranges of Services"],
  ["KUBE-POD-FW-", "pods"],
  ["KUBE-NWPLCY-", "network policies"],
  ["cali-tw-", "workloads, to them"],
  ["cali-fw-", "workloads, from them"],
  ["cali-th-", "host endpoints, to them"],
  ["cali-fh-", "host endpoints, from them"],
  ["cali-pi-", "policies, inbound"],
  ["cali-po-", "policies, outbound"],
  ["cali-pri-", "profiles, inbound"],
  ["cali-pro-", "profiles, outbound"],
  ["cali-sm-", "workload marks"],
  ["CNI-DN-", "published ports of containers"],
  ["CNI-SN-", "published ports of containers, source"],
  ["CNI-", "containers"],
  ["WEAVE-NPC-", "Weave policies"],
  ["AWS-SNAT-CHAIN-", "networks left alone"],
  ["DOCKER-ISOLATION-STAGE-", "stages of Docker’s isolation"],
  ["neutron-openvswi-", "ports of Neutron"],
];

/** The last part of a name that was made from a hash or a number: no word, and a digit or many capitals in it. */
const MADE = /^(.*[-_.:])(?:\d+|(?=[^a-z]*\d)[A-Z0-9]{5,}|(?=.*\d)[0-9a-f]{6,}|[A-Z0-9]{14,}|[A-Za-z0-9_]{14,})$/;

/** The beginning that a chain's name shares with those of its kind; null for a chain that is the only one of its kind. */
export function familyOf(name: string): string | null {
  for (const [start] of KNOWN) if (name.startsWith(start)) return start;
  return MADE.exec(name)?.[1] ?? null;
}

/** The family of the first part of a name, for where there are too many kinds: `ufw-*`. */
export function firstPartOf(name: string): string {
  const end = name.search(/[-_.:]/);
  return `${end > 0 ? name.slice(0, end + 1) : name.slice(0, 3)}${EVERYTHING}`;
}

/** True for a chain of a family as one of these functions names it. */
export function inFamily(name: string, family: string): boolean {
  if (family === EVERYTHING) return true;
  return family.endsWith(EVERYTHING) ? firstPartOf(name) === family : familyOf(name) === family;
}

/** What the chains of a family are called: `endpoints`; null where nobody knows. */
export function familyWords(family: string): string | null {
  return KNOWN.find(([start]) => start === family)?.[1] ?? null;
}

/** What so many chains of a family are called on a card: `10,000 Services`, `KUBE-SEP ×2`, `12 more chains`. */
export function familyTitle(family: string, count: number, more: boolean): string {
  const number = count.toLocaleString("en");
  if (family === "KUBE-SVC-") return `${number} ${more ? "more " : ""}${count === 1 ? "Service" : "Services"}`;
  if (family === EVERYTHING) return `${number} ${more ? "more " : ""}${count === 1 ? "chain" : "chains"}`;
  return `${family.replace(/[-_.:]$/, "")} ×${number}`;
}
