/**
 * A packet in words: its two ends, its mark, and what one step changed of it.
 */
import { formatAddress, placeText } from "../netfilter/address";
import type { Packet } from "../netfilter/packet";
import { portsOf } from "../netfilter/packet";
import type { Change } from "./story";

/** What stands for a port that the kernel draws and nobody can know. */
const DRAWN = "drawn by the kernel";

/** `192.168.1.20:40000 → 10.244.0.13:80`; a port that nobody knows is a question mark. */
export function packetText(packet: Packet): string {
  return `${sourceText(packet)} → ${destinationText(packet)}`;
}

/** `192.168.1.20:40000` */
export function sourceText(packet: Packet): string {
  return endText(packet, "src", "sport");
}

/** `10.244.0.13:80` */
export function destinationText(packet: Packet): string {
  return endText(packet, "dst", "dport");
}

function endText(packet: Packet, address: "src" | "dst", port: "sport" | "dport"): string {
  const ports = portsOf(packet);
  if (!ports) return formatAddress(packet[address]);
  return placeText(packet[address], ports[port] ?? "?");
}

/** `0x4000` */
export function markText(mark: number): string {
  return `0x${(mark >>> 0).toString(16)}`;
}

/** What differs between a packet before and after a step, addresses first. */
export function changesBetween(before: Packet, after: Packet): readonly Change[] {
  const [oldPorts, newPorts] = [portsOf(before), portsOf(after)];
  const all: Change[] = [
    { what: "source", from: formatAddress(before.src), to: formatAddress(after.src) },
    { what: "source port", from: portText(oldPorts?.sport), to: portText(newPorts?.sport) },
    { what: "destination", from: formatAddress(before.dst), to: formatAddress(after.dst) },
    { what: "destination port", from: portText(oldPorts?.dport), to: portText(newPorts?.dport) },
    { what: "mark", from: markText(before.mark), to: markText(after.mark) },
    { what: "time to live", from: String(before.ttl), to: String(after.ttl) },
    { what: "type of service", from: hex(before.tos), to: hex(after.tos) },
    { what: "maximum segment size", from: segmentSize(before), to: segmentSize(after) },
  ];
  return all.filter(({ from, to }) => from !== to);
}

/** A port as it is said; what the kernel draws, nobody knows. */
export function portText(port: number | null | undefined): string {
  return port === undefined ? "none" : port === null ? DRAWN : String(port);
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(2, "0")}`;
}

function segmentSize({ transport }: Packet): string {
  return transport.kind === "tcp" && transport.mss !== null ? String(transport.mss) : "none";
}
