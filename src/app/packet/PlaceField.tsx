import { memo, use, useState } from "react";
import { PLACES_SHOWN } from "../../worker/engine";
import { usePlaces } from "../answers";
import { StoryNamesContext } from "../names/names";
import { editPacket, usePage } from "../page-store";
import { isPartOfAddress, placeChoice, towards } from "./choices";
import { Combobox } from "./Combobox";

interface Props {
  readonly label: string;
  /** Of the two, the source alone may be what a Service is not: something that sends. */
  readonly field: "src" | "dst";
  readonly error: string | null;
  /** The id of a note on it; null where there is none. */
  readonly notedBy?: string | null;
}

/** One field for a name or an address; the engine finds what the dump knows of it. */
export const PlaceField = memo(function PlaceField({ label, field, error, notedBy = null }: Props) {
  const address = usePage((page) => page.snapshot.packet[field] ?? "");
  const [query, setQuery] = useState("");
  const found = usePlaces(query, field === "src");
  const { names } = use(StoryNamesContext);
  const unknown = error !== null && query === address && found.length === 0 && !isPartOfAddress(address);
  return (
    <Combobox
      label={label}
      name={Object.hasOwn(names, address) ? (names[address]?.label ?? null) : null}
      value={address}
      choices={found.map(placeChoice)}
      more={found.length === PLACES_SHOWN}
      placeholder="a name or an address"
      error={unknown ? `Nothing in the dump is called “${address}”, and it is no address such as 10.0.0.1` : error}
      notedBy={notedBy}
      onAsk={setQuery}
      onType={(text) => {
        editPacket({ [field]: text || undefined });
      }}
      onChoose={({ place }) => {
        editPacket(field === "src" ? { src: place.address } : towards(place));
      }}
    />
  );
});
