/** `-m dst`: the destination options header. */
import { headerOptionsMatch } from "../header-options";

export const DST = headerOptionsMatch("dst", "destination", "destination");
