/**
 * A packet's whole way through the node: in by a device or from a process, through the hooks in the kernel's order, to
 * its end.
 */
import { rejecting } from "#reject-answer";
import { formatAddress } from "../address";
import type { Connection } from "../connection";
import type { Device } from "../extensions/extension";
import type { Node, RoutingRule } from "../node";
import type { Packet } from "../packet";
import type { Hook, Ruleset } from "../ruleset";
import type { Trace } from "../trace";
import { walkTable } from "./chain";
import type { Choices, Said } from "./choices";
import { INVALID, track, writeConnection } from "./conntrack";
import { manipOf, STAGES } from "./hooks";
import { rewriteKnown } from "./nat";
import { type Ending, outcomesOf } from "./outcomes";
import type { RouteAnswer } from "./routing";
import { lookUpRoute } from "./routing";
import { ruleAside } from "./routing-rules";
import { standingConnection, standingLine } from "./standing";
import { type End, NO_DEVICE, type Sending, Way } from "./way";

export interface WalkOptions {
  /** The connection that the packet belongs to, as an earlier outcome left it; without it the paste's own are asked. */
  readonly connection?: Connection | undefined;
  /** Where the paste tells no addresses: whether the packet, as it is when it is routed, is for this node. */
  readonly route?: "here" | "through" | undefined;
  /** What the reader says of questions that the paste leaves open, by the keys of their forks. */
  readonly said?: Said | undefined;
}

/** Walks a packet through a ruleset on a node: every outcome, the most probable first. Never throws. */
export function walk(ruleset: Ruleset, node: Node, packet: Packet, options: WalkOptions = {}): Trace {
  const connection = options.connection ?? standingConnection(node, packet);
  const sent = { ruleset, node, packet, connection, route: options.route };
  return outcomesOf((choices) => new Way(sent, choices), toEnd, options.said);
}

/** Leads a way from where it stands to its end. */
function toEnd(way: Way): Ending {
  let end = goOn(way);
  while (!end) end = goOn(way);
  const left = end.verdict === "forwarded" || end.verdict === "sent";
  return {
    verdict: end.verdict,
    reason: end.reason,
    out: left && way.out.kind === "named" ? way.out.name : null,
    packet: way.packet,
    steps: way.steps,
    answer:
      end.rejectedWith === undefined
        ? null
        : rejecting().rejectAnswer(way.packet, end.rejectedWith, way.node, way.tracking),
    connection: remembered(way, left || end.verdict === "delivered" || way.confirmed),
  };
}

/** A new connection is remembered only where its first packet came through; a known one whatever happens to a packet. */
function remembered(way: Way, cameThrough: boolean): Connection | null {
  if (way.connection) return way.tracking.connection ?? way.connection;
  return cameThrough ? way.tracking.connection : null;
}

/** What comes next on a way: a stage of the hook that it is in, or what follows on the hook. */
function goOn(way: Way): End | null {
  if (way.hook === "OUTPUT" && way.sending?.to.value !== way.packet.dst.value) return routeSending(way, way.sending);
  const stage = STAGES[way.hook][way.stage];
  if (stage === undefined) return behindHook(way);
  const end = stage === "tracking" ? trackHere(way) : stage === "nat" ? natHere(way) : walkTable(way, stage);
  way.stage++;
  way.passage = undefined;
  return end;
}

/**
 * In by a device the packet comes to PREROUTING, is routed, and goes through INPUT to a process or through FORWARD and
 * POSTROUTING out again. From a process it is routed, and goes through OUTPUT and POSTROUTING.
 */
function behindHook(way: Way): End | null {
  switch (way.hook) {
    case "PREROUTING":
      return routeArrived(way);
    case "INPUT":
      return { verdict: "delivered", reason: null };
    case "FORWARD":
      return enter(way, "POSTROUTING");
    case "OUTPUT":
      if (way.sending && way.sending.last !== way.sending.first) leaveBy(way, way.sending.last);
      return enter(way, "POSTROUTING");
    case "POSTROUTING":
      return way.sending && way.in.kind === "none" ? sent(way, way.sending) : { verdict: "forwarded", reason: null };
  }
}

/** The packet is seen at a hook with the devices that the hook knows. */
function enter(way: Way, hook: Hook): null {
  way.hook = hook;
  way.stage = 0;
  if (hook === "PREROUTING" || hook === "INPUT") way.out = NO_DEVICE;
  return null;
}

function routeArrived(way: Way): End | null {
  const martian = martianSource(way);
  if (martian) return martian;
  const answer = decideRoute(way);
  switch (answer.kind) {
    case "local":
    case "broadcast":
      noteRoute(way, answer, null);
      return enter(way, "INPUT");
    case "none":
      noteRoute(way, answer, null);
      return { verdict: "unroutable", reason: answer.reason };
    case "unicast":
    case "untold":
      if (way.packet.ttl <= 1) return { verdict: "dropped", reason: "its time to live has run out" };
      way.packet = { ...way.packet, ttl: way.packet.ttl - 1 };
      leaveBy(way, answer);
      return enter(way, "FORWARD");
  }
}

/**
 * Sources that no packet can come from: multicast, 255.255.255.255, and 0.0.0.0 but for what is for everybody (DHCP).
 * The kernel calls them martian and drops the packet when it would route it (ip_route_input_slow, net/ipv4/route.c).
 */
function martianSource({ packet: { src, dst } }: Way): End | null {
  if (src.family === 6) return null;
  const nobody = src.value === 0 && dst.value !== EVERYBODY;
  if (!nobody && src.value !== EVERYBODY && src.value >>> 28 !== 0xe) return null;
  return { verdict: "dropped", reason: `no packet can come from ${formatAddress(src)}` };
}

/** 255.255.255.255 */
const EVERYBODY = 0xffffffff;

/**
 * Routes what a process sends, before OUTPUT, and at once where a table there gives it another destination; the tables
 * behind it still see the first route's device (ip_route_me_harder, called from mangle's and nat's hook).
 */
function routeSending(way: Way, before: Sending | undefined): End | null {
  const last = decideRoute(way);
  if (last.kind === "none") {
    if (!before) noteRoute(way, last, null);
    return { verdict: "unroutable", reason: last.reason };
  }
  if (!before) leaveBy(way, last);
  way.sending = { first: before?.first ?? last, last, to: way.packet.dst };
  return null;
}

/** Out to the network; over lo it comes in again. */
function sent(way: Way, { last }: Sending): End | null {
  way.confirmed = true;
  writeConnection(way, { confirmed: true });
  if (last.kind !== "local") return { verdict: "sent", reason: null };
  way.in = { kind: "named", name: "lo" };
  return enter(way, "PREROUTING");
}

/** Has a packet leave by the device of a route. */
function leaveBy(way: Way, answer: RouteAnswer): void {
  way.out = deviceOf(answer);
  noteRoute(way, answer, way.out.kind === "named" ? way.out.name : null);
}

/** Connection tracking. What came over lo, or was told to be left alone, keeps what it has (nf_conntrack_in). */
function trackHere(way: Way): null {
  if (way.tracking !== INVALID) return null;
  way.tracking = track(way.packet, way.connection, way.template);
  way.template = null;
  if (way.connection !== undefined && way.tracking.connection?.original === way.connection.original) {
    way.decided.source = true;
    way.decided.destination = true;
  }
  const { state, direction } = way.tracking;
  const line = state === "ESTABLISHED" || state === "RELATED" ? standingLine(way.node, way.connection) : undefined;
  const text =
    TRACKING_WORDS[state] +
    (state === "ESTABLISHED" && direction === "reply" ? ", in the direction of replies" : "") +
    (line === undefined ? "" : `: it stands in line ${String(line)} of the paste (conntrack -L)`);
  const { hook, packet, tracking } = way;
  way.steps.push({ kind: "tracking", hook, packet, tracking, state, text, line: line ?? null });
  return null;
}

const TRACKING_WORDS = {
  NEW: "the first packet of a new connection",
  ESTABLISHED: "a packet of a known connection",
  RELATED: "a packet related to a known connection",
  INVALID: "a packet that neither begins a connection nor fits one",
  UNTRACKED: "connection tracking leaves it alone",
} as const;

/** The nat table is asked once for a connection's source and once for its destination; afterwards nobody is asked. */
function natHere(way: Way): End | null {
  if (!way.tracking.connection) return null;
  const manip = manipOf(way.hook);
  if (way.decided[manip]) {
    const text = rewriteKnown(way, manip);
    const { hook, packet, tracking } = way;
    if (text !== null) way.steps.push({ kind: "rewrite", hook, packet, tracking, text, manip });
    return null;
  }
  const end = walkTable(way, "nat");
  way.decided[manip] = true;
  return end;
}

function decideRoute(way: Way): RouteAnswer {
  const { packet, choices, route } = way;
  way.begin();
  const answer = lookUpRoute(way.node, packet.dst, ({ question }) =>
    route ? choices.choose(question, route === "here") : choices.ask(question),
  );
  if (answer.kind === "untold") assumeRoute(choices, packet);
  const aside = answer.kind === "local" || answer.kind === "broadcast" ? undefined : ruleAside(way.node, packet);
  if (aside) assumeNoOtherWay(choices, aside);
  return answer;
}

function assumeRoute(choices: Choices, packet: Packet): void {
  choices.assume(`a route leads to ${formatAddress(packet.dst)}, by a device that the paste does not tell`);
}

function assumeNoOtherWay(choices: Choices, { priority, text, line }: RoutingRule): void {
  const rule = `${String(priority)}: ${text}`;
  choices.assume(
    `the routing rule “${rule}” (line ${String(line)}) leads no other way than the table main, which is asked here`,
  );
}

function deviceOf(answer: RouteAnswer): Device {
  if (answer.kind === "local") return { kind: "named", name: "lo" };
  return answer.kind === "unicast" ? { kind: "named", name: answer.dev } : { kind: "unknown" };
}

function noteRoute(way: Way, answer: RouteAnswer, out: string | null): void {
  const route = answer.kind === "untold" ? null : answer.route;
  way.steps.push({
    kind: "routing",
    hook: way.hook,
    packet: way.packet,
    tracking: way.tracking,
    text: routeWords(answer, formatAddress(way.packet.dst), out),
    route: route?.text ?? null,
    line: route?.line ?? null,
    leads: LEADS[answer.kind],
    out,
    answer,
  });
}

const LEADS = { local: "here", broadcast: "here", unicast: "out", untold: "out", none: "nowhere" } as const;

function routeWords(answer: RouteAnswer, destination: string, out: string | null): string {
  switch (answer.kind) {
    case "local":
      return `${destination} is this node's own`;
    case "broadcast":
      return `${destination} is for everybody on the network, this node among them`;
    case "unicast":
      return `${destination} is reached by ${answer.dev}${answer.via ? ` through ${formatAddress(answer.via)}` : ""}`;
    case "untold":
      return `${destination} is reached${out === null ? "" : ` by ${out}`}, the paste does not tell how`;
    case "none":
      return answer.reason;
  }
}
