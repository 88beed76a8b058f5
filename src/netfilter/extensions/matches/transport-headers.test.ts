import { describe, expect, it } from "vitest";
import type { Packet, Transport } from "../../packet";
import { ECN_FLAGS, TCP_FLAGS } from "../../packet";
import { answer, packet, read, shown, words, world } from "../rule-in-hand";

const of = (proto: number, transport: Transport, changes: Partial<Packet> = {}) =>
  world({ packet: packet({ proto, transport, ...changes }) });
const sctp = (...chunks: (readonly [number, number])[]) =>
  of(132, { kind: "sctp", sport: 1, dport: 80, chunks: chunks.map(([type, flags]) => ({ type, flags })) });
const tcp = (flags: number, changes: Partial<Packet> = {}) =>
  of(6, { kind: "tcp", sport: 1, dport: 80, flags, mss: 1460, options: [8] }, changes);

describe("sctp chunks", () => {
  it("are asked for one of them, all of them, or no others", () => {
    expect(answer("-p sctp --chunk-types any DATA,INIT", sctp([1, 0]))).toBe(true);
    expect(answer("-p sctp --chunk-types all DATA,INIT", sctp([1, 0]))).toBe(false);
    expect(answer("-p sctp --chunk-types only DATA", sctp([0, 3], [0, 0]))).toBe(true);
    expect(answer("-p sctp ! --chunk-types any DATA", sctp([0, 3]))).toBe(false);
    expect(answer("-p sctp --chunk-types only ALL", sctp([99, 0]))).toBe(true);
    expect(answer("-p sctp --chunk-types any NONE", sctp([99, 0]))).toBe(false);
  });

  it("have flags: capitals are set, small letters are not", () => {
    expect(answer("-p sctp --chunk-types any DATA:Be", sctp([0, 2]))).toBe(true);
    expect(answer("-p sctp --chunk-types any DATA:Be", sctp([0, 3]))).toBe(false);
    expect(answer("-p sctp --chunk-types any ABORT:T", sctp([6, 1]))).toBe(true);
  });

  it("are told and shown", () => {
    expect(words("-p sctp ! --chunk-types any DATA").at(-1)).toBe("none of DATA is among its chunks");
    expect(shown("-p sctp --dport 80 --chunk-types any DATA", sctp([1, 0])).at(-1)).toBe("80, INIT");
  });
});

describe("dccp", () => {
  const dccp = (type: number, options: readonly number[] = []) =>
    of(33, { kind: "dccp", sport: 1, dport: 80, type, options });

  it("asks for types and an option", () => {
    expect(answer("-p dccp --dccp-types REQUEST,RESPONSE", dccp(0))).toBe(true);
    expect(answer("-p dccp ! --dccp-types REQUEST", dccp(0))).toBe(false);
    expect(answer("-p dccp --dccp-types INVALID", dccp(12))).toBe(true);
    expect(answer("-p dccp --dccp-option 45", dccp(0, [44, 45]))).toBe(true);
    expect(answer("-p dccp ! --dccp-option 45", dccp(0, [45]))).toBe(false);
  });

  it("is told", () => {
    expect(words("-p dccp ! --dccp-types ACK").at(-1)).toBe("the DCCP packet's type is not ACK");
  });
});

describe("esp and ipcomp", () => {
  it("ask for the SPI, which is a question where nobody told it", () => {
    expect(answer("-p esp -m esp --espspi 500", of(50, { kind: "esp", spi: 500 }))).toBe(true);
    expect(answer("-p esp -m esp ! --espspi 500:600", of(50, { kind: "esp", spi: 500 }))).toBe(false);
    expect(answer("-p esp -m esp --espspi 500", of(50, { kind: "esp", spi: null }))).toMatchObject({ kind: "unknown" });
    expect(answer("-p ipcomp -m ipcomp --ipcompspi 18", of(108, { kind: "esp", spi: 18 }))).toBe(true);
    expect(words("-p esp -m esp ! --espspi 1:9").at(-1)).toBe("the ESP SPI is not 1 to 9");
  });
});

describe("ecn", () => {
  it("asks for the TCP flags ECE and CWR, and for the last two bits of TOS", () => {
    expect(answer("-p tcp -m ecn --ecn-tcp-ece ! --ecn-tcp-cwr", tcp(ECN_FLAGS.ECE))).toBe(true);
    expect(answer("-p tcp -m ecn --ecn-tcp-cwr", tcp(ECN_FLAGS.ECE))).toBe(false);
    expect(answer("-m ecn --ecn-ip-ect 2", tcp(0, { tos: 0xba }))).toBe(true);
    expect(answer("-m ecn ! --ecn-ip-ect 2", tcp(0, { tos: 0xba }))).toBe(false);
    expect(read("-m ecn --ecn-tcp-cwr").problems.join()).toContain("--ecn-tcp-cwr needs -p tcp");
    expect(words("-m ecn ! --ecn-ip-ect 3")).toEqual(["the ECN field is not 3"]);
  });
});

describe("tcp", () => {
  it("compares six flags, whatever ECE and CWR are", () => {
    const flags = TCP_FLAGS.SYN | ECN_FLAGS.ECE | ECN_FLAGS.CWR;
    expect(answer("-p tcp --tcp-flags ALL SYN", tcp(flags))).toBe(true);
    expect(answer("-p tcp ! --tcp-flags ALL SYN", tcp(flags))).toBe(false);
  });

  it("asks for an option, MSS among them", () => {
    expect(answer("-p tcp --tcp-option 8", tcp(2))).toBe(true);
    expect(answer("-p tcp --tcp-option 2", tcp(2))).toBe(true);
    expect(answer("-p tcp ! --tcp-option 4", tcp(2))).toBe(true);
    expect(answer("-p tcp --tcp-option 4", tcp(2))).toBe(false);
  });

  it("needs its protocol, and so do multiport and udp", () => {
    expect(read("-m tcp --dport 80").problems.join()).toContain("needs -p tcp");
    expect(read("-m udp --dport 80").problems.join()).toContain("needs -p udp");
    expect(read("-m multiport --dports 80").problems.join()).toContain("needs -p tcp, udp");
    expect(read("! -p tcp -m multiport --dports 80").problems.join()).toContain("needs -p tcp, udp");
  });
});

describe("mac", () => {
  it("is compared where the packet tells it", () => {
    const from = (mac: string) => tcp(2, { mac });
    expect(answer("-m mac --mac-source 52:54:00:12:34:56", from("52:54:00:12:34:56"))).toBe(true);
    expect(answer("-m mac ! --mac-source 52:54:00:12:34:56", from("52:54:00:12:34:56"))).toBe(false);
    expect(answer("-m mac --mac-source 52:54:00:12:34:56", from("52:54:00:12:34:57"))).toBe(false);
  });
});
