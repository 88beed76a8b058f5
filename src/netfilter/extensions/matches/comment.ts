/**
 * `-m comment`: a remark of up to 255 bytes; every packet fits (iptables-extensions(8), comment).
 */
import { defineMatch } from "../define";
import { text } from "../kinds";
import { option } from "../options";
import type { ReadProse } from "../prose";

/** So many ends of one comment are tried. */
const MOST_ENDS = 4;

export const COMMENT = defineMatch({
  name: "comment",
  listed: {
    letter: "/",
    // A comment may hold what ends one, so that it may end at each.
    read: (line, at) => {
      if (!line.startsWith("/* ", at)) return [];
      const ends: ReadProse[] = [];
      for (let end = line.indexOf(" */", at + 3); end >= 0; end = line.indexOf(" */", end + 1)) {
        if (ends.length === MOST_ENDS) break;
        ends.push({ end: end + 3, options: ["--comment", line.slice(at + 3, end)] });
      }
      return ends;
    },
  },
  options: { comment: option(text(255), "--comment") },
  check: ({ comment }) => (comment ? undefined : "--comment is missing"),
  asks: false,
  test: () => true,
  tell: ({ comment }) => `remark: ${comment?.value ?? ""}`,
});
