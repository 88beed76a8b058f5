/**
 * `-m helper`: the connection was led to by a helper's one, as an FTP data connection is (iptables-extensions(8), helper;
 * kernel: net/netfilter/xt_helper.c). A connection that nothing led to fits no helper.
 */
import { given, told } from "../condition";
import { defineMatch } from "../define";
import { text } from "../kinds";
import { negatable, option } from "../options";
import { asked } from "../questions";
import { prose } from "../prose";

export const HELPER = defineMatch({
  name: "helper",
  listed: prose([/helper match (?<not>! )?"(?<helper>[^"]*)"/, "--helper $helper"]),
  options: { helper: negatable(option(text(29), "--helper")) },
  check: ({ helper }) => (helper ? undefined : "--helper is missing"),
  test: ({ helper }, { tracking: { connection } }) =>
    given(
      helper,
      (name) =>
        (connection?.expected ?? false) &&
        asked(`the helper ${name} led to the connection`, `the helper ${name} did not lead to the connection`),
    ),
  tell: ({ helper }, bears) =>
    told(helper, (name, is) => bears ?? `the helper that led to its connection ${is} ${name}`) ?? "any helper",
  shows: (_options, { tracking: { connection } }) =>
    connection?.expected ? undefined : "no helper led to its connection",
});
