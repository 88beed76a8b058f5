import { describe, expect, it } from "vitest";
import { SAMPLES } from "../../samples/index";
import { parseAddress } from "../netfilter/address";
import { readPaste, type Paste } from "../paste/paste";
import { nameOf } from "./address-names";

const [aks, shop] = await Promise.all(SAMPLES.map(async (sample) => readPaste(await sample.load())));
if (!aks || !shop) throw new Error("two samples were expected");

function named(paste: Paste, text: string, port: number | null = null, protocol: string | null = "tcp") {
  const address = parseAddress(text);
  return address && nameOf(paste, address, { port, protocol });
}

describe("the name of an address", () => {
  it("is the Service that it is a cluster IP of, and with its port the Service's port", () => {
    expect(named(aks, "10.0.91.63", 80)).toEqual({
      kind: "service",
      label: "default/nginx",
      detail: "The cluster IP of the Service default/nginx",
    });
    expect(named(shop, "203.0.113.80", 80)?.label).toBe("shop/web:http");
    expect(named(shop, "203.0.113.80")?.label).toBe("shop/web");
  });

  it("asks for the protocol where two ports have one number", () => {
    const dns = (protocol: string) => named(aks, "10.0.0.10", 53, protocol)?.label;
    expect([dns("udp"), dns("tcp")]).toEqual(["kube-system/kube-dns:dns", "kube-system/kube-dns:dns-tcp"]);
  });

  it("is the Service behind which an endpoint stands", () => {
    expect(named(aks, "10.244.0.13", 80)).toEqual({
      kind: "endpoint",
      label: "endpoint of default/nginx",
      detail: "An endpoint of default/nginx; 10.244.0.0/24 is the network of this node's device cbr0",
    });
  });

  it("is the device of an address of this node, and the Service of a node port there", () => {
    expect(named(shop, "192.168.10.11")).toMatchObject({ kind: "node", label: "eth0 of this node" });
    expect(named(shop, "192.168.10.11", 31080)).toEqual({
      kind: "service",
      label: "node port of shop/web:http",
      detail: "A node port of shop/web:http; an address of this node, at its device eth0",
    });
    expect(named(shop, "192.168.10.11", 31080, "udp")?.label).toBe("eth0 of this node");
  });

  it("is the smallest network that is known around it", () => {
    expect(named(shop, "10.244.1.77")?.label).toBe("in the network of cni0");
    expect(named(shop, "10.244.9.9")).toEqual({
      kind: "network",
      label: "in the pod network",
      detail: "10.244.0.0/16 is the network of pods, by kube-proxy's rules",
    });
    expect(named(shop, "127.0.0.5")?.label).toBe("in the network of lo");
    expect(named(shop, "198.51.100.7")).toBeUndefined();
  });

  it("comes from the names of sets and from kube-router's comments", () => {
    const paste = readPaste(`*filter
:KUBE-ROUTER-FORWARD - [0:0]
:KUBE-POD-FW-ABC - [0:0]
-A KUBE-ROUTER-FORWARD -d 10.242.0.5/32 -m comment --comment "rule to jump traffic destined to POD name:web-1 namespace: shop to chain KUBE-POD-FW-ABC" -j KUBE-POD-FW-ABC
COMMIT
create kube-router-node-ips hash:ip family inet hashsize 1024 maxelem 65536 timeout 0
add kube-router-node-ips 10.241.0.20 timeout 0
create kube-router-pod-subnets hash:net family inet hashsize 1024 maxelem 65536 timeout 0
add kube-router-pod-subnets 10.242.0.0/24 timeout 0
`);
    expect(named(paste, "10.242.0.5")).toMatchObject({ kind: "pod", label: "pod shop/web-1" });
    expect(named(paste, "10.242.0.9")).toMatchObject({ kind: "network", label: "in the pod network" });
    expect(named(paste, "10.241.0.20")).toMatchObject({ kind: "node", label: "a node" });
  });
});
