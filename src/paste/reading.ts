/**
 * How the reader of the page wants a paste read, where it is not as it was found.
 */
import type { Family } from "../netfilter/address";
import { TABLE_NAMES, type TableName } from "../netfilter/ruleset";
import { isKind, type Kind } from "./kind";

export { TABLE_NAMES };

/** What somebody says of a section. */
export interface SaidOfSection {
  readonly off?: true;
  readonly family?: Family;
  /** Of rules without a table, or a listing. */
  readonly table?: TableName;
  /** What the lines really are. */
  readonly kind?: Kind;
}

export interface Reading {
  /** By the sections' names: `rules-2` is the second section of rules that was found. */
  readonly said: Readonly<Record<string, SaidOfSection>>;
  /** False where what kube-proxy always writes is not to be supplied. */
  readonly supply: boolean;
}

/** Everything as it was found. */
export const AS_FOUND: Reading = { said: {}, supply: true };

/**
 * A reading in letters that a link bears as they are: `rules-2.table=nat` would be escaped, `rules-2.nat.6_save-1.off`
 * is not. Empty where all is as it was found; `supply.off` where nothing is to be supplied.
 */
export function writeReading({ said, supply }: Reading): string {
  const sections = Object.entries(said).map(([name, { off, family, table, kind }]) =>
    [name, off && "off", family, table, kind].filter((word) => word !== undefined).join("."),
  );
  return [...sections.filter((words) => words.includes(".")), ...(supply ? [] : ["supply.off"])].join("_");
}

/** The reading that was written so; words that are not known are passed over. */
export function parseReading(written: string): Reading {
  const said: [string, SaidOfSection][] = [];
  let supply = true;
  for (const part of written.split("_")) {
    const [name = "", ...words] = part.split(".");
    if (name === "supply") supply = !words.includes("off");
    else if (/^[a-z]+(?:-[a-z]+)*-\d{1,6}$/.test(name)) {
      const of = Object.assign({}, ...words.map(saidBy)) as SaidOfSection;
      if (Object.keys(of).length > 0) said.push([name, of]);
    }
  }
  return { said: Object.fromEntries(said), supply };
}

function saidBy(word: string): SaidOfSection {
  if (word === "off") return { off: true };
  if (word === "4" || word === "6") return { family: word === "4" ? 4 : 6 };
  const table = TABLE_NAMES.find((name) => name === word);
  if (table !== undefined) return { table };
  return isKind(word) ? { kind: word } : {};
}
