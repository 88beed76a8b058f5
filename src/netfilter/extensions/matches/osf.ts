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
  tell: ({ genre }) =>
    told(genre, (system, is) => `the system that it seems to come from ${is} ${system}`) ?? "any system",
});
