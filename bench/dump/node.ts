/**
 * What else a node of the cluster prints: `ip addr`, `ip route show table all`, and `kubectl get svc,endpointslices -A`.
 */
import type { Cluster, ServicePort } from "./cluster";

/** `ip addr` and `ip route show table all` of the first node, with a route to the pods of every other (flannel's host-gw). */
export function nodeLines({ nodes }: Cluster): string[] {
  const address = (node: number) => `192.168.${String(16 + (node >> 8))}.${String(10 + (node & 127))}`;
  const network = (node: number) => `10.${String(128 + (node >> 8))}.${String(node & 255)}.0/24`;
  const others = Array.from({ length: nodes - 1 }, (_, index) => index + 1);
  return [
    "$ ip addr",
    "1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000",
    "    inet 127.0.0.1/8 scope host lo",
    "2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq_codel state UP group default qlen 1000",
    `    inet ${address(0)}/16 brd 192.168.255.255 scope global eth0`,
    "3: cni0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UP group default qlen 1000",
    "    inet 10.128.0.1/24 brd 10.128.0.255 scope global cni0",
    "",
    "$ ip route show table all",
    "default via 192.168.0.1 dev eth0 proto static",
    `${network(0)} dev cni0 proto kernel scope link src 10.128.0.1`,
    ...others.map((node) => `${network(node)} via ${address(node)} dev eth0`),
    `192.168.0.0/16 dev eth0 proto kernel scope link src ${address(0)}`,
    "local 10.128.0.1 dev cni0 table local proto kernel scope host src 10.128.0.1",
    "broadcast 10.128.0.255 dev cni0 table local proto kernel scope link src 10.128.0.1",
    "local 127.0.0.0/8 dev lo table local proto kernel scope host src 127.0.0.1",
    "local 127.0.0.1 dev lo table local proto kernel scope host src 127.0.0.1",
    `local ${address(0)} dev eth0 table local proto kernel scope host src ${address(0)}`,
    `broadcast 192.168.255.255 dev eth0 table local proto kernel scope link src ${address(0)}`,
  ];
}

/** kubectl's two tables, its columns as wide as what stands in them. At most three endpoints of a slice are named, as kubectl does. */
export function kubectlLines({ ports }: Cluster): string[] {
  const all = ports.flatMap((first, index) => {
    if (ports[index - 1]?.clusterIp === first.clusterIp) return [];
    const next = ports[index + 1];
    return [{ first, own: next?.clusterIp === first.clusterIp ? [first, next] : [first] }];
  });
  return [
    "$ kubectl get svc,endpointslices -A",
    ...columns([
      ["NAMESPACE", "NAME", "TYPE", "CLUSTER-IP", "EXTERNAL-IP", "PORT(S)", "AGE"],
      ...all.map(({ first, own }) => serviceRow(first, own)),
    ]),
    "",
    ...columns([
      ["NAMESPACE", "NAME", "ADDRESSTYPE", "PORTS", "ENDPOINTS", "AGE"],
      ...all.map(({ first, own }) => sliceRow(first, own)),
    ]),
  ];
}

function serviceRow(first: ServicePort, own: readonly ServicePort[]): string[] {
  const type =
    first.loadBalancerIp !== undefined ? "LoadBalancer" : first.nodePort !== undefined ? "NodePort" : "ClusterIP";
  const ports = own.map(({ port, nodePort, protocol }) => {
    const open = nodePort === undefined ? "" : `:${String(nodePort)}`;
    return `${String(port)}${open}/${protocol.toUpperCase()}`;
  });
  const external = first.loadBalancerIp ?? "<none>";
  return [first.namespace, `service/${first.service}`, type, first.clusterIp, external, ports.join(","), "41d"];
}

function sliceRow(first: ServicePort, own: readonly ServicePort[]): string[] {
  const named = first.endpoints.slice(0, 3).map(({ address }) => address);
  const more = first.endpoints.length - named.length;
  const endpoints =
    named.length === 0 ? "<unset>" : `${named.join(",")}${more > 0 ? ` + ${String(more)} more...` : ""}`;
  const ports = named.length === 0 ? "<unset>" : own.map(({ targetPort }) => String(targetPort)).join(",");
  const name = `endpointslice.discovery.k8s.io/${first.service}-x7k2p`;
  return [first.namespace, name, "IPv4", ports, endpoints, "41d"];
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length);
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd((widths[at] ?? 0) + 3))
      .join("")
      .trimEnd(),
  );
}
