/**
 * Which tables are asked at a hook, and in which order.
 *
 * The order is that of the kernel's priorities (include/uapi/linux/netfilter_ipv4.h): raw -300, connection tracking
 * -200, mangle -150, nat for the destination -100, filter 0, nat for the source 100. The security table stands at 50
 * with iptables-legacy, at 150 with iptables-nft (measured, 1.8.9): so behind nat at INPUT, the one hook with both.
 */
import type { Hook, TableName } from "../ruleset";

export type Stage = TableName | "tracking";

export const STAGES: Readonly<Record<Hook, readonly Stage[]>> = {
  PREROUTING: ["raw", "tracking", "mangle", "nat"],
  INPUT: ["mangle", "filter", "nat", "security"],
  FORWARD: ["mangle", "filter", "security"],
  OUTPUT: ["raw", "tracking", "mangle", "nat", "filter", "security"],
  POSTROUTING: ["mangle", "nat"],
};

/** Whether the nat table's chain at a hook rewrites the source or the destination (nf_nat_core.c, HOOK2MANIP). */
export function manipOf(hook: Hook): "source" | "destination" {
  return hook === "POSTROUTING" || hook === "INPUT" ? "source" : "destination";
}
