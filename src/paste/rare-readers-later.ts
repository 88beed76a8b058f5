/** The rare readers where they are fetched (netfilter/later.ts). */
import { later } from "../netfilter/later";

export const rareReaders = later(() => import("./rare-readers"));
