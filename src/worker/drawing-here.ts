/** What pictures need, where it is there from the start (netfilter/later.ts). */
import * as part from "./drawing";

export function drawing(): typeof part {
  return part;
}
