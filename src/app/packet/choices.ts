/**
 * What the fields of the packet offer, made of what the dump knows.
 */
import type { Dump, Place } from "../../worker/engine";
import type { PacketChange } from "../page-store";

/** One of what a field offers. */
export interface Choice {
  /** What the field then holds. */
  readonly value: string;
  readonly label: string;
  readonly hint: string;
  /** What kind of thing it is, in a word; null where all are alike. */
  readonly kind: string | null;
}

export interface PlaceChoice extends Choice {
  readonly place: Place;
}

/** How the field "Arrives on" says that no device is meant. */
export const SENT_BY_NODE = "sent by this node";

const KINDS: Readonly<Record<Place["kind"], string>> = {
  service: "Service",
  pod: "pod",
  endpoint: "endpoint",
  node: "node",
  network: "network",
};

/** A place as it is offered: what it is called, and where it is. */
export function placeChoice(place: Place): PlaceChoice {
  const port = place.port === null ? "" : `:${String(place.port)}`;
  const protocol = place.protocol === null ? "" : ` ${place.protocol}`;
  return {
    place,
    kind: KINDS[place.kind],
    value: place.address,
    label: place.label,
    hint: `${place.address}${port}${protocol}`,
  };
}

/** True for what an address may begin with, an IPv6 one among them: it is no part of a name. */
export function isPartOfAddress(text: string): boolean {
  return /^[\da-f.:\s]*$/i.test(text);
}

/** What a packet gets that goes to a place: a Service brings its protocol and port along. */
export function towards({ address, protocol, port }: Place): PacketChange {
  return {
    dst: address,
    ...(protocol === null ? {} : { proto: protocol }),
    ...(port === null ? {} : { dport: String(port) }),
  };
}

/** The ports at which something listens at an address, of places that were found by it. */
export function servedPorts(places: readonly Place[], address: string | undefined): PlaceChoice[] {
  return places.flatMap((place) =>
    place.address === address && place.port !== null
      ? [
          {
            place,
            kind: null,
            value: String(place.port),
            label: `${String(place.port)} ${place.protocol ?? ""}`,
            hint: place.label,
          },
        ]
      : [],
  );
}

export const PROTOCOLS: readonly Choice[] = [
  { value: "tcp", label: "tcp", hint: "", kind: null },
  { value: "udp", label: "udp", hint: "", kind: null },
  { value: "icmp", label: "icmp", hint: "echo request", kind: null },
  { value: "sctp", label: "sctp", hint: "", kind: null },
];

export function arrivals(devices: Dump["devices"]): Choice[] {
  return [
    ...devices
      .filter((device) => device !== "lo")
      .map((device) => ({ value: device, label: device, hint: "from the network or a pod", kind: null })),
    { value: SENT_BY_NODE, label: SENT_BY_NODE, hint: "by a process on it", kind: null },
  ];
}
