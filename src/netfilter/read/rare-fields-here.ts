/** How rare fields of a packet are read, where that is there from the start (../later.ts). */
import * as part from "./rare-fields";

export function rareFields(): typeof part {
  return part;
}
