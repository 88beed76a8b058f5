/**
 * A record: what the kernel did with packets, as the recorder (record/oracle.py, whose head tells the format) wrote it
 * down.
 */
import * as v from "valibot";

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
  uid: v.optional(v.number()),
  gid: v.optional(v.number()),
  error: v.optional(v.string()),
  replyTo: v.optional(v.string()),
  follows: v.optional(v.string()),
  /** The whole packet in hexadecimal; older records lack it. */
  bytes: v.optional(v.string()),
});

const RESULT = v.object({
  id: v.string(),
  events: v.array(v.array(v.union([v.string(), v.number(), v.null()]))),
  out: v.array(OUT),
  sent: SENT,
});

const RECORD = v.object({
  family: v.optional(v.picklist([4, 6]), 4),
  /** What ip, ipset and iptables-save print on the node. */
  context: v.record(v.string(), v.string()),
  results: v.array(RESULT),
});

export type KernelRecord = v.InferOutput<typeof RECORD>;
export type Recorded = v.InferOutput<typeof RESULT>;

/** The record of what the recorder printed; throws where it is none. */
export function recordOf(json: unknown): KernelRecord {
  return v.parse(RECORD, json);
}

/** A record as text, a line for each packet sent, so that a changed fact is a changed line. */
export function printRecord(json: object): string {
  const { results, ...rest } = json as { results: readonly unknown[] };
  const head = JSON.stringify(rest).slice(0, -1);
  return `${head},"results":[\n${results.map((result) => JSON.stringify(result)).join(",\n")}\n]}\n`;
}
