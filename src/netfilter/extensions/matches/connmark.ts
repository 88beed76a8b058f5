/**
 * `-m connmark`: the connection's mark under a mask; a packet without a connection never fits, negated or not
 * (iptables-extensions(8), connmark; kernel: net/netfilter/xt_connmark.c, connmark_mt).
 */
import { given, told } from "../condition";
import { defineMatch } from "../define";
import { hex, MARK } from "../kinds";
import { markFits, markWords, otherMark } from "../marks";
import { negatable, option } from "../options";
import { prose } from "../prose";

export const CONNMARK_MATCH = defineMatch({
  name: "connmark",
  listed: prose([/connmark match\s+(?<not>! ?)?(?<mark>\S+)/, "--mark $mark"]),
  options: { mark: negatable(option(MARK, "--mark")) },
  check: ({ mark }) => (mark ? undefined : "--mark is missing"),
  test: ({ mark }, { tracking: { connection } }) =>
    connection !== null && given(mark, (wanted) => markFits(connection.mark, wanted)),
  lacks: (_options, { tracking: { connection } }) => (connection ? undefined : "it has no connection"),
  tell: ({ mark }, bears) =>
    told(mark, (wanted, is) => markWords("the connection's mark", wanted, is, bears)) ?? "any mark of the connection",
  wants: ({ mark }) => (mark ? otherMark(mark.value) : "another"),
  shows: (_options, { tracking: { connection } }) => (connection ? hex(connection.mark) : "no connection"),
});
