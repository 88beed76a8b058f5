/**
 * What a packet must bear for a condition to hold, where that is one value that can be looked up: the walk keeps the
 * rules of a long chain by it (walk/chain-index.ts), and asks of a packet only those that could match.
 */
import type { Prefix } from "../address";

export type Narrowing =
  | { readonly bears: "source" | "destination"; readonly prefix: Prefix }
  /** A device of just this name. */
  | { readonly bears: "in" | "out"; readonly device: string }
  | { readonly bears: "sport" | "dport"; readonly port: number }
  | { readonly bears: "protocol"; readonly number: number };
