/**
 * Reads a packet as people give it: in the page's fields, on the command line, or as a line of JSON.
 */
import { rareFields } from "#rare-fields";
import type { Address } from "../address";
import { formatAddress, parseAddress } from "../address";
import type { Node } from "../node";
import { withoutFragmentHeader } from "../headers";
import { usualLength } from "../lengths";
import type { ExtensionHeader, Packet, Transport } from "../packet";
import { ECN_FLAGS, TCP_FLAGS } from "../packet";
import { protocolName, protocolNumber } from "../protocols";
import { isOwnAddress, lookUpRoute } from "../walk/routing";
import type { PacketFields } from "./packet-fields";
import { listOf, wholeNumber } from "./packet-fields";

export type { PacketFields } from "./packet-fields";

export interface FieldError {
  readonly field: keyof PacketFields;
  /** What is wrong and what was expected, in a sentence. */
  readonly message: string;
}

export type ReadPacket =
  | {
      readonly kind: "read";
      readonly packet: Packet;
      /** What was filled in for what was left out, in words. */ readonly filled: readonly string[];
    }
  | { readonly kind: "unreadable"; readonly errors: readonly FieldError[] };

/** The source port of a packet for which nobody named one: some ephemeral port. */
const SOME_PORT = 40000;
/** The MSS option of a SYN over Ethernet. */
const USUAL_MSS = 1460;
/** Where neither the user nor the paste names a device. */
const SOME_DEVICE = "eth0";

/** Reads a packet's fields against the node that it comes to; every field that is wrong is named. */
export function readPacket(fields: PacketFields, node: Node): ReadPacket {
  const errors: FieldError[] = [];
  const number = (field: keyof PacketFields, value: unknown, most: number, otherwise: number, what: string): number => {
    if (value === undefined || value === "") return otherwise;
    const read = typeof value === "string" && /^(0x[0-9a-f]+|\d+)$/i.test(value.trim()) ? Number(value.trim()) : value;
    if (typeof read === "number" && Number.isInteger(read) && read >= 0 && read <= most) return read;
    errors.push({ field, message: `${what} is a whole number from 0 to ${String(most)}, not ${shown(value)}` });
    return otherwise;
  };
  const address = (field: "src" | "dst", what: string): Address | undefined => {
    const text = fields[field]?.trim() ?? "";
    const read = parseAddress(text);
    if (read) return read;
    const message =
      text === ""
        ? `${what} is missing: an address such as 10.0.0.1`
        : `${shown(text)} is not an address such as 10.0.0.1`;
    errors.push({ field, message });
    return undefined;
  };

  const src = address("src", "Where the packet comes from");
  const dst = address("dst", "Where the packet goes to");
  const proto = readProtocol(fields.proto, dst?.family ?? 4);
  if (proto === undefined) {
    errors.push({
      field: "proto",
      message: `${shown(fields.proto)} is not a protocol: a name such as tcp, or a number from 0 to 255`,
    });
  }
  if (src && dst && src.family !== dst.family) {
    errors.push({ field: "dst", message: "Both addresses must be of one family, IPv4 or IPv6" });
  }
  if (fields.tcpFlags?.some((flag) => !Object.hasOwn(ALL_FLAGS, flag))) {
    errors.push({ field: "tcpFlags", message: `TCP flags are ${Object.keys(ALL_FLAGS).join(", ")}` });
  }
  const wrong = <Value>(field: keyof PacketFields, message: string, otherwise: Value): Value => {
    errors.push({ field, message });
    return otherwise;
  };
  const spi = number("spi", fields.spi, proto === IPCOMP ? 65535 : 0xffffffff, -1, "The SPI");
  const indexed = { kind: "esp", spi: spi < 0 ? null : spi } as const;
  const port = (field: "sport" | "dport", otherwise: number) =>
    number(field, fields[field], 65535, otherwise, field === "sport" ? "The source port" : "The destination port");
  const hasPorts = proto !== undefined && PORT_PROTOCOLS.has(proto);
  if (hasPorts && (fields.dport === undefined || fields.dport === "")) {
    errors.push({ field: "dport", message: `A ${protocolName(proto)} packet goes to a port, such as 80` });
  }
  const transport = (): Transport => {
    if (proto === 6) {
      const flags = readFlags(fields.tcpFlags ?? ["SYN"]);
      const mss = number("mss", fields.mss ?? undefined, 65535, USUAL_MSS, "The MSS");
      const begins = (flags & TCP_FLAGS.SYN) !== 0;
      return {
        kind: "tcp",
        sport: port("sport", SOME_PORT),
        dport: port("dport", 0),
        flags,
        mss: fields.mss === null ? null : begins || fields.mss !== undefined ? mss : null,
        options:
          listOf(fields.tcpOptions ?? [], (kind) => wholeNumber(kind, 255)) ??
          wrong("tcpOptions", "TCP options are a list of kinds from 0 to 255, such as [4, 8]", []),
      };
    }
    if (proto === 132) {
      const chunks = (fields.sctpChunks ?? ["INIT"]).flatMap((given) => {
        const chunk = rareFields().readChunk(given);
        return chunk ? [chunk] : wrong("sctpChunks", `${shown(given)} is not a chunk such as INIT, DATA:BE or 6`, []);
      });
      if (fields.sctpChunks?.length === 0) wrong("sctpChunks", "An SCTP packet has at least one chunk", undefined);
      return { kind: "sctp", sport: port("sport", SOME_PORT), dport: port("dport", 0), chunks };
    }
    if (proto === 33) {
      const type = number("dccpType", fields.dccpType, 9, 0, "The DCCP type");
      return { kind: "dccp", sport: port("sport", SOME_PORT), dport: port("dport", 0), type, options: [] };
    }
    if (proto === 50 || proto === IPCOMP) return indexed;
    if (hasPorts) return { kind: "ports", sport: port("sport", SOME_PORT), dport: port("dport", 0) };
    if (proto === 1 || proto === 58) {
      const type = number("icmpType", fields.icmpType, 255, proto === 1 ? 8 : 128, "The ICMP type");
      return { kind: "icmp", type, code: number("icmpCode", fields.icmpCode, 255, 0, "The ICMP code"), quotes: null };
    }
    return { kind: "none" };
  };
  const mac = fields.mac === undefined || fields.mac.trim() === "" ? null : rareFields().readMac(fields.mac);
  if (mac === undefined) wrong("mac", `${shown(fields.mac)} is not a hardware address such as 52:54:00:12:34:56`, null);
  const payload = fields.payload === undefined ? null : rareFields().readPayload(fields.payload);
  if (payload === undefined) {
    wrong("payload", "The payload is bytes in hexadecimal such as 474554, or a text such as text:GET", null);
  } else if (payload && proto === SCTP) {
    wrong("payload", "An SCTP packet bears chunks: say them as sctpChunks", null);
  }
  const headers = (fields.headers ?? []).flatMap((given): ExtensionHeader[] => {
    const header = rareFields().readHeader(given);
    return typeof header === "string" ? wrong("headers", `In headers: ${header}`, []) : [header];
  });
  if (dst?.family === 4 && headers.some(({ kind }) => kind !== "auth")) {
    wrong("headers", "Of headers before the transport's, an IPv4 packet has auth alone", null);
  }
  if (proto === AH && spi >= 0 && headers.every(({ kind }) => kind !== "auth")) headers.push({ kind: "auth", spi });
  const mobility = headers.findIndex(({ kind }) => kind === "mobility");
  if (mobility >= 0 && (proto !== MOBILITY || mobility < headers.length - 1)) {
    wrong("headers", "A mobility header is the last, of a packet whose protocol is mobility-header", null);
  }
  const rest = {
    transport: transport(),
    headers,
    mac: mac ?? null,
    payload: payload ?? null,
    mark: number("mark", fields.mark, 0xffffffff, 0, "The mark"),
    tos: number("tos", fields.tos, 255, 0, "The TOS"),
    ttl: number("ttl", fields.ttl, 255, 64, "The time to live"),
    uid: number("uid", fields.uid, 0xffffffff, 0, "The user id"),
    gid: number("gid", fields.gid, 0xffffffff, 0, "The group id"),
  };
  if (fields.in !== undefined && fields.in !== null && !/^[^\s/]{0,15}$/.test(fields.in)) {
    errors.push({
      field: "in",
      message: `${shown(fields.in)} is not a device's name: at most 15 letters, without blanks`,
    });
  }
  const length = number("length", fields.length, 65535, -1, "The length");
  if (errors.length > 0 || !src || !dst || proto === undefined) return { kind: "unreadable", errors };

  const device = chooseDevice(fields.in, src, node);
  const unmeasured: Packet = { family: dst.family, in: device.in, src, dst, proto, length, ...rest };
  const measured = length < 0 ? { ...unmeasured, length: usualLength(unmeasured) } : unmeasured;
  const packet = withoutFragmentHeader(measured);
  const filled = packet === measured ? [] : ["without its fragment header, which is taken before any rule is asked"];
  return { kind: "read", packet, filled: [...device.filled, ...filled] };
}

/** TCP, UDP, DCCP, SCTP and UDP-Lite. */
const PORT_PROTOCOLS = new Set([6, 17, 33, 132, 136]);
const [AH, IPCOMP, SCTP, MOBILITY] = [51, 108, 132, 135];
const ALL_FLAGS = { ...TCP_FLAGS, ...ECN_FLAGS } as const;

function readProtocol(value: unknown, family: 4 | 6): number | undefined {
  if (value === undefined || value === "") return 6;
  const number =
    typeof value === "string" || typeof value === "number" ? protocolNumber(String(value).trim()) : undefined;
  return number === 1 && family === 6 ? 58 : number;
}

function readFlags(names: readonly string[]): number {
  return Object.entries(ALL_FLAGS).reduce((flags, [name, bit]) => (names.includes(name) ? flags | bit : flags), 0);
}

function shown(value: unknown): string {
  return typeof value === "string" ? `“${value}”` : JSON.stringify(value);
}

/** The device that was named, or the one by which the node reaches the sender. */
function chooseDevice(
  named: string | null | undefined,
  src: Address,
  node: Node,
): { in: string | null; filled: string[] } {
  if (named === null) return { in: null, filled: [] };
  if (named !== undefined && named !== "") {
    const untold = node.interfaces?.every(({ name }) => name !== named) ?? false;
    return { in: named, filled: untold ? [`arrives on ${named}, a device that the paste does not have`] : [] };
  }
  const text = formatAddress(src);
  if (isOwnAddress(node, src)) return { in: null, filled: [`sent by this node itself: ${text} is its own address`] };
  const route = lookUpRoute(node, src, () => false);
  if (route.kind === "unicast")
    return { in: route.dev, filled: [`arrives on ${route.dev}, by which ${text} is reached`] };
  return {
    in: SOME_DEVICE,
    filled: [`arrives on ${SOME_DEVICE}: the paste does not tell by which device ${text} is reached`],
  };
}
