/** The hashes in the names of chains, where they are there from the start (../netfilter/later.ts). */
import * as part from "./chain-hash";

export function chainHash(): typeof part {
  return part;
}
