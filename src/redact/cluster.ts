/**
 * A cluster with stand-ins for its addresses and for the names of what is in it.
 */
import type { Cluster } from "../kubernetes/cluster";
import type { Address, Prefix } from "../netfilter/address";
import type { AddressStandIns } from "./addresses";
import type { Names } from "./names";

/** The cluster as `printCluster` prints it. */
export function redactCluster(cluster: Cluster, addresses: AddressStandIns, names: Names): Cluster {
  const all = (some: readonly Address[]) => some.map((one) => addresses.address(one));
  const networks = (some: readonly Prefix[]) => some.map((one) => addresses.prefix(one));
  const name = (text: string) => names.name(text);
  const maybe = (text: string | null) => (text === null ? null : name(text));
  return {
    services: cluster.services.map((service) => ({
      ...service,
      namespace: name(service.namespace),
      name: name(service.name),
      clusterIps: all(service.clusterIps),
      externalIps: all(service.externalIps),
      loadBalancerIps: all(service.loadBalancerIps),
      ports: service.ports.map((port) => ({ ...port, name: maybe(port.name), targetPort: maybe(port.targetPort) })),
      sourceRanges: networks(service.sourceRanges),
    })),
    endpoints: cluster.endpoints.map((one) => ({
      ...one,
      namespace: name(one.namespace),
      service: name(one.service),
      endpoints: one.endpoints.map((endpoint) => ({
        ...endpoint,
        address: addresses.address(endpoint.address),
        portName: maybe(endpoint.portName),
        pod: endpoint.pod === null ? null : names.servicePort(endpoint.pod),
        node: maybe(endpoint.node),
      })),
    })),
    pods: cluster.pods.map((pod) => ({
      ...pod,
      namespace: name(pod.namespace),
      name: name(pod.name),
      addresses: all(pod.addresses),
      node: maybe(pod.node),
    })),
    nodes: cluster.nodes.map((node) => ({
      ...node,
      name: name(node.name),
      internalIps: all(node.internalIps),
      externalIps: all(node.externalIps),
      podNetworks: networks(node.podNetworks),
    })),
    podNetworks: networks(cluster.podNetworks),
  };
}
