/** For tests: a text as one section. */
import type { Section } from "./section";

/** All lines of a text. */
export function linesSection(text: string): Section {
  const lines = text.split("\n");
  return { lines, from: 0, to: lines.length };
}
