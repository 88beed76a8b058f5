/**
 * Reads a packet as people give it: in the page's fields, on the command line, or as a line of JSON.
 */
import type { Address } from "../address";
import { formatAddress, parseAddress } from "../address";
import type { Node } from "../node";
import type { Packet, Transport } from "../packet";
import { PLAIN, TCP_FLAGS, usualLength } from "../packet";
import { protocolName, protocolNumber } from "../protocols";
import { isOwnAddress, lookUpRoute } from "../walk/routing";

/** A packet as typed. Every field may be left out or left empty. */
export interface PacketFields {
  /** The device it arrives on; null where the node itself sends it; left out to have it found. */
  readonly in?: string | null;
  readonly src?: string;
  readonly dst?: string;
  readonly proto?: string | number;
  readonly sport?: string | number;
  readonly dport?: string | number;
  readonly tcpFlags?: readonly string[];
  readonly icmpType?: number;
  readonly icmpCode?: number;
  readonly mark?: number | string;
  readonly tos?: number;
  readonly ttl?: number;
  readonly length?: number;
  readonly uid?: number;
  readonly gid?: number;
  /** Where the paste tells no addresses: what to take for granted. Both ways are walked where it is left out. */
  readonly route?: "here" | "through";
}

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
  if (fields.tcpFlags?.some((flag) => !Object.hasOwn(TCP_FLAGS, flag))) {
    errors.push({ field: "tcpFlags", message: `TCP flags are ${Object.keys(TCP_FLAGS).join(", ")}` });
  }
  const port = (field: "sport" | "dport", otherwise: number) =>
    number(field, fields[field], 65535, otherwise, field === "sport" ? "The source port" : "The destination port");
  const hasPorts = proto !== undefined && PORT_PROTOCOLS.has(proto);
  if (hasPorts && (fields.dport === undefined || fields.dport === "")) {
    errors.push({ field: "dport", message: `A ${protocolName(proto)} packet goes to a port, such as 80` });
  }
  const transport = (): Transport => {
    if (proto === 6) {
      const flags = readFlags(fields.tcpFlags ?? ["SYN"]);
      const begins = (flags & TCP_FLAGS.SYN) !== 0;
      return {
        kind: "tcp",
        sport: port("sport", SOME_PORT),
        dport: port("dport", 0),
        flags,
        mss: begins ? USUAL_MSS : null,
        options: [],
      };
    }
    if (proto === 132) {
      const chunks = [{ type: 1, flags: 0 }];
      return { kind: "sctp", sport: port("sport", SOME_PORT), dport: port("dport", 0), chunks };
    }
    if (proto === 33)
      return { kind: "dccp", sport: port("sport", SOME_PORT), dport: port("dport", 0), type: 0, options: [] };
    if (proto === 50) return { kind: "esp", spi: null };
    if (hasPorts) return { kind: "ports", sport: port("sport", SOME_PORT), dport: port("dport", 0) };
    if (proto === 1 || proto === 58) {
      const type = number("icmpType", fields.icmpType, 255, proto === 1 ? 8 : 128, "The ICMP type");
      return { kind: "icmp", type, code: number("icmpCode", fields.icmpCode, 255, 0, "The ICMP code"), quotes: null };
    }
    return { kind: "none" };
  };
  const rest = {
    transport: transport(),
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
  const unmeasured: Packet = { family: dst.family, in: device.in, src, dst, proto, length, ...rest, ...PLAIN };
  const packet = length < 0 ? { ...unmeasured, length: usualLength(unmeasured) } : unmeasured;
  return { kind: "read", packet, filled: device.filled };
}

/** TCP, UDP, DCCP, SCTP and UDP-Lite. */
const PORT_PROTOCOLS = new Set([6, 17, 33, 132, 136]);

function readProtocol(value: unknown, family: 4 | 6): number | undefined {
  if (value === undefined || value === "") return 6;
  const number =
    typeof value === "string" || typeof value === "number" ? protocolNumber(String(value).trim()) : undefined;
  return number === 1 && family === 6 ? 58 : number;
}

function readFlags(names: readonly string[]): number {
  return Object.entries(TCP_FLAGS).reduce((flags, [name, bit]) => (names.includes(name) ? flags | bit : flags), 0);
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
