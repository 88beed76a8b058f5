/**
 * Dumps to open where there is none of one's own: what somebody on that node would paste, and the packet worth sending
 * first. Beside each lies what a Linux kernel did with that packet and with its reply (tests/kernel/record makes them).
 */
import type { PacketFields } from "../src/netfilter/read/packet";

export interface Sample {
  readonly id: string;
  readonly title: string;
  /** One or two sentences: what node this is, and what there is to see. */
  readonly about: string;
  readonly packet: PacketFields;
  /** The text of the dump. */
  readonly load: () => Promise<string>;
}

export const SAMPLES: readonly Sample[] = [
  {
    id: "aks-nginx",
    title: "A Service on AKS",
    about:
      "A node of Azure Kubernetes Service with one pod behind the Service default/nginx. Another pod of the node asks for it.",
    packet: { in: "cbr0", src: "10.244.0.9", dst: "10.0.91.63", proto: "tcp", dport: 80 },
    load: async () => (await import("./aks-nginx.txt?raw")).default,
  },
  {
    id: "three-replicas",
    title: "Three replicas behind a load balancer",
    about:
      "A worker with Flannel, and Services of every kind: load balancer, node port, local endpoints only, session affinity, none at all. A client on the internet asks for shop/web.",
    packet: { in: "eth0", src: "198.51.100.7", dst: "203.0.113.80", proto: "tcp", dport: 80 },
    load: async () => (await import("./three-replicas.txt?raw")).default,
  },
  {
    id: "forward-drop",
    title: "Why is it dropped?",
    about:
      "Docker runs beside kube-proxy. A pod asks for a Service, its destination is rewritten as it should be, and nothing ever answers.",
    packet: { in: "cni0", src: "10.244.1.5", dst: "10.96.74.12", proto: "tcp", dport: 80 },
    load: async () => (await import("./forward-drop.txt?raw")).default,
  },
];
