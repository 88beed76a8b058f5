import { describe, expect, it } from "vitest";
import { ipv4 } from "../address";
import type { Packet, Transport } from "../packet";
import { PLAIN, TCP_FLAGS } from "../packet";
import { tupleOf, invertTuple, track } from "./conntrack";

const packet = (proto: number, transport: Transport): Packet => ({
  family: 4,
  in: "eth0",
  src: ipv4(0x0a000001),
  dst: ipv4(0x0a000002),
  proto,
  transport,
  mark: 0,
  tos: 0,
  ttl: 64,
  length: 60,
  uid: 0,
  gid: 0,
  ...PLAIN,
});

const tcp = (flags: number) => packet(6, { kind: "tcp", sport: 1000, dport: 80, flags, mss: null, options: [] });
const icmp = (type: number) => packet(1, { kind: "icmp", type, code: 0, quotes: null });

describe("connection tracking", () => {
  it("begins a connection with a SYN, and picks one up in the middle with a bare ACK", () => {
    expect(track(tcp(TCP_FLAGS.SYN), undefined).state).toBe("NEW");
    expect(track(tcp(TCP_FLAGS.ACK), undefined).state).toBe("NEW");
    expect(track(tcp(TCP_FLAGS.ACK | TCP_FLAGS.PSH), undefined).state).toBe("NEW");
  });

  it.each([
    ["SYN and ACK", TCP_FLAGS.SYN | TCP_FLAGS.ACK],
    ["RST", TCP_FLAGS.RST],
    ["FIN and ACK", TCP_FLAGS.FIN | TCP_FLAGS.ACK],
    ["no flag", 0],
    ["SYN and FIN", TCP_FLAGS.SYN | TCP_FLAGS.FIN],
  ])("finds a first TCP packet with %s invalid", (_, flags) => {
    expect(track(tcp(flags), undefined)).toEqual({ state: "INVALID", direction: "original", connection: null });
  });

  it("begins a connection with an ICMP request, not with an answer or an error", () => {
    expect(track(icmp(8), undefined).state).toBe("NEW");
    expect(track(icmp(0), undefined).state).toBe("INVALID");
    expect(track(icmp(3), undefined).state).toBe("INVALID");
  });

  it("knows an answer by its tuple, and an answered connection is established both ways", () => {
    const first = track(tcp(TCP_FLAGS.SYN), undefined);
    const answer: Packet = {
      ...tcp(TCP_FLAGS.SYN | TCP_FLAGS.ACK),
      src: ipv4(0x0a000002),
      dst: ipv4(0x0a000001),
      transport: { kind: "tcp", sport: 80, dport: 1000, flags: TCP_FLAGS.SYN | TCP_FLAGS.ACK, mss: null, options: [] },
    };
    const second = track(answer, first.connection ?? undefined);
    expect([second.state, second.direction]).toEqual(["ESTABLISHED", "reply"]);
    const third = track(tcp(TCP_FLAGS.ACK), second.connection ?? undefined);
    expect([third.state, third.direction]).toEqual(["ESTABLISHED", "original"]);
  });

  it("finds an ACK invalid while nobody has answered the SYN before it", () => {
    const first = track(tcp(TCP_FLAGS.SYN), undefined);
    expect(track(tcp(TCP_FLAGS.ACK), first.connection ?? undefined).state).toBe("INVALID");
    expect(track(tcp(TCP_FLAGS.SYN), first.connection ?? undefined).state).toBe("NEW");
  });

  it("keeps the state NEW while nobody has answered", () => {
    const udp = packet(17, { kind: "ports", sport: 1000, dport: 53 });
    const first = track(udp, undefined);
    expect(track(udp, first.connection ?? undefined).state).toBe("NEW");
  });

  it("turns a tuple round and back", () => {
    const tuple = tupleOf(tcp(TCP_FLAGS.SYN));
    expect(invertTuple(invertTuple(tuple))).toEqual(tuple);
  });
});
