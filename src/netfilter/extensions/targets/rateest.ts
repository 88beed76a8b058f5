/**
 * `-j RATEEST`: measures the rate of the packets that come by (iptables-extensions(8), RATEEST; kernel:
 * net/netfilter/xt_RATEEST.c). The packet goes on.
 */
import { defineTarget } from "../define";
import type { Kind } from "../kinds";
import { name } from "../kinds";
import { option } from "../options";
import { prose } from "../prose";

const UNITS = new Map([
  ["us", 1],
  ["usec", 1],
  ["usecs", 1],
  ["ms", 1e3],
  ["msec", 1e3],
  ["msecs", 1e3],
  ["s", 1e6],
  ["sec", 1e6],
  ["secs", 1e6],
]);

/** In microseconds. */
const SPAN: Kind<number> = {
  expects: "a time such as 250ms",
  read: (word) => {
    const [, count, unit = "us"] = /^(\d+(?:\.\d+)?)([a-z]*)$/i.exec(word) ?? [];
    const size = UNITS.get(unit === "" ? "us" : unit.toLowerCase());
    return count === undefined || size === undefined ? undefined : Math.round(Number(count) * size);
  },
  print: (span) => {
    if (span >= 1e6) return `${(span / 1e6).toFixed(1)}s`;
    return span >= 1e3 ? `${(span / 1e3).toFixed(1)}ms` : `${String(span)}us`;
  },
};

export const RATEEST_TARGET = defineTarget({
  name: "RATEEST",
  listed: prose([
    /name (?<name>\S+) interval (?<interval>\S+) ewmalog (?<average>\S+)/,
    "--rateest-name $name --rateest-interval $interval --rateest-ewmalog $average",
  ]),
  options: {
    estimator: option(name(15), "--rateest-name"),
    interval: option(SPAN, "--rateest-interval"),
    average: option(SPAN, "--rateest-ewmalog"),
  },
  check: ({ estimator, interval, average }) => {
    if (!estimator) return "--rateest-name is missing";
    if (!interval) return "--rateest-interval is missing";
    return average ? undefined : "--rateest-ewmalog is missing";
  },
  act: () => ({ kind: "continue" }),
  means: {
    estimator: (name) => `the name by which -m rateest asks for it: ${name}`,
    interval: (time) => `how often the rate is measured: every ${time}`,
    average: (time) => `over how long the rate is averaged: ${time}`,
  },
  tell: ({ estimator }) => `measures the rate of such packets as ${estimator?.value ?? ""}`,
});
