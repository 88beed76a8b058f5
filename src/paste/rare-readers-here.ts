/** The rare readers where they are there from the start (netfilter/later.ts). */
import * as part from "./rare-readers";

export function rareReaders(): typeof part {
  return part;
}
