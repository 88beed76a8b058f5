import { describe, expect, it } from "vitest";
import type { NatRequest } from "../extension";
import { at, effect, packet, tracking, words, world } from "../rule-in-hand";

const inNat = world({ table: "nat", hook: "PREROUTING" });
const request = (changes: Partial<NatRequest>): unknown => ({
  kind: "nat",
  request: {
    manip: "destination",
    to: { kind: "keep" },
    ports: undefined,
    randomPort: false,
    persistent: false,
    ...changes,
  },
});
const range = (from: string, to = from) => ({ kind: "range", from: at(from), to: at(to) }) as const;

describe("targets of nat", () => {
  it("ask for an address, a port, both, or a range", () => {
    expect(effect("-j DNAT --to-destination 10.244.0.13", inNat)).toEqual(request({ to: range("10.244.0.13") }));
    expect(effect("-p tcp -j DNAT --to-destination 10.244.0.13:80", inNat)).toEqual(
      request({ to: range("10.244.0.13"), ports: { from: 80, to: 80 } }),
    );
    expect(effect("-p tcp -j DNAT --to-destination :8080", inNat)).toEqual(
      request({ ports: { from: 8080, to: 8080 } }),
    );
    expect(effect("-j SNAT --to-source 10.0.0.1-10.0.0.3 --random-fully", inNat)).toEqual(
      request({ manip: "source", to: range("10.0.0.1", "10.0.0.3"), randomPort: true }),
    );
  });

  it("shift ports by a base, round within the range, as the kernel was seen to do", () => {
    const to = (base: number) => effect(`-p tcp -j DNAT --to-destination 10.0.0.1:1000-1009/${String(base)}`, inNat);
    expect(to(75)).toEqual(request({ to: range("10.0.0.1"), ports: { from: 1005, to: 1005 } }));
    expect(to(82)).toEqual(request({ to: range("10.0.0.1"), ports: { from: 1004, to: 1004 } }));
  });

  it("leave the address to the route, the device or the network", () => {
    expect(effect("-j MASQUERADE --random-fully", inNat)).toEqual(
      request({ manip: "source", to: { kind: "route" }, randomPort: true }),
    );
    expect(effect("-p tcp -j REDIRECT --to-ports 8080", inNat)).toEqual(
      request({ to: { kind: "arrival" }, ports: { from: 8080, to: 8080 } }),
    );
    expect(effect("-j NETMAP --to 192.168.0.0/24", { ...inNat, hook: "POSTROUTING" })).toMatchObject({
      request: { manip: "source" },
    });
  });

  it("say what they rewrite", () => {
    expect(words("-p tcp -j DNAT --to-destination 10.244.0.13:80")).toContain(
      "rewrites the destination to 10.244.0.13:80",
    );
  });
});

describe("marks", () => {
  const marked = (mark: number, connectionMark = 0) =>
    world({ packet: packet({ mark }), tracking: tracking({ mark: connectionMark }) });

  it("are set as (mark & ~mask) ^ value, the highest bit too", () => {
    expect(effect("-j MARK --set-xmark 0x4000/0x4000", marked(1))).toMatchObject({ packet: { mark: 0x4001 } });
    expect(effect("-j MARK --xor-mark 0x80000000", marked(1))).toMatchObject({ packet: { mark: 0x80000001 } });
    expect(effect("-j MARK --and-mark 0xf0", marked(0xff))).toMatchObject({ packet: { mark: 0xf0 } });
    expect(effect("-j MARK --set-mark 0x3/0x1", marked(0xf0))).toMatchObject({ packet: { mark: 0xf3 } });
  });

  it("go between the packet and its connection", () => {
    expect(effect("-j CONNMARK --save-mark --nfmask 0xff --ctmask 0xff", marked(0x1234, 0xab00))).toEqual({
      kind: "continue",
      connection: { mark: 0xab34 },
    });
    expect(effect("-j CONNMARK --restore-mark", marked(1, 0x77))).toMatchObject({ packet: { mark: 0x77 } });
  });

  it("of a connection are not set where there is none", () => {
    const untracked = world({ tracking: { state: "UNTRACKED", direction: "original", connection: null } });
    expect(effect("-j CONNMARK --set-mark 1", untracked)).toEqual({ kind: "continue" });
  });

  it("are told", () => {
    expect(words("-j MARK --set-xmark 0x4000/0x4000")).toEqual(["marks the packet: sets bit 0x4000"]);
    expect(words("-j MARK --set-mark 1")).toEqual(["marks the packet: sets it to 0x1"]);
    expect(words("-j MARK --xor-mark 0x4000")).toEqual(["marks the packet: turns over the bits 0x4000"]);
  });
});

describe("other targets", () => {
  it("refuse with the family's answer where none is named", () => {
    expect(effect("-j REJECT")).toEqual({ kind: "reject", with: "icmp-port-unreachable" });
    expect(effect("-j REJECT", world({ packet: packet({ family: 6 }) }))).toEqual({
      kind: "reject",
      with: "icmp6-port-unreachable",
    });
    expect(words("-j REJECT --reject-with icmp-host-prohibited")).toEqual(["refuses with icmp-host-prohibited"]);
  });

  it("let the packet go on, change it, queue it or keep tracking away", () => {
    expect(effect("-j LOG")).toEqual({ kind: "continue" });
    expect(effect("-j NFQUEUE --queue-num 5")).toEqual({ kind: "queue" });
    expect(effect("-j CT --notrack")).toEqual({ kind: "untrack" });
    expect(effect("-j CT --helper ftp")).toEqual({
      kind: "template",
      template: { zone: { original: 0, reply: 0 }, helper: "ftp" },
    });
    expect(effect("-j NOTRACK")).toEqual({ kind: "untrack" });
  });

  it("keep the TTL within its bounds", () => {
    const ttl = (line: string, before: number) => effect(line, world({ packet: packet({ ttl: before }) }));
    expect(ttl("-j TTL --ttl-inc 5", 253)).toMatchObject({ packet: { ttl: 255 } });
    expect(ttl("-j TTL --ttl-dec 5", 3)).toMatchObject({ packet: { ttl: 0 } });
    expect(ttl("-j TTL --ttl-set 9", 3)).toMatchObject({ packet: { ttl: 9 } });
  });

  it("keep the ECN bits when they set the DSCP, and lower an MSS but never raise it", () => {
    expect(effect("-j DSCP --set-dscp-class EF", world({ packet: packet({ tos: 1 }) }))).toMatchObject({
      packet: { tos: 0xb9 },
    });
    expect(effect("-j TOS --set-tos 0x10/0x1e", world({ packet: packet({ tos: 0xff }) }))).toMatchObject({
      packet: { tos: 0xf1 },
    });
    expect(effect("-p tcp -m tcp --tcp-flags SYN,RST SYN -j TCPMSS --set-mss 1360")).toMatchObject({
      packet: { transport: { mss: 1360 } },
    });
    expect(effect("-p tcp -m tcp --tcp-flags SYN,RST SYN -j TCPMSS --set-mss 9000")).toMatchObject({
      packet: { transport: { mss: 1460 } },
    });
  });
});
