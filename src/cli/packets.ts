/**
 * Packets as the command line takes them: by flags, or as lines of JSON.
 */
import * as v from "valibot";
import type { PacketFields } from "../netfilter/read/packet";
import { BadInput } from "./bad-input";

/** A packet to walk, or one that belongs to another's connection. */
export interface WantedPacket {
  readonly id: string;
  /** Where it was given, for messages: `FILE:LINE`. */
  readonly where: string;
  readonly fields: PacketFields;
  readonly replyTo: string | undefined;
  readonly follows: string | undefined;
  /** The packet that an ICMP error is about. */
  readonly errorOf: string | undefined;
}

const textOrNumber = v.union([v.string(), v.number()]);
const optional = <T extends v.GenericSchema>(schema: T) => v.exactOptional(schema);

const LINE = v.strictObject({
  id: textOrNumber,
  in: optional(v.nullable(v.string())),
  src: optional(v.string()),
  dst: optional(v.string()),
  proto: optional(textOrNumber),
  sport: optional(v.number()),
  dport: optional(v.number()),
  tcpFlags: optional(v.array(v.string())),
  mss: optional(v.nullable(v.number())),
  tcpOptions: optional(v.array(v.number())),
  icmpType: optional(v.number()),
  icmpCode: optional(v.number()),
  sctpChunks: optional(v.array(textOrNumber)),
  dccpType: optional(v.number()),
  spi: optional(textOrNumber),
  payload: optional(v.string()),
  mac: optional(v.string()),
  headers: optional(v.array(v.unknown())),
  mark: optional(textOrNumber),
  tos: optional(v.number()),
  ttl: optional(v.number()),
  length: optional(v.number()),
  uid: optional(v.number()),
  gid: optional(v.number()),
  replyTo: optional(textOrNumber),
  follows: optional(textOrNumber),
  errorOf: optional(textOrNumber),
});

/** The packets of a file of JSON lines; blank lines are passed over. The first that is wrong is the error. */
export function readPackets(file: string, text: string): WantedPacket[] {
  const packets: WantedPacket[] = [];
  const ids = new Set<string>();
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const where = `${file}:${String(index + 1)}`;
    const packet = readLine(line, where);
    const bases = [packet.replyTo, packet.follows, packet.errorOf].filter((base) => base !== undefined);
    const [base] = bases;
    if (ids.has(packet.id)) throw new BadInput(`${where}:1: the id ${packet.id} was given before`);
    if (bases.length > 1) {
      throw new BadInput(
        `${where}:1: a packet either answers (replyTo), follows another or is an error of it (errorOf)`,
      );
    }
    if (base !== undefined && !ids.has(base))
      throw new BadInput(`${where}:1: no packet before this line has the id ${base}`);
    ids.add(packet.id);
    packets.push(packet);
  }
  if (packets.length === 0) throw new BadInput(`${file}:1:1: holds no packet: expected a JSON object on each line`);
  return packets;
}

function readLine(line: string, where: string): WantedPacket {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const position = /position (\d+)/.exec(message)?.[1];
    const column = position === undefined ? line.length : Number(position) + 1;
    throw new BadInput(`${where}:${String(column)}: not JSON: ${message}`);
  }
  const read = v.safeParse(LINE, value);
  if (!read.success) {
    const [issue] = read.issues;
    const path = v.getDotPath(issue);
    const column = path === null ? 1 : Math.max(0, line.indexOf(`"${path}"`)) + 1;
    throw new BadInput(`${where}:${String(column)}: ${whatIsWrong(issue, path)}`);
  }
  const { id, replyTo, follows, errorOf, ...fields } = read.output;
  return {
    id: String(id),
    where,
    fields,
    replyTo: replyTo === undefined ? undefined : String(replyTo),
    follows: follows === undefined ? undefined : String(follows),
    errorOf: errorOf === undefined ? undefined : String(errorOf),
  };
}

/** A complaint of the schema in plain words. */
function whatIsWrong(issue: v.InferIssue<typeof LINE>, path: string | null): string {
  if (path === null)
    return `expected a JSON object such as {"id": "a", "src": "10.0.0.1", "dst": "10.0.0.2", "dport": 80}`;
  if (issue.expected === "never")
    return `“${path}” is not a field of a packet: ${Object.keys(LINE.entries).join(", ")}`;
  if (issue.received === "undefined") return `“${path}” is missing`;
  return `“${path}” must be ${issue.expected}, not ${issue.received}`;
}

/** The flags that describe one packet. */
export const PACKET_FLAGS = {
  in: { type: "string" },
  src: { type: "string" },
  dst: { type: "string" },
  proto: { type: "string" },
  sport: { type: "string" },
  dport: { type: "string" },
  mark: { type: "string" },
  spi: { type: "string" },
  mac: { type: "string" },
  payload: { type: "string" },
} as const;

/** The packet that flags describe. `--in ''` is a packet of the node's own. */
export function packetOfFlags(values: Readonly<Record<string, string | boolean | undefined>>): WantedPacket {
  const fields: PacketFields = Object.fromEntries(
    Object.keys(PACKET_FLAGS).flatMap((name) => {
      const value = values[name];
      if (typeof value !== "string") return [];
      return [[name, name === "in" && value === "" ? null : value]];
    }),
  );
  return { id: "packet", where: "", fields, replyTo: undefined, follows: undefined, errorOf: undefined };
}
