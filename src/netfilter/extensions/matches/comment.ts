/**
 * `-m comment`: a remark of up to 255 bytes; every packet fits (iptables-extensions(8), comment).
 */
import { defineMatch } from "../define";
import { text } from "../kinds";
import { option } from "../options";

export const COMMENT = defineMatch({
  name: "comment",
  options: { comment: option(text(255), "--comment") },
  check: ({ comment }) => (comment ? undefined : "--comment is missing"),
  test: () => true,
  tell: ({ comment }) => `remark: ${comment?.value ?? ""}`,
});
