import { describe, expect, it } from "vitest";
import { SAMPLES } from "../../samples/index";
import { parseAddress } from "../netfilter/address";
import { readPaste, type Paste } from "../paste/paste";
import { allPlaces } from "./places";

const places = (paste: Paste) => allPlaces(paste).flat();

const [aks = [], shop = []] = await Promise.all(SAMPLES.map(async (sample) => places(readPaste(await sample.load()))));

describe("the places of a paste", () => {
  it("begin with the Services, each with the protocol and port that it listens on", () => {
    expect(aks[0]?.kind).toBe("service");
    expect(aks).toContainEqual({
      address: "10.0.91.63",
      label: "default/nginx",
      kind: "service",
      protocol: "tcp",
      port: 80,
    });
  });

  it("hold load balancers and node ports", () => {
    expect(shop).toContainEqual({
      address: "203.0.113.80",
      label: "shop/web:http, load balancer",
      kind: "service",
      protocol: "tcp",
      port: 80,
    });
    expect(shop).toContainEqual({
      address: "192.168.10.11",
      label: "shop/web:http, node port",
      kind: "service",
      protocol: "tcp",
      port: 31080,
    });
  });

  it("hold an endpoint once, whatever stands before it", () => {
    expect(
      aks.filter(({ address, kind }) => address === "10.244.0.3" && kind === "endpoint").map(({ label }) => label),
    ).toEqual(["an endpoint of kube-system/kube-dns:dns and 1 more"]);
  });

  it("hold the node's own addresses by device", () => {
    expect(aks).toContainEqual({
      address: "10.224.0.4",
      label: "eth0 of this node",
      kind: "node",
      protocol: null,
      port: null,
    });
  });

  it("make up a neighbour in each network, and say so", () => {
    const neighbours = shop.filter(({ kind }) => kind === "network");
    expect(neighbours.map(({ label }) => label)).toEqual([
      "some other host in the network of eth0",
      "some other host in the network of cni0",
    ]);
    const taken = new Set(shop.filter(({ kind }) => kind !== "network").map(({ address }) => address));
    expect(neighbours.filter(({ address }) => taken.has(address))).toEqual([]);
  });

  it("find the one free address of a small network, and none in a full one", () => {
    const small = (via: string) =>
      places(
        readPaste(
          `2: eth0: <BROADCAST,UP,LOWER_UP> mtu 1500 state UP\n    inet 192.0.2.1/30 scope global eth0\n\n${via}`,
        ),
      ).filter(({ kind }) => kind === "network");
    expect(small("default dev eth0\n").map(({ address }) => address)).toEqual(["192.0.2.2"]);
    expect(small("default via 192.0.2.2 dev eth0\n")).toEqual([]);
  });

  it("are addresses that a packet can bear", () => {
    for (const { address } of [...aks, ...shop]) expect(parseAddress(address), address).toBeDefined();
  });
});
