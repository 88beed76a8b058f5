/**
 * `-m connlabel`: a bit of the connection's label, which `--set` sets (iptables-extensions(8), connlabel; kernel:
 * net/netfilter/xt_connlabel.c). Names of labels stand in a file of the node and are not known.
 */
import { isTemplate } from "../../connection";
import { given, told } from "../condition";
import { defineMatch } from "../define";
import type { Kind } from "../kinds";
import { readNumber } from "../kinds";
import { flag, negatable, option } from "../options";
import { prose } from "../prose";

const MOST_LABEL = 127;

const LABEL: Kind<number> = {
  expects: `a label's number from 0 to ${String(MOST_LABEL)}`,
  read: (word) => readNumber(word, MOST_LABEL),
  print: (bit) => `"${String(bit)}"`,
};

export const CONNLABEL = defineMatch({
  name: "connlabel",
  listed: prose([/connlabel (?<not>! )?(?<label>\S+)/, "--label $label"], [/set/, "--set"]),
  options: { label: negatable(option(LABEL, "--label")), set: flag("--set") },
  check: ({ label }) => (label ? undefined : "--label is missing"),
  test: ({ label, set }, { tracking: { connection } }) =>
    given(
      label,
      (bit) => connection !== null && !isTemplate(connection) && (set !== undefined || connection.labels.includes(bit)),
    ),
  writes: ({ label, set }, { tracking: { connection } }) =>
    connection && label && set && !connection.labels.includes(label.value)
      ? { labels: [...connection.labels, label.value] }
      : undefined,
  means: {
    label: (_text, bit, negated) => `the connection ${negated ? "does not bear" : "bears"} the label ${String(bit)}`,
    set: "the connection is given the label, and it is asked whether that went well",
  },
  tell: ({ label, set }) =>
    told(label, (bit, is) =>
      set
        ? `the connection can be given the label ${String(bit)}, and now ${is === "is" ? "bears" : "bears all the same"} it`
        : `the label ${String(bit)} of the connection ${is} set`,
    ) ?? "any label",
  shows: (_options, { tracking: { connection } }) =>
    connection ? `labels ${connection.labels.join(", ") || "none"}` : "no connection",
});
