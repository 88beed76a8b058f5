/**
 * What the kernel does with each was seen on Linux: a veth pair, a spoofed source, counters in raw PREROUTING and INPUT, with
 * rp_filter 0, 1 and 2.
 */
import { expect, it } from "vitest";
import { readPaste } from "../../paste/paste";
import { UNKNOWN_NODE } from "../node";
import { readPacket } from "../read/packet";
import { doubtOfArrival } from "./arrival";

const CONNECTED = `
1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536
    inet 127.0.0.1/8 scope host lo
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500
    inet 192.168.1.10/24 scope global eth0
    inet6 2001:db8::10/64 scope global
3: cni0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450
    inet 10.244.0.1/24 scope global cni0
10.244.0.0/24 dev cni0 proto kernel scope link src 10.244.0.1
192.168.1.0/24 dev eth0 proto kernel scope link src 192.168.1.10
`;
const node = readPaste(`${CONNECTED}default via 192.168.1.1 dev eth0\n`).node;
const alone = readPaste(CONNECTED).node;

function doubt(src: string, device: string | null, of = node) {
  const read = readPacket({ src, dst: src.includes(":") ? "2001:db8::99" : "10.96.0.10", dport: "80", in: device }, of);
  if (read.kind !== "read") throw new Error(JSON.stringify(read.errors));
  return doubtOfArrival(read.packet, of);
}

it.each([
  ["10.244.0.7", "eth0", "in", "An answer to 10.244.0.7 would leave by cni0, not by eth0"],
  ["203.0.113.9", "cni0", "in", "would leave by eth0, not by cni0"],
  ["192.168.1.10", "eth0", "in", "192.168.1.10 is this node's own address: the kernel drops"],
  [
    "127.0.0.5",
    "eth0",
    "src",
    "127.0.0.5 never leaves its own host: the kernel drops what comes in from it by eth0, unless",
  ],
  ["10.244.0.255", "eth0", "in", "10.244.0.255 is for everybody on a network"],
  ["224.0.0.5", "eth0", "src", "224.0.0.5 is an address of many"],
  ["::1", "eth0", "src", "::1 never leaves its own host"],
  ["10.9.9.9", null, "src", "10.9.9.9 is no address of this node"],
] as const)("from %s by %s: a doubt at %s", (src, device, field, words) => {
  const found = doubt(src, device);
  expect(found?.field).toBe(field);
  expect(found?.message).toContain(words);
});

it("a node without a route back says so, where its routes are told", () => {
  expect(doubt("203.0.113.9", "eth0", alone)?.message).toContain("no route back to 203.0.113.9");
});

it.each([
  ["10.244.0.7", "cni0"],
  ["203.0.113.9", "eth0"],
  ["192.168.1.10", null],
  ["127.0.0.1", null],
  ["127.0.0.1", "lo"],
  ["2001:db8::7", "cni0"],
] as const)("from %s by %s: nothing is doubtful", (src, device) => {
  expect(doubt(src, device)).toBeUndefined();
});

it("an address of the node's own is known by the table local as well", () => {
  const told = readPaste(
    "default via 192.168.1.1 dev eth0\nlocal 192.168.1.10 dev eth0 table local proto kernel scope host\n",
  ).node;
  expect(doubt("192.168.1.10", "eth0", told)?.message).toContain("this node's own address");
});

it("of a node that nobody told nothing is said", () => {
  for (const device of ["eth0", null]) expect(doubt("10.1.2.3", device, UNKNOWN_NODE)).toBeUndefined();
});
