/** What the node sends back for a refused packet, where that is there from the start (../later.ts). */
import * as part from "./reject-answer";

export function rejecting(): typeof part {
  return part;
}
