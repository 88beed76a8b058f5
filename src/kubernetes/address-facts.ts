/**
 * All that a paste tells of single addresses: by the rules, the devices and routes, the sets, and what kubectl printed.
 */
import { parsePrefix, prefixBase, prefixLength, type Address } from "../netfilter/address";
import type { Paste } from "../paste/paste";
import { serviceLabel } from "./chain-meaning";
import { commentOf, matchOption } from "./rule-option";
import type { ServicePort } from "./service-port";
import { services, servicesAt, servicesAtNodePort } from "./services";
import { TELLING_SETS } from "./telling-sets";
import { toldPortName, unwrittenServices } from "./unwritten-services";

export interface AddressFact {
  readonly kind: "service" | "endpoint" | "pod" | "device" | "node";
  /** `default/web:http`, `endpoint of default/web:http`, `pod default/web-1`, `eth0 of this node`. */
  readonly label: string;
  /** The same without its port, for who asks of the address alone. */
  readonly broad: string;
  /** A clause: `the cluster IP of the Service default/web`. */
  readonly detail: string;
  /** Null for what holds of the address with any port. */
  readonly port: number | null;
  readonly protocol: string | null;
}

/** By the value of an address. */
type Value = Address["value"];

const NONE: readonly AddressFact[] = [];

/** So many addresses are asked for one by one; whoever wants more wants all. */
const FEW = 32;

const made = new WeakMap<Paste, AddressFacts>();

/** The facts of a paste. Made once for it. */
export function addressFacts(paste: Paste): AddressFacts {
  const known = made.get(paste);
  if (known) return known;
  const facts = new AddressFacts(paste);
  made.set(paste, facts);
  return facts;
}

/**
 * Those of a walk's few addresses are gathered for each of them alone, which passes over most of a large paste; all are
 * gathered where all are asked for.
 */
class AddressFacts {
  readonly #paste: Paste;
  readonly #few = new Map<Value, readonly AddressFact[]>();
  #all: ReadonlyMap<Value, readonly AddressFact[]> | undefined = undefined;

  constructor(paste: Paste) {
    this.#paste = paste;
  }

  /** Those of one address. */
  at(value: Value): readonly AddressFact[] {
    if (this.#all || this.#few.size >= FEW) return this.all().get(value) ?? NONE;
    const known = this.#few.get(value) ?? gathered(this.#paste, value).get(value) ?? NONE;
    this.#few.set(value, known);
    return known;
  }

  /** Those of every address that there are any of, by its value. */
  all(): ReadonlyMap<Value, readonly AddressFact[]> {
    this.#all ??= gathered(this.#paste, null);
    return this.#all;
  }

  /** The name of the Service port that has a node port, which is served at every address of a node. */
  atNodePort(protocol: string, port: number): string | undefined {
    const { rulesets, cluster } = this.#paste;
    const found = [
      ...servicesAtNodePort(rulesets[4], cluster, port),
      ...servicesAtNodePort(rulesets[6], cluster, port),
    ];
    const named = found.filter((service) => service.protocol === protocol && serviceLabel(service) !== undefined);
    const last = named.at(-1);
    return last && serviceLabel(last);
  }
}

/** The facts of one address, or of all (null). */
function gathered(paste: Paste, only: Value | null): ReadonlyMap<Value, readonly AddressFact[]> {
  const found = new Gathering(only);
  found.services(paste);
  found.unwritten(paste);
  found.cluster(paste);
  found.node(paste);
  found.policies(paste);
  return found.at;
}

class Gathering {
  readonly at = new Map<Value, AddressFact[]>();
  readonly #only: Value | null;

  constructor(only: Value | null) {
    this.#only = only;
  }

  /** True where the facts of an address are wanted. */
  #wants({ value }: Address): boolean {
    return this.#only === null || this.#only === value;
  }

  services({ rulesets, cluster }: Paste): void {
    const only = this.#only;
    for (const family of [4, 6] as const) {
      const ruleset = rulesets[family];
      for (const service of only === null ? services(ruleset, cluster) : servicesAt(ruleset, cluster, only)) {
        const label = serviceLabel(service);
        if (label === undefined) continue;
        this.#service(service, service.name ?? "a Service");
        for (const { address, port } of service.endpoints)
          this.#endpoint(address, port, service.protocol, label, baseName(label));
      }
    }
  }

  #service({ clusterIps, loadBalancerIps, externalIps, protocol, port, name }: ServicePort, label: string): void {
    const roles = [
      ["the cluster IP", clusterIps],
      ["an address of the load balancer", loadBalancerIps],
      ["an external IP", externalIps],
    ] as const;
    const broad = baseName(label);
    const whose = name !== null ? `the Service ${broad}` : "a Service that nothing here names";
    for (const [role, addresses] of roles) {
      const detail = `${role} of ${whose}`;
      for (const address of addresses) this.#add(address, { kind: "service", label, broad, detail, port, protocol });
    }
  }

  #endpoint(address: Address, port: number | null, protocol: string | null, label: string, base: string): void {
    if (!this.#wants(address)) return;
    const [named, broad] = [`endpoint of ${label}`, `endpoint of ${base}`];
    // What is told twice is told once by the name of its port and once, in a table, without.
    const same = (fact: AddressFact) =>
      fact.port === port && (fact.label === named || (label === base && fact.broad === broad));
    if (this.at.get(address.value)?.some(same) !== true)
      this.#add(address, { kind: "endpoint", label: named, broad, detail: `an ${broad}`, port, protocol });
  }

  /** What kubectl tells of Services that no rule is about. */
  unwritten(paste: Paste): void {
    for (const { service, port, missing } of unwrittenServices(paste)) {
      const broad = `${service.namespace}/${service.name}`;
      const label = toldPortName(service, port);
      const detail = `the Service ${broad} by kubectl${missing ? "; no rule here is about it" : ""}`;
      const fact: AddressFact = { kind: "service", label, broad, detail, port: port.port, protocol: port.protocol };
      for (const address of [...service.clusterIps, ...service.loadBalancerIps, ...service.externalIps])
        this.#add(address, fact);
    }
  }

  cluster({ cluster }: Paste): void {
    for (const { name, internalIps, externalIps } of cluster.nodes)
      for (const address of [...internalIps, ...externalIps])
        this.#whole(address, "node", `node ${name}`, "a node of the cluster");
    for (const { namespace, name, addresses, node, hostNetwork } of cluster.pods) {
      if (hostNetwork) continue;
      for (const address of addresses) if (this.#wants(address)) this.#pod(address, `${namespace}/${name}`, node);
    }
    for (const { namespace, service, endpoints } of cluster.endpoints) {
      const base = `${namespace}/${service}`;
      for (const { address, port, portName, protocol, pod, node } of endpoints) {
        if (!this.#wants(address)) continue;
        const label = toldPortName({ namespace, name: service }, { name: portName });
        this.#endpoint(address, port, protocol, label, base);
        if (pod !== null) this.#pod(address, pod, node);
      }
    }
  }

  /** A pod has its address for itself, unless it is in its node's own network. */
  #pod(address: Address, name: string, node: string | null): void {
    const facts = this.at.get(address.value) ?? [];
    if (facts.some(({ kind }) => kind === "node" || kind === "pod")) return;
    this.#whole(
      address,
      "pod",
      `pod ${name}`,
      node === null ? `the pod ${name}` : `the pod ${name} on the node ${node}`,
    );
  }

  node({ node }: Paste): void {
    for (const { name, addresses } of node.interfaces ?? [])
      for (const { address } of addresses)
        this.#whole(address, "device", `${name} of this node`, `an address of this node, at its device ${name}`);
    for (const { via, dev } of node.routes ?? []) {
      if (!via || this.at.has(via.value)) continue;
      const by = dev === undefined ? "" : `, reached by ${dev}`;
      this.#whole(via, "node", "a router", `a router of this node's routes${by}`);
    }
    for (const [name, set] of node.ipsets ?? []) {
      const told = TELLING_SETS.find((one) => one.name.test(name));
      if (told?.of !== "node") continue;
      for (const { elements } of set.entries) {
        const [first] = elements;
        const prefix = first?.kind === "network" ? first.prefix : undefined;
        if (!prefix || prefixLength(prefix) !== (prefix.family === 4 ? 32 : 128)) continue;
        const address = prefixBase(prefix);
        if (!this.#wants(address)) continue;
        const known = this.at.get(address.value)?.some(({ kind }) => kind === "device" || kind === "node") ?? false;
        if (!known) this.#whole(address, "node", told.label, `${told.detail}, by the set ${name}`);
      }
    }
  }

  /** kube-router names each pod that a policy is about in a comment. */
  policies({ rulesets }: Paste): void {
    for (const family of [4, 6] as const) {
      for (const chain of [
        "KUBE-ROUTER-FORWARD",
        "KUBE-ROUTER-OUTPUT",
        "KUBE-ROUTER-INPUT",
        "FORWARD",
        "OUTPUT",
        "INPUT",
      ]) {
        for (const rule of rulesets[family].tables.get("filter")?.chains.get(chain)?.rules ?? []) {
          const [, name, namespace] = POD_COMMENT.exec(commentOf(rule) ?? "") ?? [];
          const place = matchOption(rule, "-d") ?? matchOption(rule, "-s");
          const prefix = name === undefined || place?.negated !== false ? undefined : parsePrefix(place.value);
          if (prefix) this.#pod(prefixBase(prefix), `${namespace ?? ""}/${name ?? ""}`, null);
        }
      }
    }
  }

  #whole(address: Address, kind: AddressFact["kind"], label: string, detail: string): void {
    this.#add(address, { kind, label, broad: label, detail, port: null, protocol: null });
  }

  #add(address: Address, fact: AddressFact): void {
    if (!this.#wants(address)) return;
    const { value } = address;
    const facts = this.at.get(value);
    if (facts) facts.push(fact);
    else this.at.set(value, [fact]);
  }
}

/** cloudnativelabs/kube-router, pkg/controllers/netpol/pod.go. */
const POD_COMMENT = /POD name: ?(\S+) namespace: ?(\S+)/;

/** `default/web` of `default/web:http`; an address that stands for a name stays whole. */
function baseName(label: string): string {
  return label.includes("/") ? label.replace(/:.*$/, "") : label;
}
