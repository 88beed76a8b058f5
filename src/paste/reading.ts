/**
 * How the reader of the page wants a paste read, where it is not as it was found.
 */
import type { Kind } from "./formats";
import type { Family } from "../netfilter/address";
import type { TableName } from "../netfilter/ruleset";

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
