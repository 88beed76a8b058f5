/**
 * There and back: a request and its answer on one time line, what the client, the node and the far end see of them, and
 * what is worth noticing: a missing SNAT, a return by another device, a hairpin.
 */
import { formatAddress, prefixHolds, sameAddress } from "../netfilter/address";
import type { Connection } from "../netfilter/connection";
import type { Node } from "../netfilter/node";
import type { Packet } from "../netfilter/packet";
import type { Outcome } from "../netfilter/trace";
import { cameThrough } from "./came-through";
import { endsOf } from "./connection-words";
import { firstPacket } from "./outcome-steps";
import { destinationText, sourceText } from "./packet-words";
import type { ConnectionStory, EndsStory, OutcomeStory, RemarkStory, StationStory, ViewStory } from "./story";

/** An outcome and what is told of it. */
export interface Told {
  readonly outcome: Outcome;
  readonly story: OutcomeStory;
}

/** A request and its answer as one story; `answer` is null where nothing came through that could be answered. */
export function connectionStory(request: Told, answer: Told | null, node: Node): ConnectionStory {
  return {
    stations: [
      ...stationsOf("request", request),
      ...(answer ? [farEnd(request.outcome, answer.outcome), ...stationsOf("answer", answer)] : []),
    ],
    views: viewsOf(request.outcome, answer?.outcome ?? null),
    remarks: remarksOf(request, answer, node),
  };
}

function ends(packet: Packet): EndsStory {
  return { source: sourceText(packet), destination: destinationText(packet) };
}

function stationsOf(direction: StationStory["direction"], { outcome, story }: Told): StationStory[] {
  const first = firstPacket(outcome);
  const start: StationStory = {
    direction,
    kind: "starts",
    words: first.in === null ? "A process of this node sends it" : `It arrives on ${first.in}`,
    step: null,
    ends: ends(first),
    before: null,
    device: first.in,
  };
  let before = first;
  const between = outcome.steps.flatMap((step, index): StationStory[] => {
    const told = story.steps[index];
    const was = before;
    before = step.packet;
    const kind = told?.nat ? "nat" : step.kind === "tracking" || step.kind === "routing" ? step.kind : null;
    if (!told || kind === null) return [];
    const moved = kind === "nat" ? ends(was) : null;
    const device = step.kind === "routing" ? step.out : null;
    return [{ direction, kind, words: told.words, step: index, ends: ends(step.packet), before: moved, device }];
  });
  const end: StationStory = {
    direction,
    kind: cameThrough(outcome) ? "ends" : "stops",
    words: story.sentence,
    step: outcome.steps.length === 0 ? null : outcome.steps.length - 1,
    ends: ends(outcome.packet),
    before: null,
    device: outcome.out,
  };
  return [start, ...between, end];
}

function farEnd(request: Outcome, answer: Outcome): StationStory {
  const who = request.verdict === "delivered" ? "The process on this node" : "The far end";
  const packet = firstPacket(answer);
  return {
    direction: "answer",
    kind: "far end",
    words: `${who}, ${destinationText(request.packet)}, answers`,
    step: null,
    ends: ends(packet),
    before: ends(request.packet),
    device: null,
  };
}

function viewsOf(request: Outcome, answer: Outcome | null): ViewStory[] {
  const { connection } = request;
  const back = answer && cameThrough(answer) ? ends(answer.packet) : null;
  return [
    { who: "client", request: ends(firstPacket(request)), answer: back },
    { who: "node", request: connection && endsOf(connection.original), answer: connection && endsOf(connection.reply) },
    {
      who: "far end",
      request: cameThrough(request) ? ends(request.packet) : null,
      answer: answer && ends(firstPacket(answer)),
    },
  ];
}

function remarksOf(request: Told, answer: Told | null, node: Node): RemarkStory[] {
  const { outcome } = request;
  const { connection } = outcome;
  return [
    ...(connection && outcome.verdict === "forwarded"
      ? [...hairpin(outcome, connection), ...missingSnat(outcome, connection, node)]
      : []),
    ...(answer ? [...asymmetric(outcome, answer.outcome), ...failing(outcome, answer)] : []),
  ];
}

/** An endpoint that reaches itself through its Service. */
function hairpin(request: Outcome, { destinationNat, sourceNat }: Connection): RemarkStory[] {
  const first = firstPacket(request);
  if (!destinationNat || !sameAddress(first.src, request.packet.dst)) return [];
  const who = formatAddress(first.src);
  const words = sourceNat
    ? `Hairpin: ${who} reaches itself through ${destinationText(first)}. Its source is rewritten, so its answers come back through this node`
    : `Hairpin without SNAT: ${who} reaches itself through ${destinationText(first)} and would see a packet from its own address, which it takes for forged`;
  return [{ kind: "hairpin", words, direction: "request", step: rewritingStep(request, "dst") }];
}

/** A destination that was rewritten while the source stayed: the far end answers to the client itself. */
function missingSnat(request: Outcome, { destinationNat, sourceNat }: Connection, node: Node): RemarkStory[] {
  const first = firstPacket(request);
  const { packet, out } = request;
  if (!destinationNat || sourceNat || sameAddress(first.src, packet.dst)) return [];
  const [client, far] = [formatAddress(first.src), formatAddress(packet.dst)];
  const step = rewritingStep(request, "dst");
  const not = `the client asked ${destinationText(first)} and drops an answer from ${destinationText(packet)}`;
  const shared = sharedNetwork(node, first, packet);
  if (shared !== null) {
    const words = `No SNAT: ${client} and ${far} are both on the network of ${shared}, so ${far} answers it directly, past this node: ${not}. Where ${shared} is a bridge of this node, net.bridge.bridge-nf-call-iptables=1 has the answer pass here all the same`;
    return [{ kind: "missing snat", words, direction: "request", step }];
  }
  const hop = request.steps.findLast((one) => one.kind === "routing")?.answer;
  const gateway = hop?.kind === "unicast" ? hop.via : undefined;
  if (!gateway) return [];
  const words = `No SNAT: ${far} is behind ${formatAddress(gateway)}${out === null ? "" : ` (${out})`} and sees ${client} as the source. Unless its way back leads through this node, ${not}`;
  return [{ kind: "missing snat", words, direction: "request", step }];
}

/** The device of a network of the node's own that holds the client and the far end alike; null where there is none. */
function sharedNetwork({ interfaces }: Node, first: Packet, last: Packet): string | null {
  const device = interfaces?.find(
    ({ name, addresses }) =>
      name !== "lo" && addresses.some(({ prefix }) => prefixHolds(prefix, first.src) && prefixHolds(prefix, last.dst)),
  );
  return device?.name ?? null;
}

function rewritingStep({ steps }: Outcome, end: "src" | "dst"): number | null {
  const at = steps.findIndex(({ packet }, index) => {
    const before = index === 0 ? undefined : steps[index - 1]?.packet;
    return before !== undefined && !sameAddress(before[end], packet[end]);
  });
  return at < 0 ? null : at;
}

/** An answer that leaves by another device than its request came in by. */
function asymmetric(request: Outcome, answer: Outcome): RemarkStory[] {
  const into = firstPacket(request).in;
  const { out, steps } = answer;
  if (into === null || out === null || into === out || into === "lo") return [];
  const step = steps.findLastIndex(({ kind }) => kind === "routing");
  const words = `Asymmetric return: the request came in by ${into}, and its answer leaves by ${out}. Where the kernel checks the way back strictly (rp_filter 1), it dropped the request already, and firewalls on the way see half of the connection`;
  return [{ kind: "asymmetric", words, direction: "answer", step: step < 0 ? null : step }];
}

/** An answer that does not come back, or not as the client expects it. */
function failing(request: Outcome, { outcome, story }: Told): RemarkStory[] {
  const step = outcome.steps.length === 0 ? null : outcome.steps.length - 1;
  if (!cameThrough(outcome))
    return [{ kind: "no answer", words: `The client gets no answer: ${story.sentence}`, direction: "answer", step }];
  const asked = ends(firstPacket(request));
  const got = ends(outcome.packet);
  if (fits(got.source, asked.destination) && fits(got.destination, asked.source)) return [];
  const words = `The client asked ${asked.destination} from ${asked.source}, and gets an answer from ${got.source} to ${got.destination}, which it does not know`;
  return [{ kind: "other answer", words, direction: "answer", step }];
}

/** A port that nobody knows may be the one that is expected. */
function fits(got: string, expected: string): boolean {
  return got === expected || (got.endsWith(":?") && expected.startsWith(got.slice(0, -1)));
}
