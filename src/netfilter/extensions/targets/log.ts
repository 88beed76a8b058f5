/**
 * `-j LOG`: writes the packet to the kernel's log, and the next rule is asked (iptables-extensions(8), LOG; kernel:
 * net/netfilter/xt_LOG.c). The level is printed as a number, and left out where it is `warning`.
 */
import { defineTarget } from "../define";
import type { Kind } from "../kinds";
import { readNumber, text } from "../kinds";
import { flag, option, without } from "../options";
import { prose } from "../prose";

const WARNING = 4;
const LEVELS = new Map([
  ["emerg", 0],
  ["panic", 0],
  ["alert", 1],
  ["crit", 2],
  ["error", 3],
  ["warning", WARNING],
  ["notice", 5],
  ["info", 6],
  ["debug", 7],
]);

const LEVEL: Kind<number> = {
  expects: `a level from 0 to 7, or one of ${[...LEVELS.keys()].join(", ")}`,
  read: (word) => LEVELS.get(word.toLowerCase()) ?? readNumber(word, 7),
  print: String,
};

/** `info (6)` */
function levelWords(level: number): string {
  const name = [...LEVELS].find(([, number]) => number === level)?.[0];
  return name === undefined ? String(level) : `${name} (${String(level)})`;
}

/** Two levels are listed by names that --log-level does not take. */
const SHORT_LEVELS = new Map([
  ["err", "error"],
  ["warn", "warning"],
]);

/** The bits in which `iptables -L -n` tells the flags (kernel: uapi/linux/netfilter_ipv4/ipt_LOG.h). */
const FLAG_BITS: readonly (readonly [number, string])[] = [
  [1, "--log-tcp-sequence"],
  [2, "--log-tcp-options"],
  [4, "--log-ip-options"],
  [8, "--log-uid"],
  [32, "--log-macdecode"],
];

export const LOG = defineTarget({
  name: "LOG",
  listed: prose(
    /LOG/,
    [
      /flags (?<bits>\d+)/,
      ({ bits }) => FLAG_BITS.flatMap(([bit, flagName]) => ((Number(bits) & bit) === 0 ? [] : [flagName])),
    ],
    [/level (?<level>\w+)/, ({ level = "" }) => ["--log-level", SHORT_LEVELS.get(level) ?? level]],
    [/prefix "(?<prefix>.*)"\s*$/, "--log-prefix $prefix"],
    [/tcp-sequence/, "--log-tcp-sequence"],
    [/tcp-options/, "--log-tcp-options"],
    [/ip-options/, "--log-ip-options"],
    [/uid/, "--log-uid"],
    [/macdecode/, "--log-macdecode"],
  ),
  options: {
    prefix: option(text(29), "--log-prefix"),
    level: option(LEVEL, "--log-level"),
    tcpSequence: flag("--log-tcp-sequence"),
    tcpOptions: flag("--log-tcp-options"),
    ipOptions: flag("--log-ip-options"),
    uid: flag("--log-uid"),
    macDecode: flag("--log-macdecode"),
  },
  canonical: (options) => {
    const shown = options.level?.value === WARNING ? without(options, "level") : options;
    return options.prefix?.value === "" ? without(shown, "prefix") : shown;
  },
  act: () => ({ kind: "continue" }),
  means: {
    prefix: (text) => `what the line in the log begins with: ${text}`,
    level: (_text, level) => `how urgent the line in the log is: ${levelWords(level)}`,
    tcpSequence: "the line in the log holds the TCP sequence number",
    tcpOptions: "the line in the log holds the options of the TCP header",
    ipOptions: "the line in the log holds the options of the IP header",
    uid: "the line in the log holds the user and group of the process that sent it",
    macDecode: "the line in the log has the hardware addresses and the protocol apart",
  },
  tell: ({ prefix }) => `writes it to the kernel's log${prefix ? ` as “${prefix.value.trim()}”` : ""}`,
});
