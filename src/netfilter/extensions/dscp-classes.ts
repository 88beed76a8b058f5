/**
 * The names of DSCP values (RFC 2474, 2597, 3246, 5865), for `-m dscp` and `-j DSCP`; iptables-save prints numbers.
 */
import type { Kind } from "./kinds";
import { hexByte, wholeNumber } from "./kinds";

const CLASSES = new Map<string, number>([
  ["BE", 0],
  ["EF", 0x2e],
  ["VA", 0x2c],
  ...[0, 1, 2, 3, 4, 5, 6, 7].map((n) => [`CS${String(n)}`, n * 8] as const),
  ...[1, 2, 3, 4].flatMap((c) => [1, 2, 3].map((drop) => [`AF${String(c)}${String(drop)}`, c * 8 + drop * 2] as const)),
]);

export const DSCP_VALUE: Kind<number> = wholeNumber(63, hexByte);

export const DSCP_CLASS: Kind<number> = {
  expects: `a class, one of ${[...CLASSES.keys()].join(", ")}`,
  read: (word) => CLASSES.get(word.toUpperCase()),
  print: hexByte,
};
