/** `-m hbh`: the hop-by-hop options header. */
import { headerOptionsMatch } from "../header-options";

export const HBH = headerOptionsMatch("hbh", "hop", "hop-by-hop");
