/**
 * What an address is: the cluster IP of a Service, an endpoint, a pod, a node, a device of this node, a host of some
 * network. The one place that answers this, whatever of the paste it is known by.
 */
import type { Address } from "../netfilter/address";
import type { Paste } from "../paste/paste";
import { addressFacts, type AddressFact } from "./address-facts";
import { networkOf } from "./known-networks";

export interface AddressName {
  readonly kind: "service" | "endpoint" | "pod" | "node" | "network";
  /** `default/nginx`, `pod default/nginx`, `node port of default/web`, `eth0 of this node`. */
  readonly label: string;
  /** All that is known of it: `The cluster IP of the Service default/nginx`. */
  readonly detail: string;
}

/** With which port and protocol (`tcp`) an address is asked for; null where the address alone is. */
export interface Asked {
  readonly port: number | null;
  readonly protocol: string | null;
}

/** So much of an address is told at once. */
const MOST_DETAILS = 4;

/** What an address is; undefined where nothing of the paste tells it. */
export function nameOf(paste: Paste, address: Address, asked: Asked): AddressName | undefined {
  const known = addressFacts(paste);
  const facts = [...known.at(address.value)].sort((a, b) => rank(a, asked) - rank(b, asked));
  const [best] = facts;
  const network = networkOf(paste, address);
  if (!best) return network && { kind: "network", label: network.label, detail: capitalised(network.detail) };
  const around = best.kind !== "device" && network ? [network.detail] : [];
  const details = [...facts.map(({ detail }) => detail), ...around];
  const ofNode = facts.some(({ kind }) => kind === "device" || kind === "node");
  const served = ofNode && asked.port !== null ? known.atNodePort(asked.protocol ?? "", asked.port) : undefined;
  if (served !== undefined) {
    return { kind: "service", label: `node port of ${served}`, detail: told([`a node port of ${served}`, ...details]) };
  }
  const exact = rank(best, asked) === RANKS[best.kind].exact;
  return {
    kind: best.kind === "device" ? "node" : best.kind,
    label: exact ? best.label : best.broad,
    detail: told(details),
  };
}

/** What is told first: a fact with the port that is asked for stands before one of the address, and that before one of another port. */
const RANKS: Readonly<Record<AddressFact["kind"], { readonly exact: number; readonly broad: number }>> = {
  service: { exact: 0, broad: 1 },
  pod: { exact: 2, broad: 2 },
  endpoint: { exact: 3, broad: 6 },
  node: { exact: 4, broad: 4 },
  device: { exact: 5, broad: 5 },
};

function rank({ kind, port, protocol }: AddressFact, asked: Asked): number {
  const fits = (port === null || port === asked.port) && (protocol === null || protocol === asked.protocol);
  return fits ? RANKS[kind].exact : RANKS[kind].broad;
}

function told(details: readonly string[]): string {
  return capitalised([...new Set(details)].slice(0, MOST_DETAILS).join("; "));
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
