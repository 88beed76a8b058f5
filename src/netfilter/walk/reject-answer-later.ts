/** What the node sends back for a refused packet, where that is fetched (../later.ts). */
import { later } from "../later";

export const rejecting = later(() => import("./reject-answer"));
