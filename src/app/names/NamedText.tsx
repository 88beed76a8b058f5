import { clsx } from "clsx";
import { use, useMemo } from "react";
import type { TableName } from "../../netfilter/ruleset";
import { StoryNamesContext } from "./names";
import styles from "./NamedText.module.css";
import { textParts, type NamedPart } from "./parts";
import { showAddress, showChainOf } from "./ways";
import { WayTo } from "./WayTo";

interface Props {
  /** Any text: its addresses and chains are found. */
  readonly text: string;
  /** True where the names of Services, pods and nodes stand in the text, behind their addresses, and not only under the pointer. */
  readonly beside?: boolean;
  /** The table whose chains are meant where several have one of a name. */
  readonly table?: TableName | null;
  /** False within what is pressed for something else: its addresses and chains say what they are, and lead nowhere. */
  readonly ways?: boolean;
}

/** A text in which each address and chain says what it is, and is a way to it. */
export function NamedText({ text, beside = false, table = null, ways = true }: Props) {
  const names = use(StoryNamesContext);
  const parts = useMemo(() => textParts(text, names), [text, names]);
  return parts.map((part, index) =>
    part.kind === "words" ? part.text : <Named key={String(index)} part={part} {...{ beside, table, ways }} />,
  );
}

interface NamedProps extends Required<Omit<Props, "text">> {
  readonly part: NamedPart;
}

function Named({ part, beside, table, ways }: NamedProps) {
  const said =
    part.kind === "chain" ? chainSaid(part) : (part.name?.detail ?? `All that the dump holds of ${part.text}`);
  const named = part.kind === "address" && beside && part.name && part.name.kind !== "network" ? part.name : null;
  const look = clsx(styles.named, !ways && styles.still);
  const go = () => {
    if (part.kind === "address") void showAddress(part.text);
    else showChainOf(part.name, part.text, table);
  };
  return (
    <span>
      {ways ? (
        <WayTo className={look} said={said} onGo={go}>
          {part.text}
        </WayTo>
      ) : (
        <span className={look} title={said}>
          {part.text}
        </span>
      )}
      {named && <span className={styles.name}> {named.label}</span>}
    </span>
  );
}

function chainSaid({ text, name: { places, meaning } }: Extract<NamedPart, { readonly kind: "chain" }>): string {
  const tables = new Set(places.map(({ table }) => table));
  const where = `the chain ${text} of the table ${[...tables].join(" and ")}`;
  return meaning === null ? where.replace("the", "The") : `${meaning}: ${where}`;
}
