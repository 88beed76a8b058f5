/** The rare extensions where they are fetched (../later.ts). */
import { later } from "../later";

export const rare = later(() => import("./rare"));
