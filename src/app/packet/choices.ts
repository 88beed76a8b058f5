/**
 * What the fields of the packet offer, made of what the dump knows.
 */
import type { Dump, Place } from "../../worker/engine";
import type { Choice } from "./Combobox";

export interface PlaceChoice extends Choice {
  readonly place: Place;
}

/** How the field "Arrives on" says that no device is meant. */
export const SENT_BY_NODE = "sent by this node";

/** Who may send: whatever is not a Service's address. */
export function sources(places: readonly Place[]): PlaceChoice[] {
  return places.filter(({ kind }) => kind !== "service").map(placeChoice);
}

/** Where to: Services first. */
export function destinations(places: readonly Place[]): PlaceChoice[] {
  const services = places.filter(({ kind }) => kind === "service");
  const others = places.filter(({ kind }) => kind !== "service");
  return [...services, ...others].map(placeChoice);
}

function placeChoice(place: Place): PlaceChoice {
  const port = place.port === null ? "" : `:${String(place.port)}`;
  const protocol = place.protocol === null ? "" : ` ${place.protocol}`;
  return {
    place,
    value: place.address,
    label: place.label,
    hint: `${place.address}${port}${protocol}`,
  };
}

/** The ports at which something listens at an address. */
export function servedPorts(places: readonly Place[], address: string | undefined): PlaceChoice[] {
  return places.flatMap((place) =>
    place.address === address && place.port !== null
      ? [
          {
            place,
            value: String(place.port),
            label: `${String(place.port)} ${place.protocol ?? ""}`,
            hint: place.label,
          },
        ]
      : [],
  );
}

export const PROTOCOLS: readonly Choice[] = [
  { value: "tcp", label: "tcp", hint: "" },
  { value: "udp", label: "udp", hint: "" },
  { value: "icmp", label: "icmp", hint: "echo request" },
  { value: "sctp", label: "sctp", hint: "" },
];

export function arrivals({ devices }: Pick<Dump, "devices">): Choice[] {
  return [
    ...devices
      .filter((device) => device !== "lo")
      .map((device) => ({
        value: device,
        label: device,
        hint: "from the network or a pod",
      })),
    { value: SENT_BY_NODE, label: SENT_BY_NODE, hint: "by a process on it" },
  ];
}
