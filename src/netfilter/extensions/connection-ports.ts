/**
 * The ports of a connection, as `-m conntrack` asks for them: of protocols without ports too, where conntrack keeps
 * something else in their place (kernel: nf_conntrack_tuple.h, union nf_conntrack_man_proto; nf_conntrack_proto_icmp.c).
 */
import type { Connection } from "../connection";
import { unknown } from "./answer";
import type { Answer, World } from "./extension";
import type { Range } from "./kinds";
import { printRange } from "./kinds";
import { portAmong } from "./ports";

/** TCP, UDP, DCCP, SCTP and UDP-Lite. */
const PORTED = new Set([6, 17, 33, 132, 136]);
const ICMP = new Set([1, 58]);

/** Requests of ICMP and ICMPv6 and what answers them. */
const ANSWERS: readonly (readonly [number, number])[] = [
  [8, 0],
  [13, 14],
  [15, 16],
  [17, 18],
  [128, 129],
  [139, 140],
];

/** One of a connection's four ports. */
export interface ConnectionPort {
  readonly direction: "original" | "reply";
  readonly side: "source" | "destination";
  /** What it is called in words. */
  readonly what: string;
}

/** Whether a connection's port lies in a range. */
export function connectionPortIn(range: Range, port: ConnectionPort, connection: Connection, world: World): Answer {
  const { proto } = connection.original;
  if (PORTED.has(proto)) return portAmong(portOf(port, connection), [range], port.what);
  if (!ICMP.has(proto)) return portAmong(0, [range], port.what);
  const kind = port.side === "destination" ? icmpKind(port, world) : undefined;
  if (kind !== undefined) return portAmong(kind, [range], port.what);
  const text = printRange(range, " to ");
  return unknown({
    key: `icmp-${port.side}=${text}`,
    yes: `the identifier of its ICMP messages is ${text}`,
    no: `the identifier of its ICMP messages is not ${text}`,
  });
}

/** The port itself; null where the protocol has none or the kernel draws it. */
export function portOf({ direction, side }: ConnectionPort, connection: Connection): number | null {
  return connection[direction][side === "source" ? "sport" : "dport"];
}

/** Type and code, which stand in the destination port's place; of answers, the type that answers. */
function icmpKind({ direction }: ConnectionPort, { packet, tracking }: World): number | undefined {
  const { transport } = packet;
  if (transport.kind !== "icmp" || tracking.state === "RELATED") return undefined;
  const pair = ANSWERS.find((types) => types.includes(transport.type));
  const type = direction === tracking.direction ? transport.type : pair?.find((other) => other !== transport.type);
  return type === undefined ? undefined : type * 256 + transport.code;
}
