/** For tests: a text as one section. */
import { Lines } from "./lines";
import type { Section } from "./section";

/** All lines of a text. */
export function linesSection(text: string): Section {
  const lines = new Lines(text);
  return { lines, from: 0, to: lines.length };
}
