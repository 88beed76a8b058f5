/**
 * For the examples of extensions: packets of every kind where a rule of FORWARD meets them.
 */
import type { ExtensionHeader, Packet, SctpChunk } from "../../packet";
import { TCP_FLAGS } from "../../packet";
import { readPaste } from "../../../paste/paste";
import type { World } from "../extension";
import { at, packet, tracking, world } from "../rule-in-hand";

/** A rule, how it answers a packet (`world()` where none is named), and what is said of that. */
type Example = readonly [rule: string, holds: "yes" | "no" | "unknown" | "random", says: string, world?: World];

/** By the name of the extension. */
export type Examples = Readonly<Record<string, readonly Example[]>>;

/** A TCP SYN from 10.244.1.5:40000 to 10.96.0.10:80, with changes. */
export const tcp = (changes: Partial<Packet> = {}): World => world({ packet: packet(changes) });

export const ack = tcp({
  transport: { kind: "tcp", sport: 40000, dport: 80, flags: TCP_FLAGS.ACK, mss: null, options: [] },
});

export const udp = tcp({ proto: 17, transport: { kind: "ports", sport: 40000, dport: 53 } });

export const ping = tcp({ proto: 1, transport: { kind: "icmp", type: 8, code: 0, quotes: null } });

export const own = world({ hook: "OUTPUT", in: { kind: "none" }, packet: packet({ in: null, uid: 1000, gid: 100 }) });

export const established = world({
  tracking: tracking({ answered: true, mark: 1, destinationNat: true }, "ESTABLISHED"),
});

export const untracked = world({ tracking: { state: "UNTRACKED", direction: "original", connection: null } });

export const sctp = (...types: readonly number[]): World =>
  tcp({
    proto: 132,
    transport: { kind: "sctp", sport: 1, dport: 80, chunks: types.map((type): SctpChunk => ({ type, flags: 0 })) },
  });

export const dccp = tcp({ proto: 33, transport: { kind: "dccp", sport: 1, dport: 80, type: 0, options: [2] } });

export const esp = (proto: number): World => tcp({ proto, transport: { kind: "esp", spi: 500 } });

export const six = (headers: readonly ExtensionHeader[] = [], changes: Partial<Packet> = {}): World =>
  world({
    packet: packet({ family: 6, src: at("fd0a::211:22ff:fe33:4455"), dst: at("fd0b::5"), headers, ...changes }),
  });

export const ping6 = six([], { proto: 58, transport: { kind: "icmp", type: 128, code: 0, quotes: null } });

/** On a node that the paste tells by these lines. */
const on = (node: string, changes: Partial<World> = {}): World => world({ node: readPaste(node).node, ...changes });

export const authenticated = tcp({ proto: 51, transport: { kind: "none" }, headers: [{ kind: "auth", spi: 500 }] });

const OPTION = { type: 5, bytes: [0, 0] };
export const hopping = six([{ kind: "hop", options: [OPTION] }]);
export const destined = six([{ kind: "destination", options: [OPTION] }]);
export const fragment = six([{ kind: "fragment", id: 7, offset: 0, more: true }]);
export const mobile = six([{ kind: "mobility", type: 5 }], { proto: 135, transport: { kind: "none" } });

const SEGMENTS = [at("fd09::1"), at("fd09::2")];
export const routed = six([{ kind: "routing", type: 0, segmentsLeft: 1, addresses: SEGMENTS }]);
export const segmented = six([{ kind: "routing", type: 4, segmentsLeft: 1, addresses: SEGMENTS }]);

export const grouped = on("2: cni0: <UP> mtu 1500 group 1\n");
export const pathless = on(
  "2: cni0: <UP> mtu 1500\n    inet 10.9.0.1/24 scope global cni0\ndefault via 10.0.0.1 dev eth0\n",
);
export const holding = on("create s hash:net\nadd s 10.244.0.0/16\n");

/** Three bytes behind the header: `GET`. */
export const getting = tcp({ payload: [71, 69, 84], length: 47 });
