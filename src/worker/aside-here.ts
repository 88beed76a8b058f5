/** What is answered beside the walk, where it is there from the start (netfilter/later.ts). */
import * as part from "./aside";

export function aside(): typeof part {
  return part;
}
