/**
 * A packet's two ends as the picture writes them: `192.168.1.20:40000`, `[fd00::1]:80`, and its mark in hexadecimal.
 */
import { formatAddress } from "../netfilter/address";
import type { Packet } from "../netfilter/packet";
import { portsOf } from "../netfilter/packet";

/** The address, and the port where the protocol has one; `?` for a port that the kernel draws at random. */
export function sourceText(packet: Packet): string {
  const ports = portsOf(packet);
  return withPort(packet, formatAddress(packet.src), ports && (ports.sport ?? "?"));
}

/** The same of its destination. */
export function destinationText(packet: Packet): string {
  const ports = portsOf(packet);
  return withPort(packet, formatAddress(packet.dst), ports && (ports.dport ?? "?"));
}

function withPort(packet: Packet, address: string, port: number | "?" | undefined): string {
  if (port === undefined) return address;
  return `${packet.family === 6 ? `[${address}]` : address}:${String(port)}`;
}

/** `0x4000`. */
export function markText(packet: Packet): string {
  return `0x${packet.mark.toString(16)}`;
}
