/**
 * Which Service of kubectl's output a Service port of the rules is. The chain hash says it for certain where the name of
 * the port is told; else the address and port say which Service it is, and the hash which of the usual names its port has.
 */
import type { Address } from "../netfilter/address";
import { servicePortHash } from "./chain-hash";
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
  readonly hashes: Iterable<string>;
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

export class ToldServices {
  readonly #byHash = new Map<string, ToldService>();
  readonly #byPlace = new Map<string, ToldService>();
  /** The one that last was right stands first. */
  readonly #portNames: string[];
  #tries = 0;

  constructor({ services, endpoints }: Pick<Cluster, "services" | "endpoints">) {
    const behind = new Map(endpoints.map((told) => [`${told.namespace}/${told.service}`, told]));
    const portNames = new Set<string>();
    for (const service of services) {
      for (const port of service.ports) {
        const told = { service, port, endpoints: behind.get(`${service.namespace}/${service.name}`) ?? null };
        for (const place of placesOf(service, port)) this.#byPlace.set(place, told);
        // A port may go without a name only where it is the Service's one port.
        if (port.name !== null || service.ports.length === 1)
          this.#byHash.set(servicePortHash(portName(service, port.name ?? ""), port.protocol), told);
        for (const name of [port.name, port.targetPort]) if (name !== null && /[a-z]/.test(name)) portNames.add(name);
      }
    }
    for (const name of USUAL_PORT_NAMES) portNames.add(name);
    this.#portNames = [...portNames];
  }

  /** The Service port of kubectl's output that a port of the rules is; undefined where it has none such. */
  find(asked: Asked): ToldService | undefined {
    for (const hash of asked.hashes) {
      const told = this.#byHash.get(hash);
      if (told) return told;
    }
    return this.#at(asked);
  }

  /** `default/web:http`, `default/web` for a port without a name, `default/web:80` where its name stays unknown. */
  nameOf({ service, port }: ToldService, hashes: ReadonlySet<string>): string {
    if (port.name !== null) return portName(service, port.name);
    const alone = service.ports.length === 1;
    if (alone && hashes.has(servicePortHash(portName(service, ""), port.protocol))) return portName(service, "");
    return this.#tried(service, port.protocol, hashes) ?? portName(service, alone ? "" : String(port.port));
  }

  #at({ addresses, protocol, port, nodePort }: Asked): ToldService | undefined {
    for (const { value } of port === null ? [] : addresses) {
      const told = this.#byPlace.get(`${protocol} ${String(value)} ${String(port)}`);
      if (told) return told;
    }
    return nodePort === null ? undefined : this.#byPlace.get(`${protocol} node ${String(nodePort)}`);
  }

  #tried(service: ClusterService, protocol: string, hashes: ReadonlySet<string>): string | undefined {
    if (hashes.size === 0) return undefined;
    for (const [index, candidate] of this.#portNames.entries()) {
      if (++this.#tries > MOST_TRIES) return undefined;
      const name = portName(service, candidate);
      if (!hashes.has(servicePortHash(name, protocol))) continue;
      this.#portNames.splice(index, 1);
      this.#portNames.unshift(candidate);
      return name;
    }
    return undefined;
  }
}

function placesOf(service: ClusterService, { protocol, port, nodePort }: ClusterServicePort): string[] {
  const addresses = [...service.clusterIps, ...service.externalIps, ...service.loadBalancerIps];
  const places = addresses.map(({ value }) => `${protocol} ${String(value)} ${String(port)}`);
  return nodePort === null ? places : [...places, `${protocol} node ${String(nodePort)}`];
}

function portName({ namespace, name }: ClusterService, port: string): string {
  return port === "" ? `${namespace}/${name}` : `${namespace}/${name}:${port}`;
}
