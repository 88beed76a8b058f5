import { useState } from "react";
import type { Choice } from "./choices";
import { Combobox } from "./Combobox";

interface Props<One extends Choice> {
  readonly label: string;
  readonly value: string;
  /** All there are: few. */
  readonly choices: readonly One[];
  readonly placeholder: string;
  readonly error: string | null;
  /** The id of a note on it; null where there is none. */
  readonly notedBy?: string | null;
  readonly onType: (text: string) => void;
  readonly onChoose: (choice: One) => void;
}

/** A field that offers a short list. */
export function ListField<One extends Choice>({ choices, ...field }: Props<One>) {
  const [query, setQuery] = useState("");
  const wanted = query.trim().toLowerCase();
  const found = choices.filter(({ value, label, hint }) => `${value} ${label} ${hint}`.toLowerCase().includes(wanted));
  return <Combobox {...field} choices={found} onAsk={setQuery} />;
}
