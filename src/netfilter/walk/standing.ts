/**
 * The connections that stood when the paste was made (`conntrack -L`), and which of them a packet belongs to.
 *
 * A second ping is told from the first by the identifier of its echo, which a packet here does not bear: an echo belongs
 * to none of them. Nor is one of a zone of its own (`-j CT --zone`) looked up.
 */
import type { Address } from "../address";
import type { Connection, Tuple } from "../connection";
import type { Node, StandingConnection } from "../node";
import type { Packet } from "../packet";
import { TCP_FLAGS } from "../packet";
import { invertTuple, tupleOf } from "./conntrack";

interface Index {
  readonly byTuple: ReadonlyMap<string, StandingConnection>;
  readonly lines: ReadonlyMap<Connection, number>;
}

const indexes = new WeakMap<readonly StandingConnection[], Index>();

/** The connection of the paste that a packet belongs to, in either direction, or that the packet it quotes belongs to. */
export function standingConnection({ connections }: Node, packet: Packet): Connection | undefined {
  if (!connections) return undefined;
  const { byTuple } = indexOf(connections);
  const { transport } = packet;
  const quoted = transport.kind === "icmp" ? transport.quotes : null;
  const found = byTuple.get(keyOf(quoted ? invertTuple(tupleOf(quoted)) : tupleOf(packet)));
  return found && !isOver(found, packet) ? found.connection : undefined;
}

/** The line of the paste on which a connection stands, or undefined for one that is not of the paste. */
export function standingLine({ connections }: Node, connection: Connection | undefined): number | undefined {
  return connections && connection ? indexOf(connections).lines.get(connection) : undefined;
}

/** A SYN begins anew where the connection of its ports is over (nf_conntrack_proto_tcp.c, TCP_CONNTRACK_SYN_SENT). */
function isOver({ state }: StandingConnection, { transport }: Packet): boolean {
  if (state !== "TIME_WAIT" && state !== "CLOSE") return false;
  return transport.kind === "tcp" && (transport.flags & TCP_FLAGS.SYN) !== 0 && (transport.flags & TCP_FLAGS.ACK) === 0;
}

function indexOf(connections: readonly StandingConnection[]): Index {
  const known = indexes.get(connections);
  if (known) return known;
  const byTuple = new Map<string, StandingConnection>();
  const lines = new Map<Connection, number>();
  for (const standing of connections) {
    const { original, reply, zone } = standing.connection;
    lines.set(standing.connection, standing.line);
    if (standing.icmp || zone.original !== 0 || zone.reply !== 0) continue;
    for (const key of [keyOf(original), keyOf(reply)]) if (!byTuple.has(key)) byTuple.set(key, standing);
  }
  const index = { byTuple, lines };
  indexes.set(connections, index);
  return index;
}

function keyOf({ src, dst, proto, sport, dport }: Tuple): string {
  return `${addressKey(src)} ${addressKey(dst)} ${String(proto)} ${String(sport)} ${String(dport)}`;
}

function addressKey({ family, value }: Address): string {
  return `${String(family)}/${value.toString(16)}`;
}
