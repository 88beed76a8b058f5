import { describe, expect, it } from "vitest";
import { formatAddress } from "../address";
import { UNKNOWN_NODE } from "../node";
import type { PacketFields } from "./packet";
import { readPacket } from "./packet";
import { readPaste } from "../../paste/paste";

const NODE = readPaste(`
1: lo: <LOOPBACK,UP> mtu 65536
    inet 127.0.0.1/8 scope host lo
2: eth0: <UP> mtu 1500
    inet 192.168.1.10/24 scope global eth0
3: cni0: <UP> mtu 1500
    inet 10.244.0.1/24 scope global cni0
default via 192.168.1.1 dev eth0
10.244.0.0/24 dev cni0 proto kernel scope link src 10.244.0.1
`).node;

const FIELDS: PacketFields = { in: "eth0", src: "192.168.1.20", dst: "10.0.91.63", proto: "tcp", dport: 80 };

const packet = (fields: PacketFields) => {
  const read = readPacket(fields, NODE);
  if (read.kind !== "read") throw new Error(JSON.stringify(read.errors));
  return read;
};
const errors = (fields: PacketFields) => {
  const read = readPacket(fields, UNKNOWN_NODE);
  return read.kind === "read" ? [] : read.errors.map(({ field, message }) => `${field}: ${message}`);
};

describe("a packet", () => {
  it("is a TCP SYN from some ephemeral port where nothing else is said, as long as its headers", () => {
    expect(packet(FIELDS).packet).toMatchObject({
      in: "eth0",
      proto: 6,
      transport: { kind: "tcp", sport: 40000, dport: 80, flags: 2, mss: 1460 },
      mark: 0,
      ttl: 64,
      length: 44,
    });
  });

  it("of each protocol has the length of bare headers and 8 bytes, by the contract", () => {
    const length = (fields: PacketFields) => packet({ ...FIELDS, ...fields }).packet.length;
    expect(length({ tcpFlags: ["ACK"] })).toBe(48);
    expect(length({ proto: "udp" })).toBe(36);
    expect(length({ proto: "icmp" })).toBe(36);
    expect(length({ proto: 47 })).toBe(28);
    expect(length({ length: 1500 })).toBe(1500);
  });

  it("takes numbers as text too, marks in hexadecimal, and blanks around them", () => {
    const read = packet({ ...FIELDS, dport: " 443 ", sport: "1234", mark: "0x4000", src: " 192.168.1.20 " }).packet;
    expect(read.transport).toMatchObject({ sport: 1234, dport: 443 });
    expect([read.mark, formatAddress(read.src)]).toEqual([0x4000, "192.168.1.20"]);
  });

  it("arrives by the device that reaches its sender where none is named, and that is said", () => {
    const { src, dst, dport } = FIELDS;
    const arrives = (from: string | undefined) => {
      const read = packet({ src: from ?? "", dst: dst ?? "", dport: dport ?? 0 });
      return [read.packet.in, read.filled.length];
    };
    expect(arrives(src)).toEqual(["eth0", 1]);
    expect(arrives("10.244.0.7")).toEqual(["cni0", 1]);
    expect(arrives("10.244.0.1")).toEqual([null, 1]);
    expect(packet(FIELDS).filled).toEqual([]);
  });

  it("that arrives on a device which the paste does not have is taken at its word, and that is said", () => {
    const read = packet({ ...FIELDS, in: "cbr0" });
    expect([read.packet.in, read.filled]).toEqual(["cbr0", ["arrives on cbr0, a device that the paste does not have"]]);
  });

  it.each([
    [{ src: "" }, "src: Where the packet comes from is missing: an address such as 10.0.0.1"],
    [{ dst: "nginx" }, "dst: “nginx” is not an address such as 10.0.0.1"],
    [{ dst: "2001:db8::1" }, "dst: Both addresses must be of one family, IPv4 or IPv6"],
    [{ proto: "tpc" }, "proto: “tpc” is not a protocol: a name such as tcp, or a number from 0 to 255"],
    [{ dport: "" }, "dport: A tcp packet goes to a port, such as 80"],
    [{ dport: 65536 }, "dport: The destination port is a whole number from 0 to 65535, not 65536"],
    [{ dport: "8o" }, "dport: The destination port is a whole number from 0 to 65535, not “8o”"],
    [{ sport: -1 }, "sport: The source port is a whole number from 0 to 65535, not -1"],
    [
      { in: "a very long device" },
      "in: “a very long device” is not a device's name: at most 15 letters, without blanks",
    ],
    [{ tcpFlags: ["SYM"] }, "tcpFlags: TCP flags are FIN, SYN, RST, PSH, ACK, URG, ECE, CWR"],
  ] satisfies [PacketFields, string][])("that cannot be read names the field: %j", (fields, message) => {
    expect(errors({ ...FIELDS, ...fields })).toEqual([message]);
  });

  it("names every field that is wrong, not the first alone", () => {
    expect(errors({ src: "x", dst: "y", dport: "z" })).toHaveLength(3);
  });

  it("tells what stands in its headers", () => {
    const read = (fields: PacketFields) => packet({ ...FIELDS, ...fields }).packet;
    expect(read({ tcpFlags: ["SYN", "ECE", "CWR"], mss: 900, tcpOptions: [4, 8] })).toMatchObject({
      transport: { flags: 194, mss: 900, options: [4, 8] },
      length: 56,
    });
    expect(read({ mss: null }).transport).toMatchObject({ mss: null });
    expect(read({ proto: "sctp", sctpChunks: ["DATA:BE", 6] }).transport).toMatchObject({
      chunks: [
        { type: 0, flags: 3 },
        { type: 6, flags: 0 },
      ],
    });
    expect(read({ proto: "dccp", dccpType: 3 }).transport).toMatchObject({ type: 3 });
    expect(read({ proto: "esp", spi: "0x1f4" }).transport).toEqual({ kind: "esp", spi: 500 });
    expect(read({ proto: "esp" }).transport).toEqual({ kind: "esp", spi: null });
    expect(read({ proto: "ah", spi: 500 })).toMatchObject({ headers: [{ kind: "auth", spi: 500 }], length: 52 });
    expect(read({ mac: "0:11:22:AA:bb:cc" }).mac).toBe("00:11:22:aa:bb:cc");
    expect(read({ payload: "47 45 54" }).payload).toEqual([71, 69, 84]);
    expect(read({ payload: "text:GET" })).toMatchObject({ payload: [71, 69, 84], length: 47 });
  });

  it("has the extension headers that were given, but for the fragment header of a packet that is whole", () => {
    const six: PacketFields = { in: "eth0", src: "fd00::1", dst: "fd00::2", proto: "udp", dport: 53 };
    const hop = { kind: "hop", options: [{ type: 5, bytes: [0, 0] }] };
    expect(packet({ ...six, headers: [hop] }).packet).toMatchObject({ headers: [hop], length: 64 });
    const whole = packet({ ...six, headers: [{ kind: "fragment", id: 7 }] });
    expect([whole.packet.headers, whole.packet.length, whole.filled.length]).toEqual([[], 56, 1]);
  });

  it.each([
    [{ mss: 70000 }, "mss: The MSS is a whole number from 0 to 65535, not 70000"],
    [{ tcpOptions: [300] }, "tcpOptions: TCP options are a list of kinds from 0 to 255, such as [4, 8]"],
    [{ proto: "sctp", sctpChunks: ["INTI"] }, "sctpChunks: “INTI” is not a chunk such as INIT, DATA:BE or 6"],
    [{ proto: "sctp", sctpChunks: [] }, "sctpChunks: An SCTP packet has at least one chunk"],
    [{ proto: "dccp", dccpType: 10 }, "dccpType: The DCCP type is a whole number from 0 to 9, not 10"],
    [{ proto: "esp", spi: -1 }, "spi: The SPI is a whole number from 0 to 4294967295, not -1"],
    [{ mac: "00:11" }, "mac: “00:11” is not a hardware address such as 52:54:00:12:34:56"],
    [{ payload: "GET" }, "payload: The payload is bytes in hexadecimal such as 474554, or a text such as text:GET"],
    [{ headers: [{ kind: "auth" }] }, "headers: In headers: an auth header has an spi from 0 to 4294967295"],
    [
      { headers: [{ kind: "hop", options: [] }] },
      "headers: Of headers before the transport's, an IPv4 packet has auth alone",
    ],
  ] satisfies [PacketFields, string][])("that tells a header badly names the field: %j", (fields, message) => {
    expect(errors({ ...FIELDS, ...fields })).toEqual([message]);
  });
});
