/** What tells of jumps that the kernel refuses, where it is fetched (../later.ts). */
import { later } from "../later";

export const refusedJumps = later(() => import("./refused-jumps"));
