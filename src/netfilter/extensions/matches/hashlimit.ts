/**
 * `-m hashlimit`: a rate for each address or port apart (iptables-extensions(8), hashlimit; kernel:
 * net/netfilter/xt_hashlimit.c). How many packets or bytes came before is not in the paste.
 */
import { formatAddress } from "../../address";
import type { Packet } from "../../packet";
import { portsOf } from "../../packet";
import { negateIf, unknown } from "../answer";
import { defineMatch } from "../define";
import type { OptionsOf } from "../extension";
import type { Kind } from "../kinds";
import { MOST_32, name, someOf, wholeNumber } from "../kinds";
import { byDefault, flag, negatable, option, without } from "../options";
import { portText } from "../ports";
import type { Rate } from "../rates";
import { packetRate, printedUnit } from "../rates";
import { prose } from "../prose";

const PARTS = 1_000_000;
const PACKETS = packetRate(PARTS, PARTS);
const DEFAULT_BURST = "5";

/** Packets, or bytes as they stand: `512kb/s`. */
const RATE: Kind<Rate | string> = {
  expects: "a rate of packets such as 10/min, or of bytes such as 512kb/s",
  read: (word, family) => (/^[1-9]\d*[km]?b\/s$/.test(word) ? word : PACKETS.read(word, family)),
  print: (rate) => (typeof rate === "string" ? rate : PACKETS.print(rate)),
};

const BURST: Kind<string> = {
  expects: "a number of packets, or of bytes such as 1mb",
  read: (word) => (/^[1-9]\d*([km]?b)?$/.test(word) ? word : undefined),
  print: (burst) => burst,
};

const TABLE = {
  upto: negatable(option(RATE, "--hashlimit-upto", "--hashlimit")),
  above: negatable(option(RATE, "--hashlimit-above")),
  burst: option(BURST, "--hashlimit-burst"),
  mode: option(someOf(["srcip", "srcport", "dstip", "dstport"]), "--hashlimit-mode"),
  name: option(name(15), "--hashlimit-name"),
  size: option(wholeNumber(MOST_32), "--hashlimit-htable-size"),
  max: option(wholeNumber(MOST_32), "--hashlimit-htable-max"),
  interval: option(wholeNumber(MOST_32), "--hashlimit-htable-gcinterval"),
  expire: option(wholeNumber(MOST_32), "--hashlimit-htable-expire"),
  srcmask: option(wholeNumber(128), "--hashlimit-srcmask"),
  dstmask: option(wholeNumber(128), "--hashlimit-dstmask"),
  rateMatch: flag("--hashlimit-rate-match"),
  rateInterval: option(wholeNumber(MOST_32), "--hashlimit-rate-interval"),
};

type HashlimitOptions = OptionsOf<typeof TABLE>;

export const HASHLIMIT = defineMatch({
  name: "hashlimit",
  listed: prose(
    [
      /limit: (?<way>up to|above) (?<rate>\S+)/,
      ({ way, rate = "" }) => [way === "above" ? "--hashlimit-above" : "--hashlimit-upto", rate],
    ],
    [/burst (?<burst>\w+)/, "--hashlimit-burst $burst"],
    [/mode (?<mode>\S+)/, ({ mode = "" }) => ["--hashlimit-mode", mode.replaceAll("-", ",")]],
    [/htable-size (?<size>\d+)/, "--hashlimit-htable-size $size"],
    [/htable-max (?<most>\d+)/, "--hashlimit-htable-max $most"],
    [/htable-gcinterval (?<time>\d+)/, "--hashlimit-htable-gcinterval $time"],
    [/htable-expire (?<time>\d+)/, "--hashlimit-htable-expire $time"],
    [/srcmask (?<mask>\d+)/, "--hashlimit-srcmask $mask"],
    [/dstmask (?<mask>\d+)/, "--hashlimit-dstmask $mask"],
    [/rate-match/, "--hashlimit-rate-match"],
    [/rate-interval (?<time>\d+)/, "--hashlimit-rate-interval $time"],
  ),
  options: TABLE,
  check: ({ upto, above, name: table, rateInterval, rateMatch }) => {
    if ((upto === undefined) === (above === undefined))
      return "one of --hashlimit-upto and --hashlimit-above is expected";
    if (rateInterval && !rateMatch) return "--hashlimit-rate-interval needs --hashlimit-rate-match";
    return table ? undefined : "--hashlimit-name is missing";
  },
  canonical: (options) => {
    const turned = turnedRate(options);
    const rate = (turned.upto ?? turned.above)?.value;
    const expire = options.expire ?? defaultExpiry(rate);
    const { burst, ...rest } = without(options, "upto", "above", "expire");
    const kept = burst ?? (typeof rate === "string" ? undefined : byDefault(DEFAULT_BURST));
    const isImplied =
      expire?.value === (rate === undefined || typeof rate === "string" ? 1 : printedUnit(rate, PARTS).seconds) * 1000;
    return { ...rest, ...turned, ...(kept ? { burst: kept } : {}), ...(expire && !isImplied ? { expire } : {}) };
  },
  test: (options, { packet }) => {
    const { upto, above } = turnedRate(options);
    const rate = upto ?? above;
    const who = bucket(options, packet);
    const text = `${rate ? RATE.print(rate.value) : ""}${who === "" ? "" : ` for ${who}`}`;
    const question = {
      key: `hashlimit=${options.name?.value ?? ""} ${text}`,
      yes: `packets come no faster than ${text}`,
      no: `packets come faster than ${text}`,
    };
    return negateIf(above !== undefined, unknown(question));
  },
  means: {
    upto: (rate, _value, negated) => `packets of a kind come ${negated ? "faster" : "no faster"} than ${rate}`,
    above: (rate, _value, negated) => `packets of a kind come ${negated ? "no faster" : "faster"} than ${rate}`,
    burst: (count) => `so many may come at once before the rate counts: ${count}`,
    mode: (parts) => `what makes a kind of its own, with a count of its own: ${parts}`,
    name: (name) => `the name of the table of counts: ${name}, in /proc/net/ipt_hashlimit or ip6t_hashlimit`,
    size: (count) => `how many buckets the table of counts has: ${count}`,
    max: (count) => `how many counts the table holds at most: ${count}`,
    interval: (time) => `how often old counts are looked for: every ${time} ms`,
    expire: (time) => `a count that is not used is forgotten after ${time} ms`,
    srcmask: (length) => `sources that share the first ${length} bits are of one kind`,
    dstmask: (length) => `destinations that share the first ${length} bits are of one kind`,
    rateMatch: "it is asked whether the rate is above or below, and no packet is used up",
    rateInterval: (seconds) => `the rate is taken over ${seconds} seconds`,
  },
  tell: (options) => {
    const { upto, above } = turnedRate(options);
    const rate = upto ?? above;
    const each = options.mode ? `, each ${options.mode.value.join(",")} apart` : "";
    return `packets come ${above ? "faster" : "no faster"} than ${rate ? RATE.print(rate.value) : "the rate"}${each}`;
  },
});

/** `! --hashlimit-upto` is `--hashlimit-above`, and the other way round. */
function turnedRate({ upto, above }: HashlimitOptions): Pick<HashlimitOptions, "upto" | "above"> {
  if (upto) return upto.negated ? { above: byDefault(upto.value) } : { upto };
  if (above) return above.negated ? { upto: byDefault(above.value) } : { above };
  return {};
}

/** An entry is forgotten after the unit that the rate was given in, in milliseconds. */
function defaultExpiry(rate: Rate | string | undefined) {
  return rate === undefined || typeof rate === "string" ? undefined : byDefault(rate.unit * 1000);
}

/** What is counted apart for this packet. */
function bucket({ mode }: HashlimitOptions, packet: Packet): string {
  const ports = portsOf(packet);
  const parts = (mode?.value ?? []).map((part) => {
    switch (part) {
      case "srcip":
        return formatAddress(packet.src);
      case "dstip":
        return formatAddress(packet.dst);
      case "srcport":
        return ports ? portText(ports.sport) : "no port";
      case "dstport":
        return ports ? portText(ports.dport) : "no port";
    }
  });
  return parts.join(" ");
}
