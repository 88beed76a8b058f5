import { TriangleAlert } from "lucide-react";
import { useId, useMemo } from "react";
import type { FieldNote } from "../../netfilter/walk/arrival";
import type { FieldError, PacketFields } from "../../netfilter/read/packet";
import type { Dump, Place } from "../../worker/engine";
import { NamedText } from "../names/NamedText";
import { editPacket, usePage } from "../page-store";
import { usePlaces } from "../answers";
import { arrivals, PROTOCOLS, SENT_BY_NODE, servedPorts } from "./choices";
import { ListField } from "./ListField";
import { OtherFields } from "./OtherFields";
import styles from "./PacketBar.module.css";
import { PlaceField } from "./PlaceField";
import { RouteChoice } from "./RouteChoice";
import { TextField } from "./TextField";

interface Props {
  readonly dump: Dump | undefined;
  readonly errors: readonly FieldError[];
  /** What is doubtful of the packet that was walked. */
  readonly notes: readonly FieldNote[];
}

const NO_DEVICES: Dump["devices"] = [];

/** The packet, field by field; each letter counts at once. */
export function PacketBar({ dump, errors, notes }: Props) {
  const packet = usePage((page) => page.snapshot.packet);
  const devices = dump?.devices ?? NO_DEVICES;
  const arriving = useMemo(() => arrivals(devices), [devices]);
  const ports = servedPorts(usePlaces(packet.dst ?? "", false), packet.dst);
  const errorAt = (field: keyof PacketFields) => errors.find((error) => error.field === field)?.message ?? null;
  const id = useId();
  const notedBy = (field: FieldNote["field"]) => (notes.some((note) => note.field === field) ? `${id}-${field}` : null);
  const filledIn = (value: string | number | undefined) => (value === undefined ? "" : String(value));
  const typeDevice = (text: string) => {
    editPacket({ in: text === SENT_BY_NODE ? null : text || undefined });
  };

  return (
    <div className={styles.packet}>
      <fieldset className={styles.bar} aria-label="Packet">
        <PlaceField
          label="From"
          notedBy={notedBy("src")}
          address={filledIn(packet.src)}
          sending
          placeholder="a name or an address"
          error={errorAt("src")}
          onType={(text) => {
            editPacket({ src: text || undefined });
          }}
          onChoose={({ address }) => {
            editPacket({ src: address });
          }}
        />
        <PlaceField
          label="To"
          address={filledIn(packet.dst)}
          sending={false}
          placeholder="a name or an address"
          error={errorAt("dst")}
          onType={(text) => {
            editPacket({ dst: text || undefined });
          }}
          onChoose={(place) => {
            editPacket(towards(place));
          }}
        />
        <ListField
          label="Protocol"
          value={filledIn(packet.proto)}
          choices={PROTOCOLS}
          placeholder="tcp"
          error={errorAt("proto")}
          onType={(text) => {
            editPacket({ proto: text || undefined });
          }}
          onChoose={({ value }) => {
            editPacket({ proto: value });
          }}
        />
        <ListField
          label="Destination port"
          value={filledIn(packet.dport)}
          choices={ports}
          placeholder="such as 80"
          error={errorAt("dport")}
          onType={(text) => {
            editPacket({ dport: text || undefined });
          }}
          onChoose={({ place }) => {
            editPacket(towards(place));
          }}
        />
        <TextField
          label="Source port"
          value={filledIn(packet.sport)}
          placeholder="40000"
          error={errorAt("sport")}
          onType={(text) => {
            editPacket({ sport: text || undefined });
          }}
        />
        <ListField
          label="Arrives on"
          notedBy={notedBy("in")}
          value={packet.in === null ? SENT_BY_NODE : filledIn(packet.in)}
          choices={arriving}
          placeholder="as routed"
          error={errorAt("in")}
          onType={typeDevice}
          onChoose={({ value }) => {
            typeDevice(value);
          }}
        />
      </fieldset>
      {notes.map(({ field, message }) => (
        <p key={field} id={`${id}-${field}`} className={styles.note}>
          <TriangleAlert size={14} aria-hidden />
          <span>
            <NamedText text={message} />. The walk goes on as if it were taken.
          </span>
        </p>
      ))}
      <OtherFields packet={packet} errorAt={errorAt} />
      {dump?.walkable === true && !dump.tells.routes && <RouteChoice packet={packet} />}
    </div>
  );
}

/** A Service brings its protocol and port along. */
function towards({ address, protocol, port }: Place) {
  return {
    dst: address,
    ...(protocol === null ? {} : { proto: protocol }),
    ...(port === null ? {} : { dport: String(port) }),
  };
}
