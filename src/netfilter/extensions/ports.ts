/**
 * Ports of a packet against ranges. The kernel may have drawn a port at random (`--random-fully`), so that nobody knows it.
 */
import { all, negateIf, unknown } from "./answer";
import type { Answer } from "./extension";
import type { Range } from "./kinds";
import { printRange } from "./kinds";

const ALL_PORTS: Range = { from: 0, to: 65535 };

/** Whether a port lies in one of the ranges; unknown where the port is. `side` is said: `source`, `destination`. */
export function portAmong(port: number | null, ranges: readonly Range[], side: string): Answer {
  if (port !== null) return ranges.some(({ from, to }) => port >= from && port <= to);
  if (ranges.some(isAllPorts)) return true;
  const text = ranges.map((range) => printRange(range, ":")).join(",");
  return unknown({
    key: `${side}-port=${text}`,
    yes: `the ${side} port that the kernel draws is ${text}`,
    no: `the ${side} port that the kernel draws is not ${text}`,
  });
}

/** Whether one of two conditions holds. */
export function anyOf(a: Answer, b: Answer): Answer {
  return a === true || b === true ? true : negateIf(true, all([negateIf(true, a), negateIf(true, b)]));
}

export function isAllPorts({ from, to }: Range): boolean {
  return from === ALL_PORTS.from && to === ALL_PORTS.to;
}

/** The range in words: `80`, `8000 to 8080`. */
export function portWords(range: Range): string {
  return printRange(range, " to ");
}

/** A port as it is shown: `443`, or that it was drawn. */
export function portText(port: number | null): string {
  return port === null ? "drawn by the kernel" : String(port);
}
