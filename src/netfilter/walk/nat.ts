/**
 * Address translation: what a NAT rule makes of the first packet, and how every later packet of the connection is
 * rewritten without a rule (kernel: net/netfilter/nf_nat_core.c).
 */
import type { Address } from "../address";
import { ipv4, ipv6, placeText, sameAddress } from "../address";
import { addressWords, jhash2, scaled, swapped } from "../extensions/jhash";
import type { NatRequest } from "../extensions/extension";
import type { Connection, Tracking } from "../connection";
import type { Packet } from "../packet";
import { portsOf, withPorts } from "../packet";
import { tupleOf, invertTuple } from "./conntrack";
import { lookUpRoute, masqueradeAddress, arrivalAddress } from "./routing";
import type { Way } from "./way";

/** Does what a NAT target asks for, and has connection tracking remember it. */
export function rewrite(way: Way, request: NatRequest): void {
  const before = way.packet;
  const address = chooseAddress(way, request);
  const moved = address ? withAddress(before, request.manip, address) : before;
  way.packet = choosePort(moved, request);
  remember(way, request.manip, !samePlace(before, way.packet));
}

/** Connection tracking remembers the packet as it is now; `natted` where the rewriting made a difference or was asked. */
function remember(way: Way, manip: "source" | "destination", natted: boolean): void {
  const { connection } = way.tracking;
  way.decided[manip] = true;
  if (!connection) return;
  way.tracking = {
    ...way.tracking,
    connection: {
      ...connection,
      reply: invertTuple(tupleOf(way.packet)),
      sourceNat: connection.sourceNat || (manip === "source" && natted),
      destinationNat: connection.destinationNat || (manip === "destination" && natted),
    },
  };
}

function samePlace(a: Packet, b: Packet): boolean {
  const [x, y] = [tupleOf(a), tupleOf(b)];
  return sameAddress(x.src, y.src) && sameAddress(x.dst, y.dst) && x.sport === y.sport && x.dport === y.dport;
}

function withAddress(packet: Packet, manip: "source" | "destination", address: Address): Packet {
  return manip === "source" ? { ...packet, src: address } : { ...packet, dst: address };
}

function chooseAddress(way: Way, request: NatRequest): Address | undefined {
  const { to, manip } = request;
  const now = manip === "source" ? way.packet.src : way.packet.dst;
  switch (to.kind) {
    case "keep":
      return now;
    case "range":
      return inRange(way, request, to.from, to.to);
    case "route": {
      const answer = lookUpRoute(way.node, way.packet.dst, (part) => way.choices.ask(part.question));
      const address = masqueradeAddress(way.node, answer, way.packet.dst);
      if (!address) way.choices.assume("the source stays: the paste does not tell the address that MASQUERADE takes");
      return address;
    }
    case "arrival": {
      const device = way.in.kind === "named" ? way.in.name : null;
      const address = arrivalAddress(way.node, way.packet.family, way.hook === "OUTPUT" ? null : device);
      if (!address)
        way.choices.assume("the destination stays: the paste does not tell the address that REDIRECT takes");
      return address;
    }
    case "network":
      if (to.prefix.family === 4 && now.family === 4)
        return ipv4((to.prefix.base & to.prefix.mask) | (now.value & ~to.prefix.mask));
      if (to.prefix.family === 6 && now.family === 6)
        return ipv6((to.prefix.base & to.prefix.mask) | (now.value & ~to.prefix.mask));
      return now;
  }
}

/**
 * The address of a range that the kernel takes: a hash of where the packet comes from and, unless it is to be the same for
 * all of a client's connections, of where it goes to (find_best_ips_proto). The hash has no secret.
 *
 * Word by word from the highest on: within the range as long as the address so far is the range's last, then freely.
 */
function inRange(way: Way, { manip, persistent }: NatRequest, from: Address, to: Address): Address {
  if (from.value === to.value) return from;
  const { packet, tracking } = way;
  const source = [...addressWords(packet.src), 0, 0, 0].slice(0, 4);
  const destination = addressWords(packet.dst);
  const [low, high] = [addressWords(from).map(swapped), addressWords(to).map(swapped)];
  const zone = tracking.connection?.zone.original ?? 0;
  let hash = jhash2(source, persistent ? 0 : ((destination.at(-1) ?? 0) ^ zone) >>> 0);
  let free = false;
  const chosen: number[] = [];
  for (const [index, last] of high.entries()) {
    const first: number = free ? 0 : (low[index] ?? 0);
    const count: number = free ? 0xffffffff : (last - first + 1) >>> 0;
    const word: number = (first + scaled(hash, count)) >>> 0;
    chosen.push(word);
    free ||= word !== last;
    if (!persistent) hash = (hash ^ (manip === "destination" ? swapped(word) : (destination[index] ?? 0))) >>> 0;
  }
  const value = chosen.reduce((all, word) => (all << 32n) | BigInt(word), 0n);
  return packet.family === 4 ? ipv4(Number(value)) : ipv6(value);
}

/**
 * The port after the rewriting: kept where it lies in the range, or where there is none; the range's only port; the
 * range's first for a destination; else one that the kernel draws (nf_nat_l4proto_unique_tuple).
 */
function choosePort(packet: Packet, { manip, ports, randomPort }: NatRequest): Packet {
  const bears = portsOf(packet);
  if (!bears) return packet;
  const which = manip === "source" ? "sport" : "dport";
  const port = bears[which];
  if (!ports) return randomPort && manip === "source" ? withPorts(packet, { [which]: null }) : packet;
  if (ports.from === ports.to) return withPorts(packet, { [which]: ports.from });
  if (!randomPort && port !== null && port >= ports.from && port <= ports.to) return packet;
  return withPorts(packet, { [which]: manip === "destination" && !randomPort ? ports.from : null });
}

/**
 * Rewrites a packet of a connection that is already decided. Gives what changed in words, or null where nothing did.
 * Going to, the packet takes the destination (then the source) that the answer comes from (and goes to); coming back,
 * what the first packet bore.
 */
export function rewriteKnown(way: Way, manip: "source" | "destination"): string | null {
  const { connection, direction } = way.tracking;
  if (!connection) return null;
  if (way.tracking.state === "RELATED" && !isRewritten(connection, manip, direction)) return null;
  const target = invertTuple(direction === "reply" ? connection.original : connection.reply);
  const before = way.packet;
  const outer =
    manip === "source"
      ? withPorts({ ...before, src: target.src }, { sport: target.sport })
      : withPorts({ ...before, dst: target.dst }, { dport: target.dport });
  const after = withQuoted(outer, (quoted) =>
    manip === "source"
      ? withPorts({ ...quoted, dst: target.src }, { dport: target.sport })
      : withPorts({ ...quoted, src: target.dst }, { sport: target.dport }),
  );
  if (samePlace(before, after)) return null;
  way.packet = after;
  const place = manip === "source" ? placeText(target.src, target.sport) : placeText(target.dst, target.dport);
  return `connection tracking rewrites the ${manip} ${direction === "reply" ? "back " : ""}to ${place}`;
}

/** Whether this end of packets that go this way is rewritten: an answer's source where the destination was, and so on. */
function isRewritten(
  { sourceNat, destinationNat }: Connection,
  manip: "source" | "destination",
  direction: Tracking["direction"],
): boolean {
  return (manip === "source") === (direction === "original") ? sourceNat : destinationNat;
}

/** An ICMP error with another quoted packet: what it quotes is rewritten at its other end (nf_nat_icmp_reply_translation). */
function withQuoted(packet: Packet, rewrite: (quoted: Packet) => Packet): Packet {
  const { transport } = packet;
  if (transport.kind !== "icmp" || !transport.quotes) return packet;
  return { ...packet, transport: { ...transport, quotes: rewrite(transport.quotes) } };
}
