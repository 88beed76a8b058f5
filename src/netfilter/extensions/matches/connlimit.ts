/**
 * `-m connlimit`: how many connections an address, or a network of it, has (iptables-extensions(8), connlimit; kernel:
 * net/netfilter/xt_connlimit.c). What other connections stand is not in the paste.
 */
import { formatAddress, formatPrefix, maskedPrefix, prefixOf } from "../../address";
import { negateIf } from "../answer";
import { defineMatch } from "../define";
import { MOST_32, wholeNumber } from "../kinds";
import { byDefault, flag, option } from "../options";
import { asked } from "../questions";
import { prose } from "../prose";

export const CONNLIMIT = defineMatch({
  name: "connlimit",
  listed: prose([
    /#conn (?<side>src|dst)\/(?<mask>\d+) (?<how><=|>) (?<count>\d+)/,
    ({ side, mask = "", how, count = "" }) => [
      how === ">" ? "--connlimit-above" : "--connlimit-upto",
      count,
      "--connlimit-mask",
      mask,
      side === "src" ? "--connlimit-saddr" : "--connlimit-daddr",
    ],
  ]),
  options: {
    upto: option(wholeNumber(MOST_32), "--connlimit-upto"),
    above: option(wholeNumber(MOST_32), "--connlimit-above"),
    mask: option(wholeNumber(128), "--connlimit-mask"),
    source: flag("--connlimit-saddr"),
    destination: flag("--connlimit-daddr"),
  },
  check: ({ upto, above, mask, source, destination }, { family }) => {
    if ((upto === undefined) === (above === undefined))
      return "one of --connlimit-upto and --connlimit-above is expected";
    if (source && destination) return "--connlimit-saddr and --connlimit-daddr do not go together";
    return family === 4 && (mask?.value ?? 0) > 32 ? "--connlimit-mask is at most 32" : undefined;
  },
  canonical: ({ source, destination, mask, ...rest }, family) => ({
    ...rest,
    mask: mask ?? byDefault(family === 4 ? 32 : 128),
    ...(destination ? { destination } : { source: source ?? byDefault(true) }),
  }),
  test: ({ upto, above, mask, destination }, { packet }) => {
    const address = destination ? packet.dst : packet.src;
    const length = mask?.value ?? (packet.family === 4 ? 32 : 128);
    const whole = length === (packet.family === 4 ? 32 : 128);
    const of = whole ? formatAddress(address) : formatPrefix(maskedPrefix(prefixOf(address, length)));
    const number = String((upto ?? above)?.value ?? 0);
    const side = destination ? "to" : "from";
    const fewer = asked(
      `there are no more than ${number} connections ${side} ${of}`,
      `there are more than ${number} connections ${side} ${of}`,
    );
    return negateIf(above !== undefined, fewer);
  },
  means: {
    upto: (count) => `there are ${count} connections or fewer`,
    above: (count) => `there are more than ${count} connections`,
    mask: (length) => `addresses that share the first ${length} bits count as one`,
    source: "connections from its source are counted",
    destination: "connections to its destination are counted",
  },
  tell: ({ upto, above, mask, destination }) => {
    const number = String((upto ?? above)?.value ?? 0);
    const who = `${destination ? "to its destination" : "from its source"}${mask ? `'s network of length ${String(mask.value)}` : ""}`;
    return `there are ${above ? "more" : "no more"} than ${number} connections ${who}`;
  },
});
