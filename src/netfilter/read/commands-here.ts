/** What commands do to a table, where they are there from the start (../later.ts). */
import * as part from "./commands";

export function tableCommands(): typeof part {
  return part;
}
