/**
 * `-m conntrack`: what connection tracking knows of the packet's connection (iptables-extensions(8), conntrack; kernel:
 * net/netfilter/xt_conntrack.c). A packet without a connection has a state (INVALID or UNTRACKED) and nothing else: where
 * a state is asked for it decides alone, whatever else is asked, and where none is the match fails.
 */
import type { Address } from "../../address";
import { formatAddress, prefixHolds } from "../../address";
import type { Connection, Tracking } from "../../connection";
import { protocolName } from "../../protocols";
import { all, unknown } from "../answer";
import type { ConnectionPort } from "../connection-ports";
import { connectionPortIn, portOf } from "../connection-ports";
import { bearing, either, given, says, shown, statement, told } from "../condition";
import { defineMatch } from "../define";
import type { Answer, OptionsOf, World } from "../extension";
import { prefixWords } from "../head/addresses";
import { BARE_PREFIX, MOST_32, numberRange, oneOf, PORT_RANGE, printRange, PROTOCOL, someOf } from "../kinds";
import { negatable, option } from "../options";
import { portText, portWords } from "../ports";
import { type Piece, prose } from "../prose";

const STATES = ["INVALID", "NEW", "RELATED", "ESTABLISHED", "UNTRACKED", "SNAT", "DNAT"] as const;
const STATUSES = ["NONE", "EXPECTED", "SEEN_REPLY", "ASSURED", "CONFIRMED"] as const;

const TABLE = {
  state: negatable(option(someOf(STATES), "--ctstate")),
  proto: negatable(option(PROTOCOL, "--ctproto")),
  origsrc: negatable(option(BARE_PREFIX, "--ctorigsrc")),
  origdst: negatable(option(BARE_PREFIX, "--ctorigdst")),
  replsrc: negatable(option(BARE_PREFIX, "--ctreplsrc")),
  repldst: negatable(option(BARE_PREFIX, "--ctrepldst")),
  origsrcport: negatable(option(PORT_RANGE, "--ctorigsrcport")),
  origdstport: negatable(option(PORT_RANGE, "--ctorigdstport")),
  replsrcport: negatable(option(PORT_RANGE, "--ctreplsrcport")),
  repldstport: negatable(option(PORT_RANGE, "--ctrepldstport")),
  status: negatable(option(someOf(STATUSES), "--ctstatus")),
  expire: negatable(option(numberRange(MOST_32, ":"), "--ctexpire")),
  dir: option(oneOf(["ORIGINAL", "REPLY"]), "--ctdir"),
};

type ConntrackOptions = OptionsOf<typeof TABLE>;

export const CONNTRACK = defineMatch({
  name: "conntrack",
  clauses: "each",
  listed: prose(
    /(?=(?:! )?ct)/,
    ...["state", "status", "dir", "proto", "expire"].map(conntrackPiece),
    ...["origsrc", "origdst", "replsrc", "repldst"].flatMap((end) => [end, `${end}port`]).map(conntrackPiece),
  ),
  options: TABLE,
  check: (options) => {
    if (options.proto?.value === 0) return "--ctproto 0 would fit no connection";
    return Object.keys(options).length > 0 ? undefined : "an option such as --ctstate is missing";
  },
  test: (options, world) => {
    const { tracking } = world;
    const state = given(options.state, (states) => states.some((word) => hasState(tracking, word)));
    const { connection } = tracking;
    if (!connection) return options.state !== undefined && state;
    if (asksStateAlone(options)) return state;
    return all([state, testConnection(options, connection, world)]);
  },
  lacks: ({ state }, { tracking }) => ((state ?? tracking.connection) ? undefined : "it has no connection"),
  tell: (options, bears) =>
    statement(
      [
        told(options.state, (states, is) =>
          bearing("the connection's state", is, either(states.map(stateWords)), bears),
        ),
        told(options.proto, (proto, is) => says("the connection's protocol", is, protocolName(proto), bears)),
        ...ADDRESSES.map(([name, what]) =>
          told(options[name], (prefix, is) => says(`${what} address`, is, prefixWords(prefix), bears)),
        ),
        ...PORTS.map(([name, { what }]) =>
          told(options[name], (range, is) => says(`the ${what} port`, is, portWords(range), bears)),
        ),
        told(options.status, (statuses, is) => bearing("the connection's status", is, either(statuses), bears)),
        told(options.expire, (range, is) => `the connection ${is} to expire in ${printRange(range, " to ")} s`),
        told(
          options.dir,
          (dir, is) =>
            `it ${is} a packet of the ${dir.toLowerCase()} direction${is === "is" ? "" : `, but of the ${dir === "REPLY" ? "original" : "reply"} one`}`,
        ),
      ],
      "any connection",
    ),
  shows: (options, asked) => {
    const { tracking } = asked;
    const { connection } = tracking;
    const state = options.state && stateText(tracking, asked);
    if (!connection) return state;
    return shown([
      state,
      options.proto && protocolName(connection.original.proto),
      ...ADDRESSES.map(([name, , of]) => options[name] && formatAddress(of(connection))),
      ...PORTS.map(([name, port]) => options[name] && portText(portOf(port, connection))),
      options.status && statusText(connection),
      options.dir && tracking.direction.toUpperCase(),
    ]);
  },
});

/** The address conditions: option, what it is of, and where it stands in a connection. */
const ADDRESSES: readonly (readonly [
  "origsrc" | "origdst" | "replsrc" | "repldst",
  string,
  (of: Connection) => Address,
])[] = [
  ["origsrc", "the connection's original source", ({ original }) => original.src],
  ["origdst", "the connection's original destination", ({ original }) => original.dst],
  ["replsrc", "the answers' source", ({ reply }) => reply.src],
  ["repldst", "the answers' destination", ({ reply }) => reply.dst],
];

type PortName = "origsrcport" | "origdstport" | "replsrcport" | "repldstport";

const PORTS: readonly (readonly [PortName, ConnectionPort])[] = [
  ["origsrcport", { direction: "original", side: "source", what: "connection's original source" }],
  ["origdstport", { direction: "original", side: "destination", what: "connection's original destination" }],
  ["replsrcport", { direction: "reply", side: "source", what: "answers' source" }],
  ["repldstport", { direction: "reply", side: "destination", what: "answers' destination" }],
];

function hasState({ state, connection }: Tracking, wanted: (typeof STATES)[number]): boolean {
  if (wanted === "SNAT") return connection?.sourceNat ?? false;
  if (wanted === "DNAT") return connection?.destinationNat ?? false;
  return state === wanted;
}

function stateWords(state: (typeof STATES)[number]): string {
  if (state === "SNAT") return "SNAT (its source was rewritten)";
  if (state === "DNAT") return "DNAT (its destination was rewritten)";
  return state;
}

/** `ESTABLISHED, DNAT` */
function stateText({ state, connection }: Tracking, { table, hook }: World): string {
  const early = table === "raw" && connection === null && (hook === "PREROUTING" || hook === "OUTPUT");
  if (early && state === "INVALID") return "INVALID (not looked up yet)";
  return [state, ...(connection?.sourceNat ? ["SNAT"] : []), ...(connection?.destinationNat ? ["DNAT"] : [])].join(
    ", ",
  );
}

/** As nearly every rule does. */
function asksStateAlone(options: ConntrackOptions): boolean {
  for (const name in options) if (name !== "state") return false;
  return true;
}

function testConnection(options: ConntrackOptions, connection: Connection, world: World): Answer {
  const { tracking } = world;
  return all([
    given(options.dir, (dir) => dir.toLowerCase() === tracking.direction),
    given(options.proto, (proto) => proto === connection.original.proto),
    ...ADDRESSES.map(([name, , of]) => given(options[name], (prefix) => prefixHolds(prefix, of(connection)))),
    ...PORTS.map(([name, port]) => given(options[name], (range) => connectionPortIn(range, port, connection, world))),
    given(options.status, (statuses) => hasStatus(statuses, tracking, connection)),
    given(options.expire, (range) =>
      unknown({
        key: `ctexpire=${printRange(range, ":")}`,
        yes: `the connection expires in ${printRange(range, " to ")} s`,
        no: `the connection does not expire in ${printRange(range, " to ")} s`,
      }),
    ),
  ]);
}

/**
 * The status bits of a connection (asked of the kernel). UDP is assured when it is still in use two seconds after its
 * answer, SCTP and DCCP by what their packets say: that is asked. NONE is the mask 0, which no connection fits.
 */
function hasStatus(statuses: readonly (typeof STATUSES)[number][], tracking: Tracking, connection: Connection): Answer {
  const { expected, answered, confirmed, assured, counts, original } = connection;
  const has = { NONE: false, EXPECTED: expected, SEEN_REPLY: answered, ASSURED: assured, CONFIRMED: confirmed };
  if (statuses.some((status) => has[status])) return true;
  const isFirstAnswer = tracking.direction === "reply" && counts?.reply.packets === 1;
  const mayBeAssured = SLOWLY_ASSURED.has(original.proto) && answered && !isFirstAnswer;
  if (!statuses.includes("ASSURED") || !mayBeAssured) return false;
  return unknown({ key: "ctstatus=ASSURED", yes: "the connection is assured", no: "the connection is not assured" });
}

/** UDP, DCCP, SCTP and UDP-Lite. */
const SLOWLY_ASSURED = new Set([17, 33, 132, 136]);

function statusText({ expected, answered, confirmed, assured }: Connection): string {
  const bits = [expected && "EXPECTED", answered && "SEEN_REPLY", assured && "ASSURED", confirmed && "CONFIRMED"];
  return bits.filter((bit) => bit !== false).join(", ") || "none yet";
}

function conntrackPiece(what: string): Piece {
  return [new RegExp(`(?<not>! )?ct${what} (?<value>\\S+)`), `--ct${what} $value`];
}
