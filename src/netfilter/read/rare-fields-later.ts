/** How rare fields of a packet are read, where that is fetched (../later.ts). */
import { later } from "../later";

export const rareFields = later(() => import("./rare-fields"));
