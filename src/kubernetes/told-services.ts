/**
 * Which Service of kubectl's output a Service port of the rules is. The chain hash says it for certain where the name of
 * the port is told; else the address and port say which Service it is, and the hash which of the usual names its port has.
 */
import { chainHash } from "#chain-hash";
import type { Address } from "../netfilter/address";
import type { Cluster, ClusterService, ClusterServicePort, ServiceEndpoints } from "./cluster";

/** What kubectl told of a Service port. */
export interface ToldService {
  readonly service: ClusterService;
  readonly port: ClusterServicePort;
  /** Of the whole Service; null where they were not told. */
  readonly endpoints: ServiceEndpoints | null;
}

/** A Service port by what the rules tell of it. */
interface Asked {
  /** The letters that its chains' names end with. */
  readonly hashes: readonly string[];
  readonly addresses: readonly Address[];
  readonly protocol: string;
  readonly port: number | null;
  readonly nodePort: number | null;
}

/** Names of ports, most usual first: a table of kubectl does not print them, a hash confirms the right one. */
const USUAL_PORT_NAMES = [
  ...[
    "http",
    "https",
    "web",
    "grpc",
    "metrics",
    "http-metrics",
    "tcp",
    "api",
    "main",
    "server",
    "service",
    "port",
    "app",
  ],
  ...[
    "dns",
    "dns-tcp",
    "webhook",
    "https-metrics",
    "http-web",
    "admin",
    "health",
    "status",
    "status-port",
    "http2",
    "tls",
  ],
  ...["redis", "mysql", "postgres", "postgresql", "tcp-postgresql", "mongodb", "amqp", "kafka", "client", "peer"],
  ...["https-webhook", "webhook-server", "prometheus", "grafana", "http-server", "ssh", "proxy", "default", "udp"],
];

/** No more names than this are tried in all: half a second's worth. */
const MOST_TRIES = 100_000;

/** What kubectl told of a Service port, and what kube-proxy calls it. */
export interface NamedService {
  readonly told: ToldService;
  /** `default/web:http`, `default/web` for a port without a name, `default/web:80` where its name stays unknown. */
  readonly name: string;
}

export class ToldServices {
  readonly #cluster: Pick<Cluster, "services" | "endpoints">;
  #places: ReadonlyMap<string, ToldService> | undefined;
  #hashes: ReadonlyMap<string, ToldService> | undefined;
  #all: readonly ToldService[] | undefined;
  /** The one that last was right stands first. */
  #names: string[] | undefined;
  #tries = 0;

  constructor(cluster: Pick<Cluster, "services" | "endpoints">) {
    this.#cluster = cluster;
  }

  /** The Service port of kubectl's output that a port of the rules is; undefined where it has none such. */
  find(asked: Asked): NamedService | undefined {
    if (this.#cluster.services.length === 0) return undefined;
    const placed = this.#at(asked);
    const sure = placed && this.#sureName(placed, asked.hashes);
    if (placed && sure !== undefined) return { told: placed, name: sure };
    // Not the one that the hash names, or nobody told the port's name: only now all hashes are made.
    const told = this.#ofHash(asked.hashes) ?? placed;
    return told && { told, name: likelyName(told) };
  }

  /** The name that the hash of a chain confirms. */
  #sureName({ service, port }: ToldService, hashes: readonly string[]): string | undefined {
    if (hashes.length === 0) return undefined;
    const isRight = (name: string) => hashes.includes(chainHash().servicePortHash(name, port.protocol));
    const plain = portName(service, port.name ?? "");
    if ((port.name !== null || service.ports.length === 1) && isRight(plain)) return plain;
    return port.name === null ? this.#tried(service, isRight) : undefined;
  }

  #ofHash(hashes: readonly string[]): ToldService | undefined {
    if (hashes.length === 0) return undefined;
    // A port may go without a name only where it is the Service's one port.
    this.#hashes ??= new Map(
      this.#told()
        .filter(({ service, port }) => port.name !== null || service.ports.length === 1)
        .map((told) => [
          chainHash().servicePortHash(portName(told.service, told.port.name ?? ""), told.port.protocol),
          told,
        ]),
    );
    for (const hash of hashes) {
      const told = this.#hashes.get(hash);
      if (told) return told;
    }
    return undefined;
  }

  #told(): readonly ToldService[] {
    if (this.#all) return this.#all;
    const { services, endpoints } = this.#cluster;
    const behind = new Map(endpoints.map((told) => [`${told.namespace}/${told.service}`, told]));
    this.#all = services.flatMap((service) => {
      const own = behind.get(`${service.namespace}/${service.name}`) ?? null;
      return service.ports.map((port) => ({ service, port, endpoints: own }));
    });
    return this.#all;
  }

  #at({ addresses, protocol, port, nodePort }: Asked): ToldService | undefined {
    this.#places ??= new Map(
      this.#told().flatMap((told) => placesOf(told.service, told.port).map((place) => [place, told] as const)),
    );
    for (const { value } of port === null ? [] : addresses) {
      const told = this.#places.get(`${protocol} ${String(value)} ${String(port)}`);
      if (told) return told;
    }
    return nodePort === null ? undefined : this.#places.get(`${protocol} node ${String(nodePort)}`);
  }

  #tried(service: ClusterService, isRight: (name: string) => boolean): string | undefined {
    this.#names ??= this.#portNames();
    for (const [index, candidate] of this.#names.entries()) {
      if (++this.#tries > MOST_TRIES) return undefined;
      const name = portName(service, candidate);
      if (!isRight(name)) continue;
      this.#names.splice(index, 1);
      this.#names.unshift(candidate);
      return name;
    }
    return undefined;
  }

  #portNames(): string[] {
    const told = this.#told().flatMap(({ port }) => [port.name, port.targetPort]);
    return [...new Set([...told.filter((name) => name !== null && /[a-z]/.test(name)), ...USUAL_PORT_NAMES])].filter(
      (name) => name !== null,
    );
  }
}

/** What a port is called as far as kubectl tells. */
function likelyName({ service, port }: ToldService): string {
  return portName(service, port.name ?? (service.ports.length === 1 ? "" : String(port.port)));
}

function placesOf(service: ClusterService, { protocol, port, nodePort }: ClusterServicePort): string[] {
  const addresses = [...service.clusterIps, ...service.externalIps, ...service.loadBalancerIps];
  const places = addresses.map(({ value }) => `${protocol} ${String(value)} ${String(port)}`);
  return nodePort === null ? places : [...places, `${protocol} node ${String(nodePort)}`];
}

function portName({ namespace, name }: ClusterService, port: string): string {
  return port === "" ? `${namespace}/${name}` : `${namespace}/${name}:${port}`;
}
