/**
 * A connection in words: its tuples as `conntrack -L` prints them, and the address translation that it carries.
 */
import { placeText, sameAddress } from "../netfilter/address";
import type { Connection, ConnectionState, Tracking, Tuple } from "../netfilter/connection";
import type { Packet } from "../netfilter/packet";
import { invertTuple } from "../netfilter/walk/conntrack";
import type { TrackingStep } from "../netfilter/trace";
import { destinationText, sourceText } from "./packet-words";
import type { EndsStory, NatPair, NatStory, TrackingStory } from "./story";

/** What connection tracking found at a step. */
export function trackingStory({ tracking, line }: TrackingStep): TrackingStory {
  const { state, direction, connection } = tracking;
  return {
    state,
    direction,
    means: meaning(tracking),
    original: connection && endsOf(connection.original),
    reply: connection && endsOf(connection.reply),
    nat: connection && natOf(connection, direction),
    line,
  };
}

/** What each state says of a packet (iptables-extensions(8), conntrack). */
const MEANS: Readonly<Record<ConnectionState, string>> = {
  NEW: "it begins a connection, or belongs to one that nothing has answered yet: the nat table is asked for it",
  ESTABLISHED: "its connection has seen packets both ways: the nat table is not asked again",
  RELATED: "it begins no connection of its own but belongs to another one, as an ICMP error does",
  INVALID: "it neither begins a connection nor fits one that is known",
  UNTRACKED: "connection tracking leaves it alone: it has no connection, and no NAT",
};

function meaning({ state, direction, connection }: Tracking): string {
  if (connection?.confirmed === true && state === "NEW") return "its connection is known, but nothing has answered yet";
  if (state === "ESTABLISHED" && direction === "reply")
    return "it answers a connection that is known: what NAT did to the request is undone, and no rule of nat is asked";
  return MEANS[state];
}

/** `192.168.1.20:40000` and `10.0.91.63:80`; a port that nobody knows is a question mark. */
export function endsOf({ src, dst, sport, dport, proto }: Tuple): EndsStory {
  const text = (address: Tuple["src"], port: number | null) =>
    placeText(address, PORTED.has(proto) ? (port ?? "?") : null);
  return { source: text(src, sport), destination: text(dst, dport) };
}

/** Protocols with ports: TCP, UDP, DCCP, SCTP, UDP-Lite. */
const PORTED: ReadonlySet<number> = new Set([6, 17, 33, 132, 136]);

/** What NAT a connection carries, seen from packets of one direction; null where it carries none. */
function natOf(connection: Connection, direction: Tracking["direction"]): NatStory | null {
  const { original, reply } = connection;
  const sent = endsOf(original);
  const leaves = endsOf(invertTuple(reply));
  const comes = endsOf(reply);
  const returns = endsOf(invertTuple(original));
  const rewrites = pairs(sent, leaves);
  if (rewrites.length === 0) return null;
  const answers = pairs(comes, returns);
  return direction === "original" ? { rewrites, answers } : { rewrites: answers, answers: rewrites };
}

/** What a step rewrote of a packet's ends; null where nothing. The answers' ends change the other way round. */
export function natBetween(before: Packet, after: Packet): NatStory | null {
  if (sameAddress(before.src, after.src) && sameAddress(before.dst, after.dst) && sameEnds(before, after)) return null;
  const rewrites = pairs(
    { source: sourceText(before), destination: destinationText(before) },
    { source: sourceText(after), destination: destinationText(after) },
  );
  return {
    rewrites,
    answers: rewrites.map(({ what, from, to }) => ({
      what: what === "source" ? "destination" : "source",
      from: to,
      to: from,
    })),
  };
}

function sameEnds(before: Packet, after: Packet): boolean {
  return sourceText(before) === sourceText(after) && destinationText(before) === destinationText(after);
}

/** What differs, destination first, as the kernel does it. */
function pairs(before: EndsStory, after: EndsStory): NatPair[] {
  return (["destination", "source"] as const).flatMap((what) =>
    before[what] === after[what] ? [] : [{ what, from: before[what], to: after[what] }],
  );
}
