/**
 * `-m rateest`: the rate that a RATEEST target has measured, against a number or another one (iptables-extensions(8),
 * rateest; kernel: net/netfilter/xt_rateest.c). What was measured is not in the paste.
 */
import { negateIf } from "../answer";
import { defineMatch } from "../define";
import type { OptionsOf } from "../extension";
import { MOST_32, name, wholeNumber } from "../kinds";
import { flag, negatable, option, optional } from "../options";
import { askedHere } from "../questions";
import { BIT_RATE } from "../bit-rates";
import { prose } from "../prose";

const NAME = name(15);
const PACKETS = wholeNumber(MOST_32);

const TABLE = {
  delta: flag("--rateest-delta"),
  estimator: option(NAME, "--rateest"),
  estimator1: option(NAME, "--rateest1"),
  bps1: option(BIT_RATE, "--rateest-bps1"),
  pps1: option(PACKETS, "--rateest-pps1"),
  less: negatable(flag("--rateest-lt")),
  more: negatable(flag("--rateest-gt")),
  equal: negatable(flag("--rateest-eq")),
  bps: optional(option(BIT_RATE, "--rateest-bps")),
  pps: optional(option(PACKETS, "--rateest-pps")),
  bps2: option(BIT_RATE, "--rateest-bps2"),
  pps2: option(PACKETS, "--rateest-pps2"),
  estimator2: option(NAME, "--rateest2"),
};

type RateestOptions = OptionsOf<typeof TABLE>;

/** `-n` tells bits a second as bytes a second, without a unit. */
function bits(rate: string | undefined): string {
  return rate !== undefined && /^\d+$/.test(rate) ? `${String(Number(rate) * 8)}bit` : (rate ?? "");
}

/** `RE delta bps 1 2 lt`, `RE pps eq 5`, `RE bps lt RF bps`: the order differs with what is compared. */
const RATEEST_PROSE = prose([
  /rateest match (?<name>\S+)(?<delta> delta)?(?<bps> bps(?: (?<bps1>\d\w*)(?: (?<bps2>\d\w*))?)?)?(?<pps> pps(?: (?<pps1>\d+))?)? (?<not>! )?(?<how>lt|gt|eq)(?: (?<pps2>\d+))?(?: (?<other>[A-Za-z]\S*)(?: bps(?: (?<obps>\d\w*))?)?(?: pps(?: (?<opps>\d+))?)?)?/,
  rateOptions,
]);

function rateOptions(told: Readonly<Record<string, string | undefined>>): readonly string[] {
  const { name: estimator = "", delta, bps, bps1, bps2, pps, pps1, pps2, not, how = "", other, obps, opps } = told;
  const option = (flagName: string, value: string | undefined) => (value === undefined ? [] : [flagName, value]);
  const how2 = [...(not === undefined ? [] : ["!"]), `--rateest-${how}`];
  const given = [...(delta === undefined ? [] : ["--rateest-delta"]), ...how2];
  if (other !== undefined) {
    const rates =
      delta === undefined
        ? [...(bps === undefined ? [] : ["--rateest-bps"]), ...(pps === undefined ? [] : ["--rateest-pps"])]
        : [
            ...option("--rateest-bps1", bps1 && bits(bps1)),
            ...option("--rateest-bps2", obps && bits(obps)),
            ...option("--rateest-pps1", pps1),
            ...option("--rateest-pps2", opps),
          ];
    return [...given, "--rateest1", estimator, ...rates, "--rateest2", other];
  }
  const second = delta === undefined ? "" : "1";
  return [
    ...given,
    "--rateest",
    estimator,
    ...option(`--rateest-bps${second}`, bps1 && bits(bps1)),
    ...option("--rateest-bps2", bps2 && bits(bps2)),
    ...option(`--rateest-pps${second}`, pps1 ?? (delta === undefined ? pps2 : undefined)),
    ...option("--rateest-pps2", delta === undefined ? undefined : pps2),
  ];
}

export const RATEEST_MATCH = defineMatch({
  name: "rateest",
  listed: RATEEST_PROSE,
  options: TABLE,
  check: (options) => {
    const { estimator, estimator1, less, more, equal, bps, pps, bps2, pps2 } = options;
    if (!estimator && !estimator1) return "--rateest is missing";
    if (!less && !more && !equal) return "one of --rateest-lt, --rateest-gt and --rateest-eq is expected";
    return (bps ?? pps ?? bps2 ?? pps2) ? undefined : "one of --rateest-bps and --rateest-pps is expected";
  },
  test: (options) => {
    const words = compared(options);
    const how = options.less ?? options.more ?? options.equal;
    return negateIf(how?.negated ?? false, askedHere(words, `it is not so that ${words}`));
  },
  means: {
    delta: "what is left of a given rate is compared, and not the rate itself",
    estimator: (name) => `the estimator that is asked: ${name}`,
    estimator1: (name) => `the first of two estimators that are compared: ${name}`,
    bps1: (rate) => `the rate of which the first measured one is taken: ${rate} a second`,
    pps1: (rate) => `the rate of which the first measured one is taken: ${rate} packets a second`,
    less: (_text, _value, negated) => `the rate is ${negated ? "not " : ""}less`,
    more: (_text, _value, negated) => `the rate is ${negated ? "not " : ""}more`,
    equal: (_text, _value, negated) => `the rate is ${negated ? "not " : ""}the same`,
    bps: (rate) => (rate === "" ? "bits a second are compared" : `the rate that it is compared with: ${rate} a second`),
    pps: (rate) =>
      rate === "" ? "packets a second are compared" : `the rate that it is compared with: ${rate} packets a second`,
    bps2: (rate) => `the rate of which the second one is taken, or that it is compared with: ${rate} a second`,
    pps2: (rate) => `the rate of which the second one is taken, or that it is compared with: ${rate} packets a second`,
    estimator2: (name) => `the second of two estimators that are compared: ${name}`,
  },
  tell: (options) => {
    const how = options.less ?? options.more ?? options.equal;
    return how?.negated ? `it is not so that ${compared(options)}` : compared(options);
  },
});

function compared(options: RateestOptions): string {
  const { delta, estimator, estimator1, estimator2, less, more, bps, pps, bps1, pps1, bps2, pps2 } = options;
  const first = estimator ?? estimator1;
  const unit = (pps ?? pps1 ?? pps2) ? "packets" : "bits";
  const base = bps1 ? BIT_RATE.print(bps1.value) : pps1 ? String(pps1.value) : undefined;
  const limit = bps2 ?? bps;
  const packets = pps2 ?? pps;
  const number = limit?.value === undefined ? packets?.value : BIT_RATE.print(limit.value);
  const than = less ? "less than" : more ? "more than" : "equal to";
  const measured = `the ${unit} a second of the estimator ${first?.value ?? ""}`;
  const left = delta && base !== undefined ? `what ${measured} leave of ${base}` : measured;
  const right = [number === undefined ? undefined : String(number), estimator2 && `those of ${estimator2.value}`];
  return `${left} are ${than} ${right.filter((part) => part !== undefined).join(" against ")}`;
}
