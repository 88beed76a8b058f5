/**
 * `-m limit`: holds as long as packets come no faster than a rate, after a burst (iptables-extensions(8), limit; kernel:
 * net/netfilter/xt_limit.c). How many came before is not in the paste.
 */
import { unknown } from "../answer";
import { defineMatch } from "../define";
import { wholeNumber } from "../kinds";
import { byDefault, option, without } from "../options";
import { packetRate } from "../rates";
import { prose } from "../prose";

const PARTS = 10_000;
const RATE = packetRate(PARTS, PARTS);
const DEFAULT_BURST = 5;
/** Three an hour. */
const DEFAULT_RATE = { period: 1200 * PARTS, unit: 3600 };

export const LIMIT = defineMatch({
  name: "limit",
  listed: prose([/limit: avg (?<rate>\S+) burst (?<burst>\d+)/, "--limit $rate --limit-burst $burst"]),
  options: { rate: option(RATE, "--limit"), burst: option(wholeNumber(10_000), "--limit-burst") },
  canonical: (options) => ({
    ...(options.burst?.value === DEFAULT_BURST ? without(options, "burst") : options),
    rate: options.rate ?? byDefault(DEFAULT_RATE),
  }),
  test: ({ rate }) => {
    const text = RATE.print(rate?.value ?? DEFAULT_RATE);
    return unknown({
      key: `limit=${text}`,
      yes: `packets come no faster than ${text}`,
      no: `packets come faster than ${text}`,
      apart: true,
    });
  },
  means: {
    rate: (rate) => `on average packets come no faster than ${rate}`,
    burst: (count) => `so many may come at once before the rate counts: ${count}`,
  },
  tell: ({ rate, burst }) =>
    `packets come no faster than ${RATE.print(rate?.value ?? DEFAULT_RATE)} after the first ${String(burst?.value ?? DEFAULT_BURST)}`,
});
