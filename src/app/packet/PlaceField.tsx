import { use, useState } from "react";
import { PLACES_SHOWN, type Place } from "../../worker/engine";
import { usePlaces } from "../answers";
import { StoryNamesContext } from "../names/names";
import { isPartOfAddress, placeChoice } from "./choices";
import { Combobox } from "./Combobox";

interface Props {
  readonly label: string;
  readonly address: string;
  /** True where the place sends, which a Service does not. */
  readonly sending: boolean;
  readonly placeholder: string;
  readonly error: string | null;
  /** The id of a note on it; null where there is none. */
  readonly notedBy?: string | null;
  readonly onType: (text: string) => void;
  readonly onChoose: (place: Place) => void;
}

/** One field for a name or an address; the engine finds what the dump knows of it. */
export function PlaceField({ label, address, sending, placeholder, error, notedBy = null, onType, onChoose }: Props) {
  const [query, setQuery] = useState("");
  const found = usePlaces(query, sending);
  const { names } = use(StoryNamesContext);
  const unknown = error !== null && query === address && found.length === 0 && !isPartOfAddress(address);
  return (
    <Combobox
      label={label}
      name={Object.hasOwn(names, address) ? (names[address]?.label ?? null) : null}
      value={address}
      choices={found.map(placeChoice)}
      more={found.length === PLACES_SHOWN}
      placeholder={placeholder}
      error={unknown ? `Nothing in the dump is called “${address}”, and it is no address such as 10.0.0.1` : error}
      notedBy={notedBy}
      onAsk={setQuery}
      onType={onType}
      onChoose={({ place }) => {
        onChoose(place);
      }}
    />
  );
}
