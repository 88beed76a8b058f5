/** What pictures need, where it is fetched (netfilter/later.ts). */
import { later } from "../netfilter/later";

export const drawing = later(() => import("./drawing"));
