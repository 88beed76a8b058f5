/**
 * For tests: what is told of a cluster, with addresses as text, and the problems that were found.
 */
import { formatAddress, formatPrefix } from "../../netfilter/address";
import { readPaste } from "../../paste/paste";

/** Reads a paste and gives its cluster as plain text and numbers. */
export function clusterOf(text: string) {
  const { cluster, problems, sections } = readPaste(text);
  const shown = {
    services: cluster.services.map((service) => ({
      ...service,
      clusterIps: service.clusterIps.map(formatAddress),
      externalIps: service.externalIps.map(formatAddress),
      loadBalancerIps: service.loadBalancerIps.map(formatAddress),
      sourceRanges: service.sourceRanges.map(formatPrefix),
      ports: service.ports.map(
        ({ name, protocol, port, targetPort, nodePort }) =>
          `${name ?? "?"} ${protocol} ${String(port)} ${targetPort ?? "?"} ${String(nodePort)}`,
      ),
    })),
    endpoints: cluster.endpoints.map(({ namespace, service, complete, endpoints }) => ({
      of: `${namespace}/${service}`,
      complete,
      at: endpoints.map(
        ({ address, port, portName, pod, node, ready }) =>
          `${formatAddress(address)} ${String(port)} ${portName ?? "?"} ${pod ?? "?"} ${node ?? "?"}${ready ? "" : " not ready"}`,
      ),
    })),
    pods: cluster.pods.map(
      ({ namespace, name, addresses, node, hostNetwork }) =>
        `${namespace}/${name} ${addresses.map(formatAddress).join("+")} ${node ?? "?"}${hostNetwork ? " host" : ""}`,
    ),
    nodes: cluster.nodes.map(({ name, internalIps, externalIps, podNetworks }) => ({
      name,
      at: [...internalIps, ...externalIps].map(formatAddress).join("+"),
      pods: podNetworks.map(formatPrefix).join("+"),
    })),
    podNetworks: cluster.podNetworks.map(formatPrefix),
  };
  return {
    ...shown,
    words: sections.map(({ words }) => words),
    problems: problems.map(({ line, column, message }) => `${String(line)}:${String(column)} ${message}`),
  };
}
