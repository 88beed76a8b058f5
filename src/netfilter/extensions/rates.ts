/**
 * Rates of packets, `10/min`, as iptables keeps and prints them: the kernel holds the time between two packets in parts of
 * a second, and iptables-save prints that in the largest unit that loses nothing (libxt_limit.c, libxt_hashlimit.c).
 */
import type { Kind } from "./kinds";

const UNITS = [
  { name: "day", seconds: 86400 },
  { name: "hour", seconds: 3600 },
  { name: "min", seconds: 60 },
  { name: "sec", seconds: 1 },
] as const;

export interface Rate {
  /** The time between two packets, in parts of a second. */
  readonly period: number;
  /** The seconds of the unit that it was given in. */
  readonly unit: number;
}

/** A rate in packets. `parts`: into how many the kernel divides a second, which is also the most packets a second. */
export function packetRate(parts: number, most: number): Kind<Rate> {
  return {
    expects: "a rate such as 10/min (sec, min, hour or day)",
    read: (word) => {
      const [, count, name = "sec"] = /^(\d+)(?:\/([a-z]+))?$/i.exec(word) ?? [];
      const unit = unitNamed(name.toLowerCase());
      if (count === undefined || unit === undefined || Number(count) === 0 || Number(count) / unit > most)
        return undefined;
      return { period: Math.floor((parts * unit) / Number(count)), unit };
    },
    print: (rate) => {
      const { name, seconds } = printedUnit(rate, parts);
      return `${String(Math.floor((seconds * parts) / rate.period))}/${name}`;
    },
  };
}

function unitNamed(name: string): number | undefined {
  return [...UNITS]
    .reverse()
    .find((unit) => (unit.name === "sec" ? "second" : unit.name === "min" ? "minute" : unit.name).startsWith(name))
    ?.seconds;
}

/** The unit that a rate is printed in: the smallest in which at least one packet comes and none is lost by rounding. */
export function printedUnit({ period }: Rate, parts: number): (typeof UNITS)[number] {
  let chosen: (typeof UNITS)[number] = UNITS[0];
  for (const unit of UNITS.slice(1)) {
    const whole = unit.seconds * parts;
    if (period > whole || Math.floor(whole / period) < whole % period) break;
    chosen = unit;
  }
  return chosen;
}
