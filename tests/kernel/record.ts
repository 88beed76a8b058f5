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
  errorOf: v.optional(v.string()),
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

/** A record without what the kernel and its tools said: what the recorder takes. */
export function specIn(record: object): object {
  const said = new Set(["results", "context", "versions", "patient"]);
  return Object.fromEntries(Object.entries(record).filter(([name]) => !said.has(name)));
}

/** A record as text, without what nobody compares; a line for each packet, so that a changed fact is a changed line. */
export function printRecord(json: object): string {
  const { results } = recordOf(json);
  const { context, versions } = json as { context: unknown; versions: unknown };
  const head = JSON.stringify({ ...specIn(json), versions, context }).slice(0, -1);
  const rows = results.map((result) => {
    const events = result.events.filter(([first]) => first !== "packet");
    return JSON.stringify({ ...result, events });
  });
  return `${head},"results":[\n${rows.join(",\n")}\n]}\n`;
}
