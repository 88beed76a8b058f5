/**
 * `-m statistic`: holds at random, or for every n-th packet (iptables-extensions(8), statistic; kernel:
 * net/netfilter/xt_statistic.c). The kernel keeps a probability as a 31-bit fraction, and prints that.
 */
import { all } from "../answer";
import { given, told } from "../condition";
import { defineMatch } from "../define";
import type { Kind } from "../kinds";
import { MOST_32, oneOf, wholeNumber } from "../kinds";
import { negatable, option } from "../options";
import { prose } from "../prose";

const FRACTION = 2 ** 31;

const PROBABILITY: Kind<number> = {
  expects: "a probability from 0 to 1",
  read: (word) => (/^(\d+\.?\d*|\.\d+)(e-?\d+)?$/i.test(word) && Number(word) <= 1 ? Number(word) : undefined),
  print: (probability) => (Math.round(probability * FRACTION) / FRACTION).toFixed(11),
};

export const STATISTIC = defineMatch({
  name: "statistic",
  listed: prose(
    [/statistic mode (?<mode>random|nth)/, "--mode $mode"],
    [/(?<not>! )?probability (?<share>\S+)/, "--probability $share"],
    [
      // A packet 0 is not told.
      /(?<not>! )?every (?<count>\d+)(?: packet (?<number>\d+))?/,
      ({ not, count = "", number = "0" }) => [
        ...(not === undefined ? [] : ["!"]),
        "--every",
        count,
        "--packet",
        number,
      ],
    ],
  ),
  options: {
    mode: option(oneOf(["random", "nth"]), "--mode"),
    probability: negatable(option(PROBABILITY, "--probability")),
    every: negatable(option(wholeNumber(MOST_32), "--every")),
    packet: option(wholeNumber(MOST_32), "--packet"),
  },
  check: ({ mode, probability, every, packet }) => {
    if (!mode) return "--mode is missing";
    if (mode.value === "random") {
      if (!probability) return "--probability is missing";
      return every || packet ? "--every and --packet belong to --mode nth" : undefined;
    }
    if (!every || every.value === 0) return "--every is missing, with a number from 1";
    if (probability) return "--probability belongs to --mode random";
    if (!packet) return "--every needs --packet";
    return packet.value >= every.value ? "--packet must be less than --every" : undefined;
  },
  test: ({ probability, every }) =>
    all([
      given(probability, (chance) => ({ kind: "chance", probability: chance })),
      given(every, (count) => ({ kind: "chance", probability: 1 / count })),
    ]),
  means: {
    mode: (mode) => (mode === "random" ? "each packet is drawn by chance" : "packets are counted"),
    probability: (_text, chance, negated) =>
      `chance: ${percent(negated ? 1 - chance : chance)} of those that come here`,
    every: (_text, count, negated) =>
      negated ? `all but one of ${String(count)} packets` : `one of every ${String(count)} packets`,
    packet: (number) => `which of them, counted from 0: ${number}`,
  },
  tell: ({ probability, every, packet }) =>
    told(probability, (chance, is) => `chance: ${percent(is === "is" ? chance : 1 - chance)}`) ??
    told(
      every,
      (count, is) => `it ${is} number ${String(packet?.value ?? 0)} of every ${String(count)} packets, counted from 0`,
    ) ??
    "always",
});

function percent(chance: number): string {
  return `${String(Number((chance * 100).toFixed(2)))} %`;
}
