/** `-j LED`: lights a lamp, and the packet goes on (iptables-extensions(8), LED; kernel: net/netfilter/xt_LED.c). */
import { defineTarget } from "../define";
import type { Kind } from "../kinds";
import { MOST_32, readNumber } from "../kinds";
import { flag, option } from "../options";

const TRIGGER: Kind<string> = {
  expects: "a name of at most 27 letters",
  read: (word) => (word !== "" && word.length <= 27 ? word : undefined),
  print: (word) => `"${word}"`,
};

const DELAY: Kind<number | "inf"> = {
  expects: "milliseconds, or inf",
  read: (word) => (word.toLowerCase() === "inf" ? "inf" : readNumber(word, MOST_32)),
  print: String,
};

export const LED = defineTarget({
  name: "LED",
  options: {
    trigger: option(TRIGGER, "--led-trigger-id"),
    delay: option(DELAY, "--led-delay"),
    blink: flag("--led-always-blink"),
  },
  check: ({ trigger }) => (trigger ? undefined : "--led-trigger-id is missing"),
  act: () => ({ kind: "continue" }),
  means: {
    trigger: (name) => `the trigger that a lamp is tied to: netfilter-${name.replaceAll('"', "")}`,
    delay: (_text, delay) =>
      delay === "inf" ? "the lamp stays lit from then on" : `how long the lamp stays lit: ${String(delay)} ms`,
    blink: "the lamp blinks for each packet, even where it is lit already",
  },
  tell: ({ trigger }) => `lights the lamp of the trigger ${trigger?.value ?? ""}`,
});
