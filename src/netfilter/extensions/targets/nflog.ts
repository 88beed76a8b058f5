/**
 * `-j NFLOG`: hands a copy to a program, and the next rule is asked (iptables-extensions(8), NFLOG; kernel: xt_NFLOG.c).
 */
import { defineTarget } from "../define";
import type { Kind } from "../kinds";
import { MOST_32, text, wholeNumber } from "../kinds";
import { option, without } from "../options";
import { prose } from "../prose";

const LONGEST_PREFIX = 63;
const PREFIX_TEXT = text(LONGEST_PREFIX);

/** A prefix that is too long is cut, as iptables cuts it. */
const PREFIX: Kind<string> = {
  ...PREFIX_TEXT,
  read: (word, family) => PREFIX_TEXT.read(word.slice(0, LONGEST_PREFIX), family),
};

export const NFLOG = defineTarget({
  name: "NFLOG",
  listed: prose(
    /(?=nflog-)/,
    [
      /nflog-prefix "(?<prefix>(?:\\.|[^"\\])*)"/,
      ({ prefix = "" }) => ["--nflog-prefix", prefix.replaceAll(/\\(.)/g, "$1")],
    ],
    [/nflog-prefix (?<prefix>[^"\s]\S*)/, "--nflog-prefix $prefix"],
    [/nflog-group (?<group>\d+)/, "--nflog-group $group"],
    [/nflog-range (?<range>\d+)/, "--nflog-range $range"],
    [/nflog-size (?<size>\d+)/, "--nflog-size $size"],
    [/nflog-threshold (?<count>\d+)/, "--nflog-threshold $count"],
  ),
  options: {
    prefix: option(PREFIX, "--nflog-prefix"),
    group: option(wholeNumber(65535), "--nflog-group"),
    range: option(wholeNumber(MOST_32), "--nflog-range"),
    size: option(wholeNumber(MOST_32), "--nflog-size"),
    threshold: option(wholeNumber(65535), "--nflog-threshold"),
  },
  canonical: (options) => (options.group?.value === 0 ? without(options, "group") : options),
  act: () => ({ kind: "continue" }),
  means: {
    prefix: (text) => `what the message to the program begins with: ${text}`,
    group: (group) => `the netlink group that programs listen to: ${group}`,
    range: "no effect: the kernel never heeded this one, --nflog-size is meant",
    size: (bytes) => `so much of the packet is copied: ${bytes} bytes`,
    threshold: (count) => `so many packets are gathered before the program gets them: ${count}`,
  },
  tell: ({ group, prefix }) =>
    `hands a copy to the log group ${String(group?.value ?? 0)}${prefix ? ` as “${prefix.value.trim()}”` : ""}`,
});
