/**
 * `-m osf`: the operating system that a TCP SYN looks like (iptables-extensions(8), osf; kernel:
 * net/netfilter/nfnetlink_osf.c). Fingerprints are not in the paste; only a SYN can fit.
 */
import { TCP_FLAGS } from "../../packet";
import { given, told } from "../condition";
import { defineMatch } from "../define";
import { name, wholeNumber } from "../kinds";
import { negatable, option } from "../options";
import { asked } from "../questions";
import { prose } from "../prose";

/** iptables-extensions(8), osf. */
const TTL_CHECKS = ["it is the same", "it is less than that", "not at all"];
const LOGGED = ["what fits and what nobody knows", "the first that fits", "all that fits"];

export const OSF = defineMatch({
  name: "osf",
  listed: prose([/OS fingerprint match (?<not>! )?(?<genre>\S+)/, "--genre $genre"]),
  families: [4],
  options: {
    genre: negatable(option(name(31), "--genre")),
    ttl: option(wholeNumber(2), "--ttl"),
    log: option(wholeNumber(2), "--log"),
  },
  check: ({ genre }, { protocol }) => {
    if (!genre) return "--genre is missing";
    return protocol?.number === 6 && !protocol.negated ? undefined : "--genre needs -p tcp";
  },
  test: ({ genre }, { packet: { transport } }) => {
    if (transport.kind !== "tcp" || (transport.flags & TCP_FLAGS.SYN) === 0) return false;
    return given(genre, (system) =>
      asked(`its sender looks like ${system}`, `its sender does not look like ${system}`),
    );
  },
  lacks: (_options, { packet: { transport } }) =>
    transport.kind === "tcp" && (transport.flags & TCP_FLAGS.SYN) !== 0
      ? undefined
      : "it is not the beginning of a TCP connection (SYN)",
  means: {
    genre: (system, _value, negated) => `the system that it ${negated ? "does not look" : "looks"} like: ${system}`,
    ttl: (_text, how) => `how the TTL is compared with the system's: ${TTL_CHECKS[how] ?? String(how)}`,
    log: (_text, how) => `what is written to the log: ${LOGGED[how] ?? String(how)}`,
  },
  tell: ({ genre }) =>
    told(genre, (system, is) => `the system that it seems to come from ${is} ${system}`) ?? "any system",
});
