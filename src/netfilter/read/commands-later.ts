/** What commands do to a table, where they are fetched (../later.ts). */
import { later } from "../later";

export const tableCommands = later(() => import("./commands"));
