/**
 * Our walk held against a record: every packet must go the way the kernel took, and where nothing is left to chance it
 * must be the only way that we give.
 */
import { formatAddress, sameAddress } from "../../src/netfilter/address";
import type { Connection, Tuple } from "../../src/netfilter/connection";
import type { Packet } from "../../src/netfilter/packet";
import { portsOf, TCP_FLAGS } from "../../src/netfilter/packet";
import { readPacket } from "../../src/netfilter/read/packet";
import type { Paste } from "../../src/paste/paste";
import { readPaste } from "../../src/paste/paste";
import type { Outcome } from "../../src/netfilter/trace";
import { nextPacket, replyPacket } from "../../src/netfilter/walk/conversation";
import { walk } from "../../src/netfilter/walk/walk";
import type { KernelRecord, Recorded } from "./record";
import { packetOfHex } from "./wire";

/** How one recorded packet compares with our walk. */
export interface Comparison {
  readonly id: string;
  /** `split`: one of our outcomes is the kernel's, but we assumed something that the node, the rules or the packet tell. */
  readonly found: "agrees" | "split" | "differs";
  /** Both ways side by side, for a message; empty where they agree. */
  readonly told: string;
}

/** What no dump holds: here it is right that our walk assumes, each with its reason. */
const NOT_IN_A_DUMP: readonly RegExp[] = [
  // Whom `recent` remembers is in /proc/net/xt_recent, from earlier packets.
  / was (not )?seen under /,
  // The bucket of a `limit` holds what earlier packets left in it.
  /^packets come /,
  // What IPsec does is in `ip xfrm policy`, which nobody is asked to paste.
  /IPsec/,
  // The identifier of an echo is the sender's choice; nobody is asked for it.
  /identifier of its ICMP/,
  // UDP is assured once answers came for two seconds, SCTP once its handshake was seen (nf_conntrack_proto_udp.c, _sctp.c).
  /connection is (not )?assured/,
  // By which port a packet came into a bridge, no output of `ip` tells.
  /bridge/,
];

/** What is known of a conversation after its last packet. */
interface Talk {
  connection: Connection | undefined;
  /** By the packet's name. */
  readonly sent: Map<string, { packet: Packet; outcome: Outcome | undefined }>;
  /** True once a packet differed: of what comes later nobody can say what we should have known. */
  lost: boolean;
}

/** The paste that a record's node prints. */
export function pasteOf({ context }: KernelRecord): Paste {
  return readPaste(["ip addr", "ip route", "ipset save", "save"].map((name) => context[name] ?? "").join("\n"));
}

/** Walks every packet of a record as it was sent, and says of each how it compares. */
export function compareRecord(record: KernelRecord): Comparison[] {
  const paste = pasteOf(record);
  const talks = new Map<string, Talk>();
  const compared: Comparison[] = [];
  for (const recorded of record.results) {
    // A process needs SO_BROADCAST to send to a broadcast address; the recorder's packet never came to be.
    if (recorded.sent.error?.includes("Permission denied") === true) continue;
    const base = recorded.sent.replyTo ?? recorded.sent.follows ?? recorded.sent.errorOf;
    const talk = (base === undefined ? undefined : talks.get(base)) ?? {
      connection: undefined,
      sent: new Map(),
      lost: false,
    };
    talks.set(recorded.id, talk);
    talk.lost ||= answerChangesSets(recorded, record.context.save ?? "");
    if (talk.lost) continue;
    const packet = sentPacket(recorded, talk, paste);
    talk.lost = talk.connection !== undefined && standsInTheWay(talk.connection, packet);
    if (!talk.lost) compared.push(compareOne(recorded, packet, talk, paste, record.context.save ?? ""));
  }
  return compared;
}

function compareOne(recorded: Recorded, packet: Packet, talk: Talk, paste: Paste, rules: string): Comparison {
  const { outcomes } = walk(paste.rulesets[packet.family], paste.node, packet, { connection: talk.connection });
  const outcome = outcomes.find((one) => sameSteps(one, recorded) && sameEnd(one, recorded, paste));
  talk.sent.set(recorded.id, { packet, outcome });
  Object.assign(talk, afterwards(recorded, outcome, rules, talk.connection));
  const found = outcome === undefined ? "differs" : needless(outcomes) ? "split" : "agrees";
  const told = found === "agrees" ? "" : sideBySide(recorded, outcomes);
  return { id: recorded.id, found, told };
}

/**
 * Whether the node said something of its own about the packet while it was on its way (a redirect to the sender), and rules
 * change sets by what passes: what they made of the node's own packet we are not asked.
 */
function answerChangesSets({ out }: Recorded, rules: string): boolean {
  return out.some(({ own }) => !own) && / -j SET --(add|del)-set/.test(rules);
}

/**
 * Whether a packet would answer a connection but for what NAT made of that: it begins another one, whose answers would be the
 * first's packets, so that the kernel draws it a port of its own (nf_nat_used_tuple). Our walk knows one connection.
 */
function standsInTheWay({ original, reply }: Connection, packet: Packet): boolean {
  const ports = portsOf(packet);
  const ends = { src: packet.src, dst: packet.dst, sport: ports?.sport ?? null, dport: ports?.dport ?? null };
  const turned = { src: original.dst, dst: original.src, sport: original.dport, dport: original.sport };
  return original.proto === packet.proto && sameEnds(ends, turned) && !sameEnds(ends, reply);
}

type Ends = Pick<Tuple, "src" | "dst" | "sport" | "dport">;

function sameEnds(a: Ends, b: Ends): boolean {
  return sameAddress(a.src, b.src) && sameAddress(a.dst, b.dst) && a.sport === b.sport && a.dport === b.dport;
}

/** Whether an outcome assumes what is no secret. */
function needless(outcomes: readonly Outcome[]): boolean {
  const assumed = outcomes.length > 1 ? outcomes.flatMap(({ assumptions }) => assumptions) : [];
  return assumed.some((words) => NOT_IN_A_DUMP.every((known) => !known.test(words)));
}

/** Rules by which the node's own answers change the connection of what they answer. */
const WRITES = / -j (CONNMARK|CONNSECMARK|CT|NOTRACK)\b| -m connlabel .*--set/;

/**
 * What is left of the connection for later packets. Nobody listens on the recorder's node, so that it answers TCP with a
 * reset, which ends a connection that nobody had answered (nf_conntrack_proto_tcp.c); where the record does not show the
 * reset, nobody knows how far it came. What rules make of the node's answers we are not asked, so that where they can
 * matter the talk is lost. Where a record has no bytes, each ICMP packet had an identifier of its own.
 */
function afterwards(
  { sent, out }: Recorded,
  outcome: Outcome | undefined,
  rules: string,
  known: Connection | undefined,
): Pick<Talk, "connection" | "lost"> {
  if (outcome === undefined) return { connection: undefined, lost: true };
  const answered = outcome.verdict === "delivered" || out.some(({ own }) => !own) || outcome.verdict === "rejected";
  const echo = outcome.packet.transport.kind === "icmp" && sent.bytes !== undefined;
  if (answered && (echo || WRITES.test(rules))) return { connection: undefined, lost: true };
  const { proto } = outcome.packet;
  // One of another zone that the packet began stands beside it, and later packets may belong to that.
  if (known && outcome.connection && outcome.connection.original !== known.original)
    return { connection: known, lost: true };
  const connection = outcome.connection ?? undefined;
  if (sent.bytes === undefined && (proto === 1 || proto === 58)) return { connection: undefined, lost: false };
  if (proto !== 6) return { connection, lost: false };
  const reset = out.some((one) => !one.own && one.proto === 6);
  const ended = outcome.verdict === "delivered" || outcome.verdict === "rejected";
  // Behind an answer it stays for a while, closed.
  if (sent.replyTo !== undefined) return { connection, lost: reset || ended };
  return reset ? { connection: undefined, lost: false } : { connection, lost: ended };
}

function sentPacket({ sent }: Recorded, talk: Talk, paste: Paste): Packet {
  if (sent.bytes !== undefined) {
    const { mark = 0, uid = 0, gid = 0 } = sent;
    return packetOfHex(sent.bytes, { in: sent.in ?? null, mark, uid, gid });
  }
  const base = talk.sent.get(sent.replyTo ?? sent.follows ?? "");
  const answer = sent.replyTo !== undefined && base?.outcome ? replyPacket(base.outcome) : undefined;
  if (answer) return withFlags(answer, sent.flags);
  // What follows is sent as the next of its connection whether one is left or not; only an answer makes it answered.
  if (sent.follows !== undefined && base) return nextPacket(base.packet, null).packet;
  const read = readPacket(
    {
      in: sent.in ?? null,
      src: sent.src,
      dst: sent.dst,
      proto: sent.proto,
      ...(sent.sport === undefined ? {} : { sport: sent.sport }),
      ...(sent.dport === undefined ? {} : { dport: sent.dport }),
      ...(sent.flags === undefined ? {} : { tcpFlags: sent.flags }),
      ...(sent.type === undefined ? {} : { icmpType: sent.type }),
      ...(sent.code === undefined ? {} : { icmpCode: sent.code }),
      ...(sent.tos === undefined ? {} : { tos: sent.tos }),
      ...(sent.ttl === undefined ? {} : { ttl: sent.ttl }),
      ...(sent.mark === undefined ? {} : { mark: sent.mark }),
    },
    paste.node,
  );
  if (read.kind === "unreadable") throw new Error(JSON.stringify(read.errors));
  return read.packet;
}

/** The packet with the TCP flags that the recorder gave it; its answer to anything is SYN and ACK. */
function withFlags(packet: Packet, names: readonly string[] | undefined): Packet {
  if (packet.transport.kind !== "tcp" || !names) return packet;
  const flags = Object.entries(TCP_FLAGS).reduce((bits, [name, bit]) => (names.includes(name) ? bits | bit : bits), 0);
  return { ...packet, transport: { ...packet.transport, flags } };
}

function sameSteps(outcome: Outcome, recorded: Recorded): boolean {
  const theirs = kernelLines(recorded);
  const mine = ourLines(outcome);
  return theirs.length === mine.length && theirs.every((line, index) => line === mine[index]);
}

/** The recorded steps, a line each: table, chain, rule or policy, and the verdict where the kernel names it as we do. */
function kernelLines({ events }: Recorded): string[] {
  return events
    .filter(([first]) => first !== "packet")
    .map(([table, chain, rule, verdict]) =>
      [table, chain, rule, String(verdict).replace(":", " ")].map(String).join(" "),
    );
}

/** What the kernel's trace calls what we name by its target. */
const KERNEL_WORDS = new Map([
  ["REJECT", "DROP"],
  ["NFQUEUE", "QUEUE"],
  ["DNAT", "ACCEPT"],
  ["SNAT", "ACCEPT"],
  ["MASQUERADE", "ACCEPT"],
  ["REDIRECT", "ACCEPT"],
  ["NETMAP", "ACCEPT"],
]);

function ourLines(outcome: Outcome): string[] {
  return outcome.steps.flatMap((step) => {
    if (step.kind === "policy") return [`${step.table} ${step.chain} policy ${step.verdict}`];
    if (step.kind !== "rule") return [];
    const plain = /^(JUMP|GOTO) |^(ACCEPT|DROP|RETURN|QUEUE)$/.test(step.verdict);
    const verdict = plain ? step.verdict : (KERNEL_WORDS.get(step.verdict) ?? "CONTINUE");
    return [`${step.table} ${step.chain} ${String(step.rule)} ${verdict}`];
  });
}

/** The packet that left, where one did: the device, and every field that the record holds and the kernel did not draw. */
function sameEnd(outcome: Outcome, recorded: Recorded, paste: Paste): boolean {
  const left = recorded.out.find(({ own }) => own);
  const weLeft = outcome.verdict === "forwarded" || outcome.verdict === "sent";
  if (!left) return !weLeft && sameAnswer(outcome, recorded, paste);
  const { packet } = outcome;
  const ports = portsOf(packet);
  return (
    weLeft &&
    outcome.out === left.dev &&
    formatAddress(packet.src) === left.src &&
    formatAddress(packet.dst) === left.dst &&
    (left.ttl === undefined || packet.ttl === left.ttl) &&
    (left.tos === undefined || packet.tos === left.tos) &&
    (ports?.sport ?? left.sport) === left.sport &&
    (ports?.dport ?? left.dport) === left.dport
  );
}

/** Both ways, the kernel's and the first few of ours, in two columns. */
function sideBySide(recorded: Recorded, outcomes: readonly Outcome[]): string {
  const left = recorded.out
    .filter(({ own }) => own)
    .map(
      (one) =>
        `out ${one.dev} ${one.src}:${String(one.sport)} → ${one.dst}:${String(one.dport)} ttl ${String(one.ttl)} tos ${String(one.tos)}`,
    );
  const theirs = [...kernelLines(recorded), ...(left.length > 0 ? left : ["did not leave"])];
  const width = Math.max(...theirs.map((line) => line.length));
  return outcomes
    .slice(0, 2)
    .map((outcome) => {
      const mine = [...ourLines(outcome), ourEnd(outcome), ...outcome.assumptions.map((words) => `assumes ${words}`)];
      return Array.from({ length: Math.max(mine.length, theirs.length) }, (_, index) => {
        const [a = "", b = ""] = [theirs[index], mine[index]];
        return `  ${a.padEnd(width)} ${a === b ? "|" : "≠"} ${b}`;
      }).join("\n");
    })
    .join("\n  or\n");
}

function ourEnd({ verdict, reason, out, packet }: Outcome): string {
  if (verdict !== "forwarded" && verdict !== "sent") return `${verdict}${reason === null ? "" : `: ${reason}`}`;
  const ports = portsOf(packet);
  return `out ${String(out)} ${formatAddress(packet.src)}:${String(ports?.sport)} → ${formatAddress(packet.dst)}:${String(ports?.dport)} ttl ${String(packet.ttl)} tos ${String(packet.tos)}`;
}

/** What the node sent back where it rejected the packet, as far as it left by a device: to whom, from where, and what. */
function sameAnswer({ verdict, answer, connection }: Outcome, { out }: Recorded, paste: Paste): boolean {
  // A redirect to the sender may come before it, from a link-local address.
  const sent = out.find(({ src }) => !src.startsWith("fe80:"));
  if (verdict !== "rejected" || !sent) return true;
  if (answer === null) return false;
  return isAnswer(answer, sent) || isAnswerToAnswer(answer, sent, connection, paste);
}

type Sent = Recorded["out"][number];

function isAnswer(answer: Packet, sent: Sent): boolean {
  return (
    formatAddress(answer.src) === sent.src && formatAddress(answer.dst) === sent.dst && answer.proto === sent.proto
  );
}

/** Whether a rule on the answer's own way out of the node rejects it, and what left is what that rule says to it. */
function isAnswerToAnswer(answer: Packet, sent: Sent, connection: Outcome["connection"], paste: Paste): boolean {
  const { outcomes } = walk(paste.rulesets[answer.family], paste.node, answer, { connection: connection ?? undefined });
  return outcomes.some((one) => one.verdict === "rejected" && one.answer !== null && isAnswer(one.answer, sent));
}
