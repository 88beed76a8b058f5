/**
 * Random packets for a node: drawn from the values that its rules name, with answers and what follows.
 */
import type { Dice } from "./dice";
import type { Ground } from "./ground";

/** A packet as the recorder takes it (record/oracle.py). */
export type SpecPacket = Readonly<Record<string, unknown>> & { readonly id: string };

const FLAGS = [
  ["ACK"],
  ["FIN", "ACK"],
  ["RST"],
  ["RST", "ACK"],
  [],
  ["SYN", "FIN"],
  ["FIN", "PSH", "URG"],
  ["SYN", "ACK"],
  ["PSH", "ACK"],
  ["FIN"],
  ["SYN", "PSH"],
];
const ICMP4 = [8, 8, 8, 0, 3, 11, 13, 17, 5, 12];
const ICMP6 = [128, 128, 128, 129, 1, 2, 3, 133, 134, 135, 136, 130, 143, 139];
const TOS = [0x08, 0x10, 0xb8, 0x02, 0x04, 0x20, 0xff, 0x01];

export interface Wanted {
  readonly count: number;
  /** With answers and what follows. */
  readonly talks: boolean;
  /** Also to everybody on a network. */
  readonly broadcasts: boolean;
}

/** As many packets as asked for, each conversation after the other. */
export function packetsOf(dice: Dice, ground: Ground, { count, talks, broadcasts }: Wanted): SpecPacket[] {
  const packets: SpecPacket[] = [];
  for (let number = 0; packets.length < count; number++) {
    const id = `p${String(number)}`;
    const first: SpecPacket = { id, ...freshPacket(dice, ground, broadcasts) };
    packets.push(first);
    // The recorder's SCTP has no verification tags, without which an answer is none.
    if (!talks || first.proto === "sctp" || dice.chance(0.5)) continue;
    packets.push({ id: `${id}r`, replyTo: id });
    if (dice.chance(0.7)) packets.push({ id: `${id}f`, follows: id });
    if (dice.chance(0.3))
      packets.push({ id: `${id}s`, replyTo: `${id}f`, ...(first.proto === "tcp" ? { flags: ["ACK"] } : {}) });
  }
  return packets;
}

function freshPacket(dice: Dice, ground: Ground, broadcasts: boolean): object {
  const local = dice.chance(0.25);
  const device = local ? null : dice.pick(ground.devices);
  const src = local
    ? dice.pick(dice.chance(0.9) ? ground.own : ground.others)
    : dice.pick(dice.chance(0.93) ? ground.others : ground.own);
  return {
    in: device,
    src,
    dst: destination(dice, ground, local, broadcasts),
    ...transport(dice, ground),
    ...(dice.chance(0.2) ? { tos: dice.pick(TOS) } : {}),
    ...(dice.chance(0.15) ? { ttl: dice.pick([1, 2, 63, 128, 255]) } : {}),
    ...(local && dice.chance(0.3) ? { mark: dice.pick(ground.marks) } : {}),
  };
}

function destination(dice: Dice, ground: Ground, local: boolean, broadcasts: boolean): string {
  if (broadcasts && !local && ground.family === 4 && dice.chance(0.03))
    return dice.pick(["255.255.255.255", "224.0.0.1"]);
  if (local && dice.chance(0.05)) return ground.family === 4 ? "127.0.0.1" : "::1";
  return dice.pick(dice.chance(0.35) ? ground.own : ground.others);
}

function transport(dice: Dice, ground: Ground): object {
  const port = () => dice.pick(ground.ports);
  const length = dice.chance(0.15) ? { length: dice.pick([0, 1, 20, 100, 500]) } : {};
  const sport = dice.chance(0.3) ? port() : dice.number(32768, 60999);
  switch (dice.weighed(KINDS).kind) {
    case "tcp":
      return {
        proto: "tcp",
        ...length,
        sport,
        dport: port(),
        ...(dice.chance(0.25) ? { flags: dice.pick(FLAGS) } : {}),
        ...(dice.chance(0.1) ? { mss: dice.pick([536, 1000, 9000]) } : {}),
      };
    case "udp":
      return { proto: "udp", sport, dport: port(), ...length };
    case "sctp":
      return { proto: "sctp", sport, dport: port() };
    case "icmp": {
      const type = dice.pick(ground.family === 4 ? ICMP4 : ICMP6);
      const error = ground.family === 4 ? [3, 5, 11, 12].includes(type) : type < 128;
      return { proto: ground.family === 4 ? "icmp" : "icmpv6", type, ...(error ? { code: dice.number(0, 4) } : {}) };
    }
    case "other":
      return { proto: dice.pick([47, 50, 4, 89, 112]) };
  }
}

const KINDS = [
  { kind: "tcp", weight: 8 },
  { kind: "udp", weight: 6 },
  { kind: "icmp", weight: 3 },
  { kind: "sctp", weight: 1.2 },
  { kind: "other", weight: 0.8 },
] as const;
