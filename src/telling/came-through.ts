/**
 * Whether a packet came through, so that its end is good news and its way what there is to see.
 */
import type { Outcome, Verdict } from "../netfilter/trace";

const THROUGH: ReadonlySet<Verdict> = new Set(["forwarded", "sent", "delivered"]);

/** True where it left the node or came to a process of it. */
export function cameThrough({ verdict }: Pick<Outcome, "verdict">): boolean {
  return THROUGH.has(verdict);
}
