/**
 * Walks the packets of the command line in their order, each in the connection that it names.
 */
import { parseAddress } from "../netfilter/address";
import type { Connection } from "../netfilter/connection";
import type { Packet } from "../netfilter/packet";
import { readPacket } from "../netfilter/read/packet";
import type { Paste } from "../paste/paste";
import type { Trace } from "../netfilter/trace";
import { errorPacket, goesOnIn, nextPacket, replyPacket } from "../netfilter/walk/conversation";
import { walk } from "../netfilter/walk/walk";
import { BadInput } from "./bad-input";
import type { WantedPacket } from "./packets";

export interface TracedPacket {
  readonly id: string;
  /** Null where there was no packet to walk: nothing came through that could be answered. */
  readonly trace: Trace | null;
  /** What was filled in for what was left out. */
  readonly filled: readonly string[];
  /** What the user should be told; null where there is nothing. */
  readonly note: string | null;
}

/** What is remembered of a packet for those that answer or follow it. */
interface Walked {
  readonly packet: Packet;
  readonly trace: Trace;
  /** The connection, as the packets since have left it. */
  connection: Connection | null;
}

/** Walks all packets; throws BadInput at the first that cannot be read, before anything is walked. */
export function traceAll(paste: Paste, wanted: readonly WantedPacket[]): TracedPacket[] {
  const read = wanted.map((one) =>
    (one.replyTo ?? one.follows ?? one.errorOf) === undefined ? readOne(one, paste) : null,
  );
  const walked = new Map<string, Walked>();
  return wanted.map((one, index) => {
    const own = read[index];
    if (own) return keep(walked, one.id, own.packet, undefined, paste, own.filled);
    const base = walked.get(one.replyTo ?? one.follows ?? one.errorOf ?? "");
    if (!base) return nothing(one.id, `${one.where}:1: warning: nothing came through that ${one.id} could belong to`);
    if (one.errorOf !== undefined) return errOne(walked, one, base, paste);
    return one.replyTo === undefined ? followOne(walked, one, base, paste) : answerOne(walked, one, base, paste);
  });
}

function readOne(one: WantedPacket, paste: Paste): { readonly packet: Packet; readonly filled: readonly string[] } {
  const read = readPacket(one.fields, paste.node);
  if (read.kind === "read") return read;
  const [first] = read.errors;
  const place = one.where === "" ? `--${first?.field ?? "src"}` : `${one.where}:1: ${first?.field ?? ""}`;
  throw new BadInput(`${place}: ${first?.message ?? "cannot be read"}`);
}

function answerOne(walked: Map<string, Walked>, one: WantedPacket, base: Walked, paste: Paste): TracedPacket {
  const [first] = base.trace.outcomes;
  const answer = first && replyPacket(first);
  if (!answer) return nothing(one.id, `${one.where}:1: warning: nothing came through that ${one.id} could answer`);
  const traced = keep(walked, one.id, answer, base.connection ?? undefined, paste, []);
  base.connection = goesOnIn(base.connection, traced.trace?.outcomes[0]?.connection ?? null) ?? base.connection;
  return traced;
}

/** Type 3, code 1 (host unreachable) where nothing else is said; from the packet's destination, or a router named by `src`. */
function errOne(walked: Map<string, Walked>, one: WantedPacket, base: Walked, paste: Paste): TracedPacket {
  const [first] = base.trace.outcomes;
  const { src, icmpType, icmpCode } = one.fields;
  const from = src === undefined ? first?.packet.dst : parseAddress(src);
  if (!from) throw new BadInput(`${one.where}:1: src: “${src ?? ""}” is not an address such as 10.0.0.1`);
  const unreachable = from.family === 4 ? { type: 3, code: 1 } : { type: 1, code: 3 };
  const icmp = {
    type: icmpType ?? unreachable.type,
    code: icmpCode ?? (icmpType === undefined ? unreachable.code : 0),
  };
  const error = first && errorPacket(first, from, icmp);
  if (!error) return nothing(one.id, `${one.where}:1: warning: nothing left that ${one.id} could be an error of`);
  return keep(walked, one.id, error, base.connection ?? undefined, paste, []);
}

function followOne(walked: Map<string, Walked>, one: WantedPacket, base: Walked, paste: Paste): TracedPacket {
  const next = nextPacket(base.packet, base.connection);
  return keep(walked, one.id, next.packet, next.connection, paste, []);
}

function keep(
  walked: Map<string, Walked>,
  id: string,
  packet: Packet,
  connection: Connection | undefined,
  paste: Paste,
  filled: readonly string[],
): TracedPacket {
  const trace = walk(paste.rulesets[packet.family], paste.node, packet, { connection });
  walked.set(id, { packet, trace, connection: trace.outcomes[0]?.connection ?? null });
  const left =
    trace.left === 0 ? null : `warning: ${id} has at least ${String(trace.left)} more outcomes, which were not walked`;
  return { id, trace, filled, note: left };
}

function nothing(id: string, note: string): TracedPacket {
  return { id, trace: null, filled: [], note };
}
