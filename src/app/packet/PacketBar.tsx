import { TriangleAlert } from "lucide-react";
import { memo, useId } from "react";
import type { FieldNote } from "../../netfilter/walk/arrival";
import type { FieldError, PacketFields } from "../../netfilter/read/packet";
import type { Dump } from "../../worker/engine";
import { NamedText } from "../names/NamedText";
import { laterPart } from "../shell/later-part";
import { DeviceField } from "./DeviceField";
import { OtherFields } from "./OtherFields";
import styles from "./PacketBar.module.css";
import { PlaceField } from "./PlaceField";
import { PortField } from "./PortField";
import { ProtocolField } from "./ProtocolField";
import { TextField } from "./TextField";

const RouteChoice = laterPart(async () => (await import("./RouteChoice")).RouteChoice);

interface Props {
  readonly dump: Dump | undefined;
  readonly errors: readonly FieldError[];
  /** What is doubtful of the packet that was walked. */
  readonly notes: readonly FieldNote[];
}

const NO_DEVICES: Dump["devices"] = [];

/** The packet, field by field; each letter counts at once, and draws its own field alone anew. */
export const PacketBar = memo(function PacketBar({ dump, errors, notes }: Props) {
  const errorAt = (field: keyof PacketFields) => errors.find((error) => error.field === field)?.message ?? null;
  const id = useId();
  const notedBy = (field: FieldNote["field"]) => (notes.some((note) => note.field === field) ? `${id}-${field}` : null);

  return (
    <div className={styles.packet}>
      <fieldset className={styles.bar} aria-label="Packet">
        <PlaceField label="From" field="src" notedBy={notedBy("src")} error={errorAt("src")} />
        <PlaceField label="To" field="dst" error={errorAt("dst")} />
        <ProtocolField error={errorAt("proto")} />
        <PortField error={errorAt("dport")} />
        <TextField label="Source port" field="sport" placeholder="40000" error={errorAt("sport")} />
        <DeviceField devices={dump?.devices ?? NO_DEVICES} notedBy={notedBy("in")} error={errorAt("in")} />
      </fieldset>
      {notes.map(({ field, message }) => (
        <p key={field} id={`${id}-${field}`} className={styles.note}>
          <TriangleAlert size={14} aria-hidden />
          <span>
            <NamedText text={message} />. The walk goes on as if it were taken.
          </span>
        </p>
      ))}
      <OtherFields errorAt={errorAt} />
      {dump?.walkable === true && !dump.tells.routes && <RouteChoice />}
    </div>
  );
});
