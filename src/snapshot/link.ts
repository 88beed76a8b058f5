/**
 * A snapshot as the fragment of a link, which no server ever sees (docs: contract, "The link").
 *
 * `#gz=<text>&src=…&dst=…&step=…`: steps and outcomes count from 1, as the page counts them for people; what is left
 * out is as if nobody had typed it. `answer=1`: the walk of the answer is looked at, its first outcome. `both=1`: both on one time line. `view=map`: each chain once, else the walk. `present=1`: shown to a room.
 * `reading=rules-2.nat_save-1.off`: what somebody said of the sections (paste/reading.ts). `in=` with nothing behind it: sent by the node itself.
 * `said=[["local=10.0.0.1",true]]`: what the reader answered to questions that the paste leaves open.
 */
import * as v from "valibot";
import type { PacketFields } from "../netfilter/read/packet";
import { parseReading, writeReading } from "../paste/reading";
import { packText, unpackText } from "./gz";
import { LAST_STEP, type Snapshot } from "./snapshot";

export type LinkRead =
  /** The fragment holds nothing that was meant for this page. */
  | { readonly kind: "none" }
  | { readonly kind: "read"; readonly snapshot: Snapshot }
  | { readonly kind: "unreadable"; readonly message: string };

const TEXT_FIELDS = ["src", "dst", "proto", "dport", "sport", "mark"] as const;
const NUMBER_FIELDS = ["icmpType", "icmpCode", "tos", "ttl", "length", "uid", "gid"] as const;

/** The fragment of a link to this snapshot, `#` included. */
export function linkOf(snapshot: Snapshot): string {
  const { packet } = snapshot;
  const pairs: [string, string][] = [["gz", packText(snapshot.text)]];
  const reading = writeReading(snapshot.reading);
  if (reading !== "") pairs.push(["reading", reading]);
  for (const name of [...TEXT_FIELDS, ...NUMBER_FIELDS]) {
    const value = packet[name];
    if (value !== undefined && value !== "") pairs.push([name, String(value)]);
  }
  if (packet.in === null) pairs.push(["in", ""]);
  else if (packet.in) pairs.push(["in", packet.in]);
  if (packet.tcpFlags) pairs.push(["tcpFlags", packet.tcpFlags.join(",")]);
  if (packet.route) pairs.push(["route", packet.route]);
  if (snapshot.said.length > 0) pairs.push(["said", JSON.stringify(snapshot.said)]);
  if (snapshot.step !== LAST_STEP) pairs.push(["step", String(snapshot.step + 1)]);
  if (snapshot.outcome > 0) pairs.push(["outcome", String(snapshot.outcome + 1)]);
  if (snapshot.answer !== null) pairs.push(["answer", String(snapshot.answer + 1)]);
  if (snapshot.both) pairs.push(["both", "1"]);
  if (snapshot.view === "map") pairs.push(["view", "map"]);
  if (snapshot.present) pairs.push(["present", "1"]);
  return `#${pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&")}`;
}

/**
 * Reads the fragment of a link. A `#` that a mail program turned into `%23`, and pairs whose `=` and `&` were escaped,
 * are understood. Names that are not known are passed over, so that later links still open here.
 */
export function readLink(fragment: string): LinkRead {
  const bare = unescaped(fragment.replace(/^(?:#|%23)+/i, ""));
  if (bare === "") return { kind: "none" };
  const pairs = new Map(bare.split("&").map(pairOf));
  const packed = pairs.get("gz");
  if (packed === undefined) {
    const form = /^([a-z0-9]{1,12})=/i.exec(bare)?.[1];
    return {
      kind: "unreadable",
      message: form
        ? `This link is of the form #${form}=, which this version of the page does not read.`
        : "What stands behind the # of this link is nothing that this page reads.",
    };
  }
  const unpacked = unpackText(packed);
  const answer = countOf(pairs.get("answer"));
  if (unpacked.kind === "unreadable")
    return { kind: "unreadable", message: `This link cannot be opened: ${unpacked.message}.` };
  return {
    kind: "read",
    snapshot: {
      text: unpacked.text,
      reading: parseReading(pairs.get("reading") ?? ""),
      packet: packetOf(pairs),
      said: saidOf(pairs.get("said")),
      outcome: (countOf(pairs.get("outcome")) ?? 1) - 1,
      answer: answer === undefined ? null : answer - 1,
      step: (countOf(pairs.get("step")) ?? LAST_STEP + 1) - 1,
      both: pairs.get("both") === "1",
      view: pairs.get("view") === "map" ? "map" : "walk",
      present: pairs.get("present") === "1",
    },
  };
}

function unescaped(fragment: string): string {
  return fragment.includes("=") ? fragment : decoded(fragment);
}

function pairOf(pair: string): [string, string] {
  const at = pair.indexOf("=");
  return at < 0 ? [pair, ""] : [pair.slice(0, at), decoded(pair.slice(at + 1))];
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    // A "%" that escapes nothing stands for itself.
    return value;
  }
}

function packetOf(pairs: ReadonlyMap<string, string>): PacketFields {
  const packet: { -readonly [Field in keyof PacketFields]: PacketFields[Field] } = {};
  for (const name of TEXT_FIELDS) {
    const value = pairs.get(name);
    if (value) packet[name] = value;
  }
  for (const name of NUMBER_FIELDS) {
    const value = pairs.get(name);
    if (value && /^\d+$/.test(value)) packet[name] = Number(value);
  }
  const device = pairs.get("in");
  if (device !== undefined) packet.in = device === "" ? null : device;
  const flags = pairs.get("tcpFlags");
  if (flags !== undefined) packet.tcpFlags = flags === "" ? [] : flags.split(",");
  const route = pairs.get("route");
  if (route === "here" || route === "through") packet.route = route;
  return packet;
}

const SAID = v.array(v.tuple([v.string(), v.boolean()]));

/** What the reader said; nothing where the link does not say it in a form that is read here. */
function saidOf(text: string | undefined): Snapshot["said"] {
  try {
    const said = v.safeParse(SAID, JSON.parse(text ?? "[]"));
    return said.success ? said.output : [];
  } catch {
    return [];
  }
}

/** A count from 1, or undefined where it is none; 0 counts as 1. */
function countOf(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,9}$/.test(value) ? Math.max(1, Number(value)) : undefined;
}
