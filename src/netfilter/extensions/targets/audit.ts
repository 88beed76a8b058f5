/** `-j AUDIT`: writes an audit record, and the packet goes on (iptables-extensions(8), AUDIT; kernel: xt_AUDIT.c). */
import { defineTarget } from "../define";
import { oneOf } from "../kinds";
import { option } from "../options";
import { prose } from "../prose";

export const AUDIT = defineTarget({
  name: "AUDIT",
  listed: prose([/AUDIT (?<type>\w+)/, "--type $type"]),
  options: { type: option(oneOf(["accept", "drop", "reject"]), "--type") },
  check: ({ type }) => (type ? undefined : "--type is missing"),
  act: () => ({ kind: "continue" }),
  means: {
    type: (type) => `what the record says became of it: ${type}`,
  },
  tell: ({ type }) => `writes an audit record that says ${type?.value ?? "accept"}`,
});
