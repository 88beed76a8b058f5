/** What is answered beside the walk, where it is fetched (netfilter/later.ts). */
import { later } from "../netfilter/later";

export const aside = later(() => import("./aside"));
