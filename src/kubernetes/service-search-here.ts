/** The search for few Services where it is there from the start (netfilter/later.ts). */
import * as part from "./service-search";

export function serviceSearch(): typeof part | undefined {
  return part;
}
