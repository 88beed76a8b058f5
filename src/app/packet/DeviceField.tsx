import { memo, useMemo } from "react";
import type { Dump } from "../../worker/engine";
import { editPacket, usePage } from "../page-store";
import { arrivals, SENT_BY_NODE } from "./choices";
import { ListField } from "./ListField";

interface Props {
  readonly devices: Dump["devices"];
  readonly error: string | null;
  /** The id of a note on it; null where there is none. */
  readonly notedBy: string | null;
}

export const DeviceField = memo(function DeviceField({ devices, error, notedBy }: Props) {
  const device = usePage((page) => page.snapshot.packet.in);
  const arriving = useMemo(() => arrivals(devices), [devices]);
  const type = (text: string) => {
    editPacket({ in: text === SENT_BY_NODE ? null : text || undefined });
  };
  return (
    <ListField
      label="Arrives on"
      notedBy={notedBy}
      value={device === null ? SENT_BY_NODE : (device ?? "")}
      choices={arriving}
      placeholder="as routed"
      error={error}
      onType={type}
      onChoose={({ value }) => {
        type(value);
      }}
    />
  );
});
