/**
 * `-j IDLETIMER`: starts a timer anew that tells user space when a device was idle (iptables-extensions(8), IDLETIMER;
 * kernel: net/netfilter/xt_IDLETIMER.c). The packet goes on.
 */
import { defineTarget } from "../define";
import { MOST_32, name, wholeNumber } from "../kinds";
import { flag, option } from "../options";
import { prose } from "../prose";

export const IDLETIMER = defineTarget({
  name: "IDLETIMER",
  listed: prose(
    [/timeout:(?<time>\d+)/, "--timeout $time"],
    [/label:(?<label>\S+)/, "--label $label"],
    [/alarm/, "--alarm"],
  ),
  options: {
    timeout: option(wholeNumber(MOST_32), "--timeout"),
    label: option(name(27), "--label"),
    alarm: flag("--alarm"),
  },
  check: ({ timeout, label }) => {
    if (!timeout) return "--timeout is missing";
    return label ? undefined : "--label is missing";
  },
  act: () => ({ kind: "continue" }),
  means: {
    timeout: (seconds) => `how long nothing may come before programs are told: ${seconds} seconds`,
    label: (label) => `the timer's name, which rules may share: ${label}`,
    alarm: "the timer goes on while the machine sleeps",
  },
  tell: ({ timeout, label }) => `starts the timer ${label?.value ?? ""} of ${String(timeout?.value ?? 0)} seconds anew`,
});
