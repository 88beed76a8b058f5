import { memo } from "react";
import { editPacket, usePage } from "../page-store";
import { PROTOCOLS } from "./choices";
import { ListField } from "./ListField";

export const ProtocolField = memo(function ProtocolField({ error }: { readonly error: string | null }) {
  const proto = usePage((page) => page.snapshot.packet.proto);
  return (
    <ListField
      label="Protocol"
      value={String(proto ?? "")}
      choices={PROTOCOLS}
      placeholder="tcp"
      error={error}
      onType={(text) => {
        editPacket({ proto: text || undefined });
      }}
      onChoose={({ value }) => {
        editPacket({ proto: value });
      }}
    />
  );
});
