/**
 * What the kernel did with packets, as the recorder wrote it down, and our walk held against it.
 */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import * as v from "valibot";
import { formatAddress } from "../../src/netfilter/address";
import type { Connection } from "../../src/netfilter/connection";
import type { Packet } from "../../src/netfilter/packet";
import { portsOf, TCP_FLAGS } from "../../src/netfilter/packet";
import { readPacket } from "../../src/netfilter/read/packet";
import type { Paste } from "../../src/netfilter/read/paste";
import { readPaste } from "../../src/netfilter/read/paste";
import type { Outcome } from "../../src/netfilter/trace";
import { nextPacket, replyPacket } from "../../src/netfilter/walk/conversation";
import { walk } from "../../src/netfilter/walk/walk";

const OUT = v.object({
  dev: v.string(),
  src: v.string(),
  dst: v.string(),
  proto: v.number(),
  ttl: v.optional(v.number()),
  tos: v.optional(v.number()),
  sport: v.optional(v.number()),
  dport: v.optional(v.number()),
  own: v.boolean(),
});

const SENT = v.object({
  in: v.nullish(v.string()),
  src: v.string(),
  dst: v.string(),
  proto: v.union([v.string(), v.number()]),
  sport: v.optional(v.number()),
  dport: v.optional(v.number()),
  flags: v.optional(v.array(v.string())),
  type: v.optional(v.number()),
  code: v.optional(v.number()),
  tos: v.optional(v.number()),
  ttl: v.optional(v.number()),
  mark: v.optional(v.number()),
  error: v.optional(v.string()),
  replyTo: v.optional(v.string()),
  follows: v.optional(v.string()),
});

const RECORD = v.object({
  context: v.record(v.string(), v.string()),
  results: v.array(
    v.object({
      id: v.string(),
      events: v.array(v.array(v.union([v.string(), v.number(), v.null()]))),
      out: v.array(OUT),
      sent: SENT,
    }),
  ),
});

type Recorded = v.InferOutput<typeof RECORD>["results"][number];

/** How one recorded packet compares with our walk. */
export interface Comparison {
  readonly id: string;
  readonly agrees: boolean;
  /** Both ways side by side, for a message. */
  readonly told: string;
}

/** Walks every packet of a record as it was sent, and says of each whether one of our outcomes is the kernel's. */
export function compareRecord(file: string): Comparison[] {
  const record = v.parse(RECORD, JSON.parse(readFileSync(file, "utf8")));
  const { context } = record;
  const paste = readPaste(["ip addr", "ip route", "ipset save", "save"].map((name) => context[name] ?? "").join("\n"));
  const walked = new Map<
    string,
    { packet: Packet; outcome: Outcome | undefined; connection: Connection | undefined }
  >();
  // A process needs SO_BROADCAST to send to a broadcast address; the recorder's packet never came to be.
  const sent = record.results.filter((recorded) => recorded.sent.error?.includes("Permission denied") !== true);
  return sent.map((recorded) => {
    const base = walked.get(recorded.sent.replyTo ?? recorded.sent.follows ?? "");
    const { packet, connection } = sentPacket(recorded, base, paste);
    const { outcomes } = walk(paste.rulesets[packet.family], paste.node, packet, { connection });
    const outcome = outcomes.find((one) => agrees(one, recorded));
    const kept = ends(recorded, outcome) ? undefined : (outcome?.connection ?? undefined);
    if (recorded.sent.replyTo !== undefined && base) base.connection = kept;
    walked.set(recorded.id, { packet, outcome, connection: kept });
    const told = outcome
      ? ""
      : [
          `${basename(file)} ${recorded.id}`,
          "kernel:",
          ...lines(recorded),
          "ours:",
          ...outcomes.slice(0, 3).map(ours),
        ].join("\n");
    return { id: `${basename(file)} ${recorded.id}`, agrees: outcome !== undefined, told };
  });
}

/**
 * Whether no later packet of the record can belong to the connection. Nobody listens on the recorder's node, so that it
 * answers TCP with a reset, which ends a connection that nobody had answered (nf_conntrack_proto_tcp.c); over lo the
 * record does not show it. The recorder gives each ICMP packet an identifier of its own: each is its own connection.
 */
function ends({ sent, out }: Recorded, outcome: Outcome | undefined): boolean {
  const proto = outcome?.packet.proto;
  if (proto === 1 || proto === 58) return true;
  const reset = out.some((one) => !one.own && one.proto === 6) || (proto === 6 && outcome?.verdict === "delivered");
  return sent.replyTo === undefined && reset;
}

function sentPacket(
  { sent }: Recorded,
  base: { packet: Packet; outcome: Outcome | undefined; connection: Connection | undefined } | undefined,
  paste: Paste,
): { packet: Packet; connection: Connection | undefined } {
  const answer = sent.replyTo !== undefined && base?.outcome ? replyPacket(base.outcome) : undefined;
  if (answer) return { packet: withFlags(answer, sent.flags), connection: base?.connection };
  if (sent.follows !== undefined && base) {
    // What follows is sent as the next of its connection whether one is left or not; only an answer makes it answered.
    return { packet: nextPacket(base.packet, null).packet, connection: base.connection };
  }
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
  return { packet: read.packet, connection: undefined };
}

/** The packet with the TCP flags that the recorder gave it; its answer to anything is SYN and ACK. */
function withFlags(packet: Packet, names: readonly string[] | undefined): Packet {
  if (packet.transport.kind !== "tcp" || !names) return packet;
  const flags = Object.entries(TCP_FLAGS).reduce((bits, [name, bit]) => (names.includes(name) ? bits | bit : bits), 0);
  return { ...packet, transport: { ...packet.transport, flags } };
}

function agrees(outcome: Outcome, recorded: Recorded): boolean {
  return sameSteps(outcome, recorded) && sameEnd(outcome, recorded);
}

function sameSteps(outcome: Outcome, recorded: Recorded): boolean {
  const theirs = lines(recorded);
  const mine = stepLines(outcome);
  return theirs.length === mine.length && theirs.every((line, index) => line === mine[index]);
}

/** The recorded steps, a line each: table, chain, rule or policy, and the verdict where the kernel names it as we do. */
function lines({ events }: Recorded): string[] {
  return events
    .filter(([first]) => first !== "packet")
    .map(
      ([table, chain, rule, verdict]) =>
        `${String(table)} ${String(chain)} ${String(rule)} ${kernelWord(String(verdict))}`,
    );
}

function kernelWord(verdict: string): string {
  return verdict.replace(":", " ");
}

/** What the kernel's trace calls what we name by its target. */
const KERNEL_WORDS = new Map([
  ["REJECT", "DROP"],
  ["DNAT", "ACCEPT"],
  ["SNAT", "ACCEPT"],
  ["MASQUERADE", "ACCEPT"],
  ["REDIRECT", "ACCEPT"],
  ["NETMAP", "ACCEPT"],
]);

function stepLines(outcome: Outcome): string[] {
  return outcome.steps.flatMap((step) => {
    if (step.kind === "policy") return [`${step.table} ${step.chain} policy ${step.verdict}`];
    if (step.kind !== "rule") return [];
    const plain = /^(JUMP|GOTO) |^(ACCEPT|DROP|RETURN)$/.test(step.verdict);
    const verdict = plain ? step.verdict : (KERNEL_WORDS.get(step.verdict) ?? "CONTINUE");
    return [`${step.table} ${step.chain} ${String(step.rule)} ${verdict}`];
  });
}

/** The packet that left, where one did: the device, and every field that the record holds and the kernel did not draw. */
function sameEnd(outcome: Outcome, recorded: Recorded): boolean {
  const left = recorded.out.find(({ own }) => own);
  const weLeft = outcome.verdict === "forwarded" || outcome.verdict === "sent";
  if (!left) return !weLeft;
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

function ours(outcome: Outcome): string {
  const ports = portsOf(outcome.packet);
  const end = `${outcome.verdict} ${String(outcome.out)} ${formatAddress(outcome.packet.src)}:${String(ports?.sport)} → ${formatAddress(outcome.packet.dst)}:${String(ports?.dport)}`;
  return [...stepLines(outcome), end, ...outcome.assumptions].join("\n");
}
