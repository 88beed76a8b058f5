/**
 * Rates in bits a second as tc writes them: `5kbit`, `1mbps`; a `bps` there is bytes a second (tc(8), PARAMETERS).
 */
import type { Kind } from "./kinds";

const UNITS = new Map<string, number>([
  ["bit", 1],
  ["kibit", 1024],
  ["kbit", 1e3],
  ["mibit", 1024 ** 2],
  ["mbit", 1e6],
  ["gibit", 1024 ** 3],
  ["gbit", 1e9],
  ["tibit", 1024 ** 4],
  ["tbit", 1e12],
  ["bps", 8],
  ["kibps", 8 * 1024],
  ["kbps", 8e3],
  ["mibps", 8 * 1024 ** 2],
  ["mbps", 8e6],
  ["gibps", 8 * 1024 ** 3],
  ["gbps", 8e9],
  ["tibps", 8 * 1024 ** 4],
  ["tbps", 8e12],
]);

/** In bits a second. */
export const BIT_RATE: Kind<number> = {
  expects: "a rate such as 5kbit",
  read: (word) => {
    const [, count, unit = ""] = /^(\d+(?:\.\d+)?)([a-z]+)$/i.exec(word) ?? [];
    const bits = UNITS.get(unit.toLowerCase());
    return count === undefined || bits === undefined ? undefined : Math.floor(Number(count) * bits);
  },
  // Rounded from a million and from a thousand million on (asked of iptables 1.8.9).
  print: (bits) => {
    if (bits >= 1e9) return `${String(Math.round(bits / 1e6))}Mbit`;
    return bits >= 1e6 ? `${String(Math.round(bits / 1e3))}Kbit` : `${String(bits)}bit`;
  },
};
