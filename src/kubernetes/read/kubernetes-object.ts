/**
 * Reads an object of the Kubernetes API: Service, Endpoints, EndpointSlice, Pod, Node, lists of them, and kube-proxy's
 * configuration, alone or in its ConfigMap. Any other is passed over. (kubernetes.io/docs/reference/kubernetes-api)
 */
import type { ClusterEndpoint, ClusterServicePort } from "../cluster";
import type { Called, ClusterDrafts } from "./cluster-drafts";
import { addressesOf, listOf, numberOf, partsOf, prefixesOf, textOf, type Parts } from "./object-parts";
import { portsToTake } from "./slice-ports";

/** Takes an object in; `line` is where it begins, `namespace` what the command before it named. */
export function readObject(value: unknown, line: number, namespace: string | undefined, drafts: ClusterDrafts): void {
  const object = partsOf(value);
  const kind = textOf(object.kind) ?? "";
  const metadata = partsOf(object.metadata);
  const name = textOf(metadata.name) ?? "";
  const called: Called = { namespace: textOf(metadata.namespace) ?? namespace, name, line };
  if (kind.endsWith("List")) {
    const own = kind === "List" ? undefined : kind.slice(0, -"List".length);
    for (const item of listOf(object.items)) readObject({ kind: own, ...item }, line, namespace, drafts);
    return;
  }
  if (kind === "KubeProxyConfiguration") {
    readProxyNetworks(textOf(object.clusterCIDR), drafts);
    return;
  }
  if (name === "") return;
  switch (kind) {
    case "Service": {
      readService(called, object, drafts);
      return;
    }
    case "Endpoints": {
      readEndpoints(called, object, drafts);
      return;
    }
    case "EndpointSlice": {
      readSlice(called, object, metadata, drafts);
      return;
    }
    case "Pod": {
      readPod(called, object, drafts);
      return;
    }
    case "Node": {
      readNode(called, object, drafts);
      return;
    }
    case "ConfigMap":
      // A file within: one line of it is wanted.
      for (const file of Object.values(partsOf(object.data)))
        readProxyNetworks(/^\s*clusterCIDR:\s*["']?([^\s"']+)/m.exec(textOf(file) ?? "")?.[1], drafts);
  }
}

function readProxyNetworks(text: string | undefined, drafts: ClusterDrafts): void {
  for (const prefix of prefixesOf(text?.split(","))) drafts.podNetwork(prefix);
}

function readService(called: Called, object: Parts, drafts: ClusterDrafts): void {
  const spec = partsOf(object.spec);
  const ingress = listOf(partsOf(partsOf(object.status).loadBalancer).ingress);
  drafts.service(called, {
    type: textOf(spec.type) ?? "ClusterIP",
    headless: spec.clusterIP === "None",
    clusterIps: addressesOf(spec.clusterIP, spec.clusterIPs),
    externalIps: addressesOf(spec.externalIPs),
    loadBalancerIps: ingress.flatMap(({ ip }) => addressesOf(ip)),
    ports: listOf(spec.ports).flatMap(servicePort),
    externalTrafficPolicy: textOf(spec.externalTrafficPolicy) ?? null,
    internalTrafficPolicy: textOf(spec.internalTrafficPolicy) ?? null,
    sessionAffinity: textOf(spec.sessionAffinity) ?? null,
    sourceRanges: prefixesOf(spec.loadBalancerSourceRanges),
  });
}

function servicePort(parts: Parts): ClusterServicePort[] {
  const port = numberOf(parts.port);
  if (port === undefined) return [];
  return [
    {
      name: textOf(parts.name) ?? "",
      protocol: protocolOf(parts),
      port,
      targetPort: textOf(parts.targetPort) ?? null,
      nodePort: numberOf(parts.nodePort) ?? null,
    },
  ];
}

function protocolOf(parts: Parts): string {
  return (textOf(parts.protocol) ?? "TCP").toLowerCase();
}

function readEndpoints(called: Called, object: Parts, drafts: ClusterDrafts): void {
  let complete = true;
  const endpoints = listOf(object.subsets).flatMap((subset) => {
    const all = listOf(subset.ports);
    const ports = portsToTake(listOf(subset.addresses).length + listOf(subset.notReadyAddresses).length, all);
    complete &&= ports === all;
    const at = (list: string, ready: boolean) =>
      listOf(subset[list]).flatMap((entry) => atPorts(entry.ip, ports, called, { ...endpointParts(entry), ready }));
    return [...at("addresses", true), ...at("notReadyAddresses", false)];
  });
  drafts.endpoints(called, endpoints, complete);
}

/** The label says which Service a slice belongs to; its name is that with letters behind it. */
const SLICE_OWNER = "kubernetes.io/service-name";

function readSlice(called: Called, object: Parts, metadata: Parts, drafts: ClusterDrafts): void {
  const owner = textOf(partsOf(metadata.labels)[SLICE_OWNER]);
  const all = listOf(object.ports);
  const entries = listOf(object.endpoints);
  const addresses = entries.reduce(
    (sum, entry) => sum + (Array.isArray(entry.addresses) ? entry.addresses.length : 1),
    0,
  );
  const ports = portsToTake(addresses, all);
  const endpoints = entries.flatMap((entry) => {
    // Not told is ready.
    const ready = partsOf(entry.conditions).ready !== false;
    return atPorts(entry.addresses, ports, called, { ...endpointParts(entry), ready });
  });
  if (owner === undefined) drafts.slice(called, endpoints, ports === all);
  else drafts.endpoints({ ...called, name: owner }, endpoints, ports === all);
}

type EndpointParts = Pick<ClusterEndpoint, "ready" | "pod" | "node">;

function endpointParts(entry: Parts): Omit<EndpointParts, "ready"> & { readonly podNamespace: string | null } {
  const target = partsOf(entry.targetRef);
  const pod = target.kind === "Pod" ? (textOf(target.name) ?? null) : null;
  return { pod, podNamespace: textOf(target.namespace) ?? null, node: textOf(entry.nodeName) ?? null };
}

/** Every address with every port; with none where there are no ports. */
function atPorts(
  addresses: unknown,
  ports: readonly Parts[],
  { namespace = "default" }: Called,
  { podNamespace, pod, node, ready }: EndpointParts & { readonly podNamespace: string | null },
): ClusterEndpoint[] {
  const named = pod === null ? null : `${podNamespace ?? namespace}/${pod}`;
  return addressesOf(addresses).flatMap((address): ClusterEndpoint[] => {
    const own = { address, ready, pod: named, node };
    if (ports.length === 0) return [{ ...own, port: null, portName: null, protocol: null }];
    return ports.map((parts) => ({
      ...own,
      port: numberOf(parts.port) ?? null,
      portName: textOf(parts.name) ?? "",
      protocol: protocolOf(parts),
    }));
  });
}

function readPod(called: Called, object: Parts, drafts: ClusterDrafts): void {
  const [spec, status] = [partsOf(object.spec), partsOf(object.status)];
  const ended = status.phase === "Succeeded" || status.phase === "Failed";
  const ips = listOf(status.podIPs).flatMap(({ ip }) => addressesOf(ip));
  drafts.pod(called, {
    addresses: ended ? [] : ips.length > 0 ? ips : addressesOf(status.podIP),
    node: textOf(spec.nodeName) ?? null,
    hostNetwork: spec.hostNetwork === true,
  });
}

function readNode({ name, line }: Called, object: Parts, drafts: ClusterDrafts): void {
  const [spec, status] = [partsOf(object.spec), partsOf(object.status)];
  const of = (type: string) =>
    listOf(status.addresses).flatMap((entry) => (entry.type === type ? addressesOf(entry.address) : []));
  const networks = prefixesOf(spec.podCIDRs);
  drafts.node(name, line, {
    internalIps: of("InternalIP"),
    externalIps: of("ExternalIP"),
    podNetworks: networks.length > 0 ? networks : prefixesOf(spec.podCIDR),
  });
}
