/**
 * A cluster while it is read: what several outputs tell of one thing is put together.
 */
import type { Address, Prefix } from "../../netfilter/address";
import type {
  Cluster,
  ClusterEndpoint,
  ClusterNode,
  ClusterPod,
  ClusterService,
  ClusterServicePort,
  ServiceEndpoints,
} from "../cluster";

/** What a thing is called and where it stands; no namespace where nothing told it. */
export interface Called {
  readonly namespace: string | undefined;
  readonly name: string;
  readonly line: number;
}

/** What one output tells of a Service; what is left out it does not tell. */
export type ServiceTold = Partial<Omit<ClusterService, "namespace" | "assumedNamespace" | "name" | "line">>;

/** How much was taken in. */
export interface Taken {
  services: number;
  endpoints: number;
  pods: number;
  nodes: number;
}

const NOTHING: Readonly<Taken> = { services: 0, endpoints: 0, pods: 0, nodes: 0 };

/** `-x7k2p`, which is put behind a Service's name to name a slice of its endpoints. */
const SLICE_ENDING = /-[a-z0-9]{5}$/;

/** A list while it grows: by what tells one from another, so that what is told again costs no look at the others. */
type ByKey<Value> = Map<Address["value"] | string, Value>;

/** A thing whose lists grow. */
type Growing<Thing, Lists extends keyof Thing> = Omit<Thing, Lists> & {
  readonly [Name in Lists]: Thing[Name] extends readonly (infer Value)[] ? ByKey<Value> : never;
};

type ServiceDraft = Growing<ClusterService, "clusterIps" | "externalIps" | "loadBalancerIps" | "ports">;
type PodDraft = Growing<ClusterPod, "addresses">;
type NodeDraft = Growing<ClusterNode, "internalIps" | "externalIps">;
type EndpointsDraft = Growing<ServiceEndpoints, "endpoints">;

export class ClusterDrafts {
  readonly #services = new Map<string, ServiceDraft>();
  readonly #pods = new Map<string, PodDraft>();
  readonly #nodes = new Map<string, NodeDraft>();
  readonly #endpoints = new Map<string, EndpointsDraft>();
  /** Slices whose Service is told by their names alone, which needs all Services. */
  readonly #slices: {
    readonly called: Called;
    readonly endpoints: readonly ClusterEndpoint[];
    readonly complete: boolean;
  }[] = [];
  readonly #podNetworks: Prefix[] = [];
  #taken: Taken = { ...NOTHING };

  /** How much was taken in since this was last asked. */
  taken(): Taken {
    const taken = this.#taken;
    this.#taken = { ...NOTHING };
    return taken;
  }

  service(called: Called, told: ServiceTold): void {
    this.#taken.services++;
    const id = idOf(called);
    const known = this.#services.get(keyOf(id));
    this.#services.set(keyOf(id), {
      ...id,
      line: known?.line ?? called.line,
      type: known?.type ?? told.type ?? null,
      headless: known?.headless === true || told.headless === true,
      clusterIps: together(known?.clusterIps, told.clusterIps),
      externalIps: together(known?.externalIps, told.externalIps),
      loadBalancerIps: together(known?.loadBalancerIps, told.loadBalancerIps),
      ports: portsTogether(known?.ports, told.ports),
      externalTrafficPolicy: known?.externalTrafficPolicy ?? told.externalTrafficPolicy ?? null,
      internalTrafficPolicy: known?.internalTrafficPolicy ?? told.internalTrafficPolicy ?? null,
      sessionAffinity: known?.sessionAffinity ?? told.sessionAffinity ?? null,
      sourceRanges: known && known.sourceRanges.length > 0 ? known.sourceRanges : (told.sourceRanges ?? []),
    });
  }

  /** Endpoints of a Service that is known by its name. */
  endpoints(called: Called, endpoints: readonly ClusterEndpoint[], complete: boolean): void {
    this.#taken.endpoints += endpoints.length;
    this.#put(called, endpoints, complete);
  }

  /** Endpoints of a slice, whose Service only its name tells. */
  slice(called: Called, endpoints: readonly ClusterEndpoint[], complete: boolean): void {
    this.#taken.endpoints += endpoints.length;
    this.#slices.push({ called, endpoints, complete });
  }

  pod(called: Called, told: Partial<Pick<ClusterPod, "addresses" | "node" | "hostNetwork">>): void {
    this.#taken.pods++;
    const id = idOf(called);
    const known = this.#pods.get(keyOf(id));
    this.#pods.set(keyOf(id), {
      ...id,
      line: known?.line ?? called.line,
      addresses: together(known?.addresses, told.addresses),
      node: known?.node ?? told.node ?? null,
      hostNetwork: known?.hostNetwork === true || told.hostNetwork === true,
    });
  }

  node(name: string, line: number, told: Partial<Omit<ClusterNode, "name" | "line">>): void {
    this.#taken.nodes++;
    const known = this.#nodes.get(name);
    this.#nodes.set(name, {
      name,
      line: known?.line ?? line,
      internalIps: together(known?.internalIps, told.internalIps),
      externalIps: together(known?.externalIps, told.externalIps),
      podNetworks: known && known.podNetworks.length > 0 ? known.podNetworks : (told.podNetworks ?? []),
    });
  }

  podNetwork(prefix: Prefix): void {
    this.#podNetworks.push(prefix);
  }

  finished(): Cluster {
    for (const { called, endpoints, complete } of this.#slices.splice(0)) {
      const own = this.#services.has(keyOf(idOf(called)));
      this.#put(own ? called : { ...called, name: called.name.replace(SLICE_ENDING, "") }, endpoints, complete);
    }
    const nodes = [...this.#nodes.values()].map((node) => ({
      ...node,
      internalIps: [...node.internalIps.values()],
      externalIps: [...node.externalIps.values()],
    }));
    const nodeAddresses = new Set(nodes.flatMap(({ internalIps }) => internalIps.map(({ value }) => value)));
    return {
      services: [...this.#services.values()].map((service) => ({
        ...service,
        clusterIps: [...service.clusterIps.values()],
        externalIps: [...service.externalIps.values()],
        loadBalancerIps: [...service.loadBalancerIps.values()],
        ports: [...service.ports.values()],
      })),
      endpoints: [...this.#endpoints.values()].map((of) => ({ ...of, endpoints: [...of.endpoints.values()] })),
      pods: [...this.#pods.values()].map((pod) => {
        const addresses = [...pod.addresses.values()];
        // A table of kubectl does not tell it, but no pod of its own network has its node's address.
        const hostNetwork = pod.hostNetwork || addresses.some(({ value }) => nodeAddresses.has(value));
        return { ...pod, addresses, hostNetwork };
      }),
      nodes,
      podNetworks: this.#podNetworks,
    };
  }

  #put(called: Called, endpoints: readonly ClusterEndpoint[], complete: boolean): void {
    const { namespace, name } = idOf(called);
    const known = this.#endpoints.get(keyOf({ namespace, name }));
    this.#endpoints.set(keyOf({ namespace, name }), {
      namespace,
      service: name,
      // A Service has several slices: one that was cut leaves the whole open.
      complete: known ? known.complete && complete : complete,
      endpoints: endpointsTogether(known?.endpoints, endpoints),
      line: known?.line ?? called.line,
    });
  }
}

function idOf({ namespace, name, line }: Called) {
  return { namespace: namespace ?? "default", assumedNamespace: namespace === undefined, name, line };
}

function keyOf({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `${namespace}/${name}`;
}

function together(known: ByKey<Address> = new Map(), told: readonly Address[] = []): ByKey<Address> {
  for (const address of told) if (!known.has(address.value)) known.set(address.value, address);
  return known;
}

function portsTogether(
  known: ByKey<ClusterServicePort> = new Map(),
  told: readonly ClusterServicePort[] = [],
): ByKey<ClusterServicePort> {
  for (const port of told) {
    const key = `${String(port.port)}/${port.protocol}`;
    const one = known.get(key);
    if (!one) known.set(key, port);
    else
      known.set(key, {
        ...port,
        name: one.name ?? port.name,
        targetPort: one.targetPort ?? port.targetPort,
        nodePort: one.nodePort ?? port.nodePort,
      });
  }
  return known;
}

function endpointsTogether(
  known: ByKey<ClusterEndpoint> = new Map(),
  told: readonly ClusterEndpoint[],
): ByKey<ClusterEndpoint> {
  for (const endpoint of told) {
    const { address, port } = endpoint;
    // Of IPv4 with a port a number does: there are many.
    const plain = address.family === 4 && port !== null && port >= 0 && port < 2 ** 17;
    const key = plain ? address.value * 2 ** 17 + port : `${String(address.value)} ${String(port)}`;
    const one = known.get(key);
    if (!one) known.set(key, endpoint);
    else
      known.set(key, {
        ...endpoint,
        portName: one.portName ?? endpoint.portName,
        protocol: one.protocol ?? endpoint.protocol,
        pod: one.pod ?? endpoint.pod,
        node: one.node ?? endpoint.node,
      });
  }
  return known;
}
