/**
 * What a search of a paste finds.
 */
import type { Place } from "../kubernetes/places";
import type { Family } from "../netfilter/address";
import type { TableName } from "../netfilter/ruleset";

export type Found = FoundChain | FoundPlace | FoundRule;

export interface FoundChain {
  readonly kind: "chain";
  readonly family: Family;
  readonly table: TableName;
  readonly chain: string;
  readonly meaning: string | null;
  readonly rules: number;
  /** The line of the paste that declares it; null where none does. */
  readonly line: number | null;
}

/** A Service, or an address that the paste tells something of. */
export interface FoundPlace {
  readonly kind: "place";
  readonly place: Place;
  /** The chain of the table nat that sends on what comes to it; null where there is none. */
  readonly chain: string | null;
}

export interface FoundRule {
  readonly kind: "rule";
  readonly family: Family;
  readonly table: TableName;
  readonly chain: string;
  readonly number: number;
  readonly text: string;
  /** Null for a rule that was supplied. */
  readonly line: number | null;
}
