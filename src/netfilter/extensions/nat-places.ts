/**
 * The places that SNAT and DNAT rewrite to: `10.0.0.1`, `10.0.0.1-10.0.0.9:80-90`, `:80`, `[fd00::1]:80`, and for DNAT a base
 * port that shifts the ports (`:1000-2000/8000`).
 */
import type { Family } from "../address";
import type { Packet } from "../packet";
import { portsOf } from "../packet";
import type { Effect, NatAddress, RuleAround } from "./extension";
import type { AddressSpan, Kind, Range } from "./kinds";
import { ADDRESS_SPAN, PORT_SPAN, printRange } from "./kinds";

export interface NatPlace {
  /** Undefined where the address stays. */
  readonly addresses: AddressSpan | undefined;
  /** Undefined where the port stays. */
  readonly ports: Range | undefined;
  /** The port that becomes `ports.from`; those above it follow (kernel: NF_NAT_RANGE_PROTO_OFFSET). */
  readonly base: number | undefined;
}

export const NAT_SOURCE: Kind<NatPlace> = placeKind(false);
export const NAT_DESTINATION: Kind<NatPlace> = placeKind(true);

function placeKind(mayShift: boolean): Kind<NatPlace> {
  return {
    expects: "an address with or without a port, such as 10.0.0.1:80 ([fd00::1]:80 for IPv6), or a range of them",
    read: (word, family) => {
      const { address, port } = parted(word, family);
      const addresses = address === "" ? undefined : ADDRESS_SPAN.read(address, family);
      if (address !== "" && !addresses) return undefined;
      if (port === undefined) return addresses && { addresses, ports: undefined, base: undefined };
      const [first = "", second, ...more] = port.split("/");
      const ports = PORT_SPAN.read(first, family);
      if (!ports || more.length > 0) return undefined;
      if (second === undefined) return { addresses, ports, base: undefined };
      const base = mayShift ? PORT_SPAN.read(second, family) : undefined;
      return base && base.from === base.to && base.from > 0 ? { addresses, ports, base: base.from } : undefined;
    },
    print: printPlace,
  };
}

/** The address (empty where none stands) and the port; brackets part the two of IPv6. */
function parted(word: string, family: Family): { address: string; port: string | undefined } {
  const [, address, port] = (family === 4 ? /^([^:]*):(.+)$/ : /^(?:\[([^\]]*)\])?:([^:]+)$/).exec(word) ?? [];
  if (port !== undefined) return { address: address ?? "", port };
  return { address: family === 6 ? word.replace(/^\[(.*)\]$/, "$1") : word, port: undefined };
}

function printPlace({ addresses, ports, base }: NatPlace): string {
  const span = addresses ? ADDRESS_SPAN.print(addresses) : "";
  if (!ports) return span;
  const address = addresses?.from.family === 6 ? `[${span}]` : span;
  return `${address}:${printRange(ports, "-")}${base === undefined ? "" : `/${String(base)}`}`;
}

/** What `--random` says (iptables-extensions(8); kernel: nf_nat_l4proto_unique_tuple, net/netfilter/nf_nat_core.c). */
export const DRAWN_PORT = "the new port is drawn at random, as with --random-fully since Linux 5.0";

/** `10.0.0.1 port 80`, `10.0.0.1 to 10.0.0.9`, `port 80`: the same at more length. */
export function placeWords({ addresses, ports, base }: NatPlace): string {
  const shift = base === undefined ? "" : `, in the same order as the ports from ${String(base)} on`;
  return [
    addresses && ADDRESS_SPAN.print(addresses).replace("-", " to "),
    ports && `port ${printRange(ports, " to ")}${shift}`,
  ]
    .filter((part) => part !== undefined)
    .join(" ");
}

/** `10.0.0.1:80`, `port 80`. */
export function natWords(place: NatPlace): string {
  const { addresses, ports } = place;
  if (ports && !addresses) return `port ${printRange(ports, " to ")}`;
  return printPlace(place);
}

/** Why ports do not go with a rule: only TCP, UDP, SCTP and DCCP have any; undefined where they do. */
export function portsComplaint(option: string, ports: unknown, { protocol }: RuleAround): string | undefined {
  if (ports === undefined) return undefined;
  const has = protocol && !protocol.negated && WITH_PORTS.has(protocol.number);
  return has ? undefined : `${option} with a port needs -p tcp, udp, sctp or dccp`;
}

const WITH_PORTS: ReadonlySet<number> = new Set([6, 17, 33, 132]);

/** What walk/nat.ts is to do. Ports that are shifted are worked out here: every packet then has one port to go to. */
export function requestFrom(
  manip: "source" | "destination",
  place: NatPlace | undefined,
  packet: Packet,
  randomPort: boolean,
  persistent: boolean,
): Effect {
  const to: NatAddress = place?.addresses ? { kind: "range", ...place.addresses } : { kind: "keep" };
  return { kind: "nat", request: { manip, to, ports: place && shifted(place, packet), randomPort, persistent } };
}

/** Ports go round within the range, the difference taken in 16 bits (kernel: nf_nat_core.c, nf_nat_l4proto_unique_tuple). */
function shifted({ ports, base }: NatPlace, packet: Packet): Range | undefined {
  const port = portsOf(packet)?.dport;
  if (!ports || base === undefined || port === undefined || port === null) return ports;
  const size = ports.to - ports.from + 1;
  const chosen = ports.from + (((port - base) & 0xffff) % size);
  return { from: chosen, to: chosen };
}
