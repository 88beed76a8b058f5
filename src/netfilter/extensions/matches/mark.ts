/**
 * `-m mark`: the packet's mark under a mask (iptables-extensions(8), mark; kernel: net/netfilter/xt_mark.c).
 */
import { given, told } from "../condition";
import { defineMatch } from "../define";
import { hex, MARK } from "../kinds";
import { negatable, option } from "../options";
import { markFits, markWords, otherMark } from "../marks";
import { prose } from "../prose";

export const MARK_MATCH = defineMatch({
  name: "mark",
  listed: prose([/mark match (?<not>! ?)?(?<mark>\S+)/, "--mark $mark"]),
  options: { mark: negatable(option(MARK, "--mark")) },
  check: ({ mark }) => (mark ? undefined : "--mark is missing"),
  test: ({ mark }, { packet }) => given(mark, (wanted) => markFits(packet.mark, wanted)),
  tell: ({ mark }, bears) => told(mark, (wanted, is) => markWords("the mark", wanted, is, bears)) ?? "any mark",
  wants: ({ mark }) => (mark ? otherMark(mark.value) : "another"),
  shows: (_options, { packet }) => hex(packet.mark),
});
