/**
 * A packet's header beside each step: the same fields in the same order, and which of them the step changed.
 */
import { formatAddress } from "../netfilter/address";
import type { Device } from "../netfilter/extensions/extension";
import { icmpName } from "../netfilter/extensions/index";
import type { Packet } from "../netfilter/packet";
import { portsOf, TCP_FLAGS } from "../netfilter/packet";
import { protocolName } from "../netfilter/protocols";
import type { Outcome, Step } from "../netfilter/trace";
import { firstPacket } from "./outcome-steps";
import { markText, portText } from "./packet-words";
import type { HeaderField, HeaderName } from "./story";

type Values = Readonly<Record<HeaderName, string | null>>;

/** In the order in which they stand. */
const LABELS: Readonly<Record<HeaderName, string>> = {
  in: "in",
  out: "out",
  source: "source",
  sourcePort: "source port",
  destination: "destination",
  destinationPort: "destination port",
  protocol: "protocol",
  flags: "flags",
  state: "state",
  mark: "mark",
  tos: "TOS",
  ttl: "TTL",
};

const NAMES: readonly HeaderName[] = [
  "in",
  "out",
  "source",
  "sourcePort",
  "destination",
  "destinationPort",
  "protocol",
  "flags",
  "state",
  "mark",
  "tos",
  "ttl",
];

/** The header after each step of an outcome. */
export function headersOf(outcome: Outcome): readonly (readonly HeaderField[])[] {
  let last = valuesOf(firstPacket(outcome), outcome.packet.in, null, null);
  let still = NAMES.map((name) => field(name, last[name], last[name]));
  return outcome.steps.map((step) => {
    const now = valuesAfter(step, last);
    const before = last;
    last = now;
    if (NAMES.every((name) => now[name] === before[name])) return still;
    const header = NAMES.map((name, index) =>
      now[name] === before[name]
        ? (still[index] ?? field(name, now[name], now[name]))
        : field(name, now[name], before[name]),
    );
    still = header.map((one) => (one.changed ? field(one.name, one.value, one.value) : one));
    return header;
  });
}

function field(name: HeaderName, value: string | null, was: string | null): HeaderField {
  const changed = value !== was;
  return { name, label: LABELS[name], value, was: changed ? was : null, changed };
}

function valuesAfter(step: Step, last: Values): Values {
  const state = isLookedUp(step, last) ? step.tracking.state : null;
  switch (step.kind) {
    case "rule":
    case "policy":
      return valuesOf(step.packet, nameOf(step.scene.in), nameOf(step.scene.out), state);
    case "routing":
      return valuesOf(step.packet, last.in, step.leads === "out" ? (step.out ?? last.out) : last.out, state);
    case "tracking":
    case "rewrite":
      return valuesOf(step.packet, last.in, last.out, state);
  }
}

/** Before connection tracking is asked there is no state; a rule of raw may say that it is not to be asked. */
function isLookedUp({ kind, tracking }: Step, last: Values): boolean {
  return kind === "tracking" || last.state !== null || tracking.state === "UNTRACKED";
}

function nameOf(device: Device): string | null {
  return device.kind === "named" ? device.name : null;
}

function valuesOf(packet: Packet, into: string | null, out: string | null, state: string | null): Values {
  const ports = portsOf(packet);
  return {
    in: into,
    out,
    source: formatAddress(packet.src),
    sourcePort: ports ? portText(ports.sport) : null,
    destination: formatAddress(packet.dst),
    destinationPort: ports ? portText(ports.dport) : null,
    protocol: protocolName(packet.proto),
    flags: flagsText(packet),
    state,
    mark: markText(packet.mark),
    tos: `0x${packet.tos.toString(16).padStart(2, "0")}`,
    ttl: String(packet.ttl),
  };
}

/** `SYN,ACK` of TCP, the name of an ICMP message; null for what has neither. */
function flagsText({ transport, family }: Packet): string | null {
  if (transport.kind === "icmp") return icmpName(family, transport.type, transport.code);
  if (transport.kind !== "tcp") return null;
  const set = Object.entries(TCP_FLAGS).flatMap(([name, bit]) => ((transport.flags & bit) === 0 ? [] : [name]));
  return set.length === 0 ? "none" : set.join(",");
}
