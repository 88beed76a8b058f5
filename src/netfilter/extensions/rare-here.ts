/** The rare extensions where they are there from the start (../later.ts). */
import * as part from "./rare";

export function rare(): typeof part {
  return part;
}
