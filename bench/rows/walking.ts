/**
 * Walks with all their outcomes: the first after reading, random Services in a large and a small cluster, every Service from
 * three places, a Service of very many endpoints.
 */
import type { Packet } from "../../src/netfilter/packet";
import { readPacket, type PacketFields } from "../../src/netfilter/read/packet";
import { walk } from "../../src/netfilter/walk/walk";
import { readPaste, type Paste } from "../../src/paste/paste";
import { Dice } from "../../tests/kernel/random/dice";
import type { Cluster, ServicePort } from "../dump/cluster";
import { timeText, type Row } from "../row";
import { median, medianTimes, timeOf } from "../times";

/** A cluster and its dump. */
export interface Made {
  readonly cluster: Cluster;
  readonly text: string;
}

/** How long one figure may take; what was walked until then is what counts. */
const LONGEST = 20_000;
const RANDOM_WALKS = 10_000;
const RANDOM_TURNS = 3;
const MOST_MEAN = 0.05;
const MOST_GROWTH = 1.5;
const ALL_SERVICES = 30_000;
const MOST_FOR_ALL = 1500;
const WIDE_TURNS = 9;

/** `wide`: a cluster of Services with very many endpoints each. */
export function walkingRows(large: Made, small: Made, wide: Made): Row[] {
  return [firstRow(large), ...randomRows(large, small), allRow(large), wideRow(wide)];
}

function firstRow({ cluster, text }: Made): Row {
  const paste = readPaste(text);
  const last = cluster.ports.at(-1);
  const packet = last && packetTo(last, PLACES[0], paste);
  const first = timeOf(() => {
    if (packet) walk(paste.rulesets[4], paste.node, packet);
  });
  return {
    what: "one walk: the first packet after reading, to the last Service",
    figure: timeText(first),
    goal: undefined,
    reached: undefined,
    numbers: { first },
  };
}

function randomRows(large: Made, small: Made): Row[] {
  const [many, few] = meansOfRandom(large, small);
  const growth = many.mean / few.mean;
  const much = (made: Made) => made.cluster.services.toLocaleString("en");
  return [
    {
      what: `one walk: the mean of ${many.walks.toLocaleString("en")} packets to random Services of ${much(large)}`,
      figure: timeText(many.mean),
      goal: "under 50 µs",
      reached: many.mean < MOST_MEAN,
      numbers: { ...many },
    },
    {
      what: `one walk: that mean, by the mean at ${much(small)} Services`,
      figure: `${growth.toFixed(2)} times ${timeText(few.mean)}`,
      goal: "at most 1.5 times",
      reached: growth <= MOST_GROWTH,
      numbers: { ...few, growth },
    },
  ];
}

interface Mean {
  readonly mean: number;
  readonly walks: number;
}

/**
 * The means in two clusters, which take turns: of both the median, after a turn that is not counted, in which the walk is
 * compiled. Each turn reads the paste anew, so that nothing is left in it of the walks before.
 */
function meansOfRandom(large: Made, small: Made): [Mean, Mean] {
  const many: Mean[] = [];
  const few: Mean[] = [];
  for (let turn = 0; turn <= RANDOM_TURNS; turn++)
    for (const [made, means] of [
      [large, many],
      [small, few],
    ] as const) {
      const mean = meanOfRandom(made);
      if (turn > 0) means.push(mean);
    }
  return [middleOf(many), middleOf(few)];
}

function middleOf(turns: readonly Mean[]): Mean {
  return { mean: median(turns.map(({ mean }) => mean)), walks: Math.min(...turns.map(({ walks }) => walks)) };
}

function meanOfRandom({ cluster, text }: Made): Mean {
  const paste = readPaste(text);
  const dice = new Dice(5);
  const packets = Array.from({ length: RANDOM_WALKS }, () =>
    packetTo(dice.pick(cluster.ports), dice.pick(PLACES), paste),
  );
  return meanOf(paste, packets);
}

function allRow({ cluster, text }: Made): Row {
  const paste = readPaste(text);
  const packets = PLACES.flatMap((place) => cluster.ports.map((port) => packetTo(port, place, paste)));
  const { mean, walks } = meanOf(paste, packets);
  const time = mean * ALL_SERVICES;
  return {
    what: `all Services: every port from outside, a pod and the node (${walks.toLocaleString("en")} of ${packets.length.toLocaleString("en")} walks), for 30,000 walks`,
    figure: timeText(time),
    goal: "under 1.5 s",
    reached: time < MOST_FOR_ALL,
    numbers: { mean, walks, time },
  };
}

function wideRow({ cluster, text }: Made): Row {
  const paste = readPaste(text);
  const port = cluster.ports[0];
  const packet = port && packetTo(port, PLACES[0], paste);
  let outcomes = 0;
  const walkOnce = () => {
    outcomes = packet ? walk(paste.rulesets[4], paste.node, packet).outcomes.length : 0;
  };
  const { walkOnce: mean } = medianTimes(WIDE_TURNS, { walkOnce });
  return {
    what: `one walk: to a Service of many endpoints, with its ${outcomes.toLocaleString("en")} outcomes`,
    figure: timeText(mean),
    goal: undefined,
    reached: undefined,
    numbers: { mean, outcomes },
  };
}

/** The mean time of walks with all outcomes, in milliseconds. */
function meanOf(paste: Paste, packets: readonly Packet[]): Mean {
  for (const packet of packets.slice(0, 20)) walk(paste.rulesets[4], paste.node, packet);
  let walks = 0;
  const time = timeOf(() => {
    const until = Date.now() + LONGEST;
    for (const packet of packets) {
      walk(paste.rulesets[4], paste.node, packet);
      walks++;
      if (Date.now() > until) return;
    }
  });
  return { mean: time / walks, walks };
}

/** Where packets come from: another host, a pod of the node, the node itself. */
const PLACES = [
  { in: "eth0", src: "192.168.99.7" },
  { in: "cni0", src: "10.128.0.200" },
  { in: null, src: "192.168.16.10" },
] as const satisfies readonly PacketFields[];

function packetTo({ clusterIp, protocol, port }: ServicePort, place: (typeof PLACES)[number], { node }: Paste): Packet {
  const read = readPacket({ ...place, dst: clusterIp, proto: protocol, dport: port }, node);
  if (read.kind === "unreadable") throw new Error(read.errors[0]?.message);
  return read.packet;
}
