/**
 * Prints what was told of a cluster, as kubectl prints it: what came from tables, which lack the names of ports, as
 * tables, and all else as JSON. What is printed is read again as the same cluster (print-paste.test.ts).
 */
import type {
  Cluster,
  ClusterEndpoint,
  ClusterNode,
  ClusterPod,
  ClusterService,
  ServiceEndpoints,
} from "../kubernetes/cluster";
import { type Address, formatAddress, formatPrefix, placeText } from "../netfilter/address";

/** Each output below the command that prints it; nothing of a cluster of which nothing was told. */
export function printCluster({ services, endpoints, pods, nodes, podNetworks }: Cluster): string {
  const [listedServices, plainServices] = parted(services, ({ ports }) => ports.some(({ name }) => name === null));
  const [listedEndpoints, plainEndpoints] = parted(
    endpoints,
    (one) => !one.complete || one.endpoints.every(({ portName }) => portName === null),
  );
  const items = [
    ...plainServices.map(serviceObject),
    ...plainEndpoints.flatMap(sliceObjects),
    ...pods.map(podObject),
    ...nodes.map(nodeObject),
  ];
  return [
    table(
      "svc",
      ["NAMESPACE", "NAME", "TYPE", "CLUSTER-IP", "EXTERNAL-IP", "PORT(S)", "AGE"],
      listedServices.map(serviceRow),
    ),
    table("endpoints", ["NAMESPACE", "NAME", "ENDPOINTS", "AGE"], listedEndpoints.map(endpointsRow)),
    items.length === 0
      ? ""
      : `$ kubectl get svc,endpointslices,pods,nodes -A -o json\n${JSON.stringify({ apiVersion: "v1", kind: "List", items }, null, 1)}\n\n`,
    podNetworks.length === 0 ? "" : `clusterCIDR: "${podNetworks.map(formatPrefix).join(",")}"\n\n`,
  ].join("");
}

function parted<One>(all: readonly One[], is: (one: One) => boolean): readonly [readonly One[], readonly One[]] {
  return [all.filter(is), all.filter((one) => !is(one))];
}

/** Columns stand as wide as their widest word, three blanks apart. */
function table(resource: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const widths = head.map((name, column) =>
    rows.reduce((most, row) => Math.max(most, row[column]?.length ?? 0), name.length),
  );
  const line = (words: readonly string[]) =>
    words
      .map((word, column) => word.padEnd((widths[column] ?? 0) + 3))
      .join("")
      .trimEnd();
  return `$ kubectl get ${resource} -A\n${[head, ...rows].map(line).join("\n")}\n\n`;
}

function textOf(addresses: readonly Address[]): string {
  return addresses.length === 0 ? "<none>" : addresses.map(formatAddress).join(",");
}

function serviceRow({
  namespace,
  name,
  type,
  clusterIps,
  headless,
  externalIps,
  loadBalancerIps,
  ports,
}: ClusterService) {
  const external = [...loadBalancerIps, ...externalIps];
  const places = ports.map(({ port, nodePort, protocol }) => {
    const node = nodePort === null ? "" : `:${String(nodePort)}`;
    return `${String(port)}${node}/${protocol.toUpperCase()}`;
  });
  const own = headless ? "None" : textOf(clusterIps);
  return [namespace, name, type ?? "ClusterIP", own, textOf(external), places.join(",") || "<none>", "1d"];
}

function endpointsRow({ namespace, service, endpoints, complete }: ServiceEndpoints) {
  const places = endpoints.map(({ address, port }) => placeText(address, port)).join(",") || "<none>";
  return [namespace, service, complete ? places : `${places} + 1 more...`, "1d"];
}

function serviceObject(service: ClusterService) {
  const { namespace, name, type, clusterIps, headless, externalIps, loadBalancerIps, ports } = service;
  return {
    kind: "Service",
    metadata: { namespace, name },
    spec: {
      type: type ?? undefined,
      clusterIP: headless ? "None" : clusterIps.map(formatAddress)[0],
      clusterIPs: clusterIps.map(formatAddress),
      externalIPs: externalIps.map(formatAddress),
      ports: ports.map((port) => ({
        name: port.name ?? undefined,
        protocol: port.protocol.toUpperCase(),
        port: port.port,
        targetPort: port.targetPort ?? undefined,
        nodePort: port.nodePort ?? undefined,
      })),
      externalTrafficPolicy: service.externalTrafficPolicy ?? undefined,
      internalTrafficPolicy: service.internalTrafficPolicy ?? undefined,
      sessionAffinity: service.sessionAffinity ?? undefined,
      loadBalancerSourceRanges: service.sourceRanges.map(formatPrefix),
    },
    status: { loadBalancer: { ingress: loadBalancerIps.map((address) => ({ ip: formatAddress(address) })) } },
  };
}

/** A slice holds endpoints that have their port in common. */
function sliceObjects({ namespace, service, endpoints }: ServiceEndpoints) {
  const metadata = { namespace, name: service, labels: { "kubernetes.io/service-name": service } };
  if (endpoints.length === 0) return [{ kind: "EndpointSlice", metadata, ports: [], endpoints: [] }];
  const byPort = new Map<string, ClusterEndpoint[]>();
  for (const endpoint of endpoints) {
    const key = `${String(endpoint.port)} ${String(endpoint.portName)} ${String(endpoint.protocol)}`;
    const alike = byPort.get(key);
    if (alike) alike.push(endpoint);
    else byPort.set(key, [endpoint]);
  }
  return [...byPort.values()].map((alike) => ({
    kind: "EndpointSlice",
    metadata,
    ports: alike
      .slice(0, 1)
      .flatMap(({ port, portName, protocol }) =>
        port === null ? [] : [{ name: portName ?? undefined, port, protocol: protocol?.toUpperCase() }],
      ),
    endpoints: alike.map(({ address, ready, pod, node }) => ({
      addresses: [formatAddress(address)],
      conditions: { ready },
      nodeName: node ?? undefined,
      targetRef: pod === null ? undefined : { kind: "Pod", namespace: pod.split("/")[0], name: pod.split("/")[1] },
    })),
  }));
}

function podObject({ namespace, name, addresses, node, hostNetwork }: ClusterPod) {
  return {
    kind: "Pod",
    metadata: { namespace, name },
    spec: { nodeName: node ?? undefined, hostNetwork },
    status: { podIPs: addresses.map((address) => ({ ip: formatAddress(address) })) },
  };
}

function nodeObject({ name, internalIps, externalIps, podNetworks }: ClusterNode) {
  const of = (type: string, addresses: readonly Address[]) =>
    addresses.map((address) => ({ type, address: formatAddress(address) }));
  return {
    kind: "Node",
    metadata: { name },
    spec: { podCIDRs: podNetworks.map(formatPrefix) },
    status: { addresses: [...of("InternalIP", internalIps), ...of("ExternalIP", externalIps)] },
  };
}
