/** What tells of jumps that the kernel refuses, where it is there from the start (../later.ts). */
import * as part from "./refused-jumps";

export function refusedJumps(): typeof part {
  return part;
}
