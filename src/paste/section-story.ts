/**
 * What was found in a section of a paste, in words.
 */
import { counted } from "../netfilter/counted";
import type { TableName } from "../netfilter/ruleset";
import { CALLED, type Kind } from "./kind";
import type { ReadRules } from "./rule-lines";
import type { NamedSection } from "./sections";

export interface SectionStory {
  /** `rules-2`: the second section of rules that was found. */
  readonly name: string;
  readonly kind: Kind;
  /** From 1, both inclusive. */
  readonly first: number;
  readonly last: number;
  /** `filter and nat of iptables-save, 412 rules` */
  readonly words: string;
  readonly used: boolean;
  readonly family: 4 | 6 | null;
  readonly tables: readonly TableName[];
  /** True where the table was told by signs alone. */
  readonly inferred: boolean;
}

/** Tells a section; `found` is what came out of its rules, or in words what else it held; null where nothing is told of it. */
export function tellSection(section: NamedSection, found: ReadRules | string | null): SectionStory {
  const read = typeof found === "string" ? null : found;
  const { name, kind, from, to, said } = section;
  const lines = to - from;
  const called = read?.family === 6 ? CALLED[kind].replace("iptables", "ip6tables") : CALLED[kind];
  const rules = read ? `, ${counted(read.rules, "rule")}` : `, ${counted(lines, "line")}`;
  const tables = read && read.tables.length > 0 ? `${listed(read.tables)} of ` : "";
  return {
    name,
    kind,
    first: from + 1,
    last: to,
    words:
      typeof found === "string"
        ? `kubectl: ${found}`
        : [`${tables}${called}${rules}`, ...(read?.hidden ?? [])].join("; "),
    used: said.off !== true && kind !== "noise",
    family: read?.family ?? null,
    tables: read?.tables ?? [],
    inferred: read?.inferred ?? false,
  };
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}
