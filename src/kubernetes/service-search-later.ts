/** The search for few Services where it comes with all other parts, as for a large paste: the lists of a small one are short. */
import { whenHere } from "../netfilter/later";

export const serviceSearch = whenHere(() => import("./service-search"));
