import { memo } from "react";
import { usePlaces } from "../answers";
import { editPacket, usePage } from "../page-store";
import { servedPorts, towards } from "./choices";
import { ListField } from "./ListField";

/** The destination port; what listens at the destination is offered. */
export const PortField = memo(function PortField({ error }: { readonly error: string | null }) {
  const dst = usePage((page) => page.snapshot.packet.dst);
  const dport = usePage((page) => page.snapshot.packet.dport);
  const places = usePlaces(dst ?? "", false);
  return (
    <ListField
      label="Destination port"
      value={String(dport ?? "")}
      choices={servedPorts(places, dst)}
      placeholder="such as 80"
      error={error}
      onType={(text) => {
        editPacket({ dport: text || undefined });
      }}
      onChoose={({ place }) => {
        editPacket(towards(place));
      }}
    />
  );
});
