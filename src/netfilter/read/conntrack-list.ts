/**
 * Reads the connections that `conntrack -L` prints (conntrack(8)), with or without `-o extended`, and
 * /proc/net/nf_conntrack: `tcp 6 99 ESTABLISHED src=… dst=… sport=… dport=… src=… dst=… [ASSURED] mark=0 use=1`.
 */
import { parseAddress, sameAddress } from "../address";
import type { Connection, DirectionCount, Tuple } from "../connection";
import type { StandingConnection } from "../node";
import { CONNECTION } from "./node-signs";
import { quoted, type ProblemList } from "./problems";
import type { Section } from "./section";

/** What stands between the original's words and the reply's begins with the second src=. */
const KEY = /([\w-]+)=(\S+)/g;

/** The connections of several sections. What `conntrack` says on standard error between them is passed over. */
export function readConnections(sections: readonly Section[], problems: ProblemList): StandingConnection[] {
  const connections: StandingConnection[] = [];
  for (const { lines, from, to } of sections) {
    for (let index = from; index < to; index++) {
      const source = lines.at(index);
      if (source.trim() === "" || source.startsWith("conntrack v")) continue;
      const connection = readConnection(source, index + 1);
      if (connection) {
        connections.push(connection);
        continue;
      }
      const column = source.length - source.trimStart().length + 1;
      problems.warn(
        index + 1,
        column,
        `${quoted(source.trim())} is no connection; expected a protocol, its number, and src= and dst= of both directions`,
      );
    }
  }
  return connections;
}

type Values = ReadonlyMap<string, string>;

function readConnection(source: string, line: number): StandingConnection | undefined {
  const [, , number, state = null] = CONNECTION.exec(source) ?? [];
  if (number === undefined || Number(number) > 255) return undefined;
  const proto = Number(number);
  const [there, back] = directions(source);
  const original = tupleOf(there, proto);
  const reply = tupleOf(back, proto);
  if (original?.src.family !== reply?.src.family || !original || !reply) return undefined;
  // What follows the reply's tuple holds for both; a zone of one direction stands within that direction.
  const zone = digits(back.get("zone")) ?? 0;
  const id = digits(there.get("id"));
  const answered = !source.includes("[UNREPLIED]");
  const connection: Connection = {
    original,
    reply,
    sourceNat: !sameAddress(original.src, reply.dst) || original.sport !== reply.dport,
    destinationNat: !sameAddress(original.dst, reply.src) || original.dport !== reply.sport,
    mark: digits(back.get("mark")) ?? 0,
    // One that was taken up midway has no state of a handshake before it is answered.
    handshake: proto === 6 && (answered || state?.startsWith("SYN") === true),
    answered,
    confirmed: true,
    assured: source.includes("[ASSURED]"),
    zone: { original: digits(there.get("zone-orig")) ?? zone, reply: digits(back.get("zone-reply")) ?? zone },
    helper: back.get("helper") ?? null,
    labels: [],
    expected: false,
    counts: { original: countOf(there), reply: countOf(back) },
  };
  return {
    connection,
    state,
    icmp: id === undefined ? null : { type: digits(there.get("type")) ?? 0, code: digits(there.get("code")) ?? 0, id },
    counted: there.has("packets"),
    line,
  };
}

/** The words of the two directions: a second src= begins the reply. */
function directions(source: string): readonly [Values, Values] {
  const there = new Map<string, string>();
  const back = new Map<string, string>();
  let current = there;
  for (const [, key = "", value = ""] of source.matchAll(KEY)) {
    if (key === "src" && there.has("src")) current = back;
    if (!current.has(key)) current.set(key, value);
  }
  return [there, back];
}

function tupleOf(values: Values, proto: number): Tuple | undefined {
  const src = parseAddress(values.get("src") ?? "");
  const dst = parseAddress(values.get("dst") ?? "");
  if (!src || dst?.family !== src.family) return undefined;
  const port = (key: string) => {
    const number = digits(values.get(key));
    return number !== undefined && number <= 65535 ? number : null;
  };
  return { src, dst, proto, sport: port("sport"), dport: port("dport") };
}

function countOf(values: Values): DirectionCount {
  return { packets: digits(values.get("packets")) ?? 0, bytes: digits(values.get("bytes")) ?? 0 };
}

function digits(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
