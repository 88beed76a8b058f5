/** The readers of kubectl's output where they are fetched (netfilter/later.ts). */
import { later } from "../../netfilter/later";

export const kubectl = later(() => import("./kubectl"));
