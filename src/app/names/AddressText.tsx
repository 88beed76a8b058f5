import { use, useMemo } from "react";
import { AddressNames } from "./address-names";
import styles from "./AddressText.module.css";
import { textParts } from "./parts";

interface Props {
  /** Any text: its addresses are found. */
  readonly text: string;
  /** True where the names of Services, pods and nodes stand in the text, behind their addresses, and not only under the pointer. */
  readonly beside?: boolean;
}

/** A text in which each address that the paste names says what it is. */
export function AddressText({ text, beside = false }: Props) {
  const names = use(AddressNames);
  const parts = useMemo(() => textParts(text, names), [text, names]);
  return parts.map((part, index) =>
    part.kind === "words" ? (
      part.text
    ) : (
      <span key={String(index)}>
        <span className={styles.address} title={part.name.detail}>
          {part.text}
        </span>
        {beside && part.name.kind !== "network" && <span className={styles.name}> {part.name.label}</span>}
      </span>
    ),
  );
}
