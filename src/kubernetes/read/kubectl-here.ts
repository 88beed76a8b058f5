/** The readers of kubectl's output where they are there from the start (netfilter/later.ts). */
import * as part from "./kubectl";

export function kubectl(): typeof part {
  return part;
}
