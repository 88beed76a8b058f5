/**
 * `-j SYNPROXY`: the node answers a SYN in the server's place, and only a client that completes the handshake reaches the
 * server (iptables-extensions(8), SYNPROXY; kernel: net/netfilter/xt_SYNPROXY.c). SYN and ACK go no further themselves.
 */
import { TCP_FLAGS } from "../../packet";
import { defineTarget } from "../define";
import { wholeNumber } from "../kinds";
import { flag, option } from "../options";
import { prose } from "../prose";

const SETTING = TCP_FLAGS.SYN | TCP_FLAGS.ACK | TCP_FLAGS.FIN | TCP_FLAGS.RST;

export const SYNPROXY = defineTarget({
  name: "SYNPROXY",
  listed: prose(
    /SYNPROXY/,
    [/sack-perm/, "--sack-perm"],
    [/timestamp/, "--timestamp"],
    [/wscale (?<scale>\d+)/, "--wscale $scale"],
    [/mss (?<size>\d+)/, "--mss $size"],
    [/ecn/, "--ecn"],
  ),
  options: {
    sack: flag("--sack-perm"),
    timestamp: flag("--timestamp"),
    wscale: option(wholeNumber(14), "--wscale"),
    mss: option(wholeNumber(65535), "--mss"),
    ecn: flag("--ecn"),
  },
  check: (_options, { protocol }) =>
    protocol?.number === 6 && !protocol.negated ? undefined : "-j SYNPROXY needs -p tcp",
  act: (_options, { packet: { transport } }) => {
    if (transport.kind !== "tcp") return { kind: "continue" };
    const flags = transport.flags & SETTING;
    if (flags === TCP_FLAGS.SYN) return { kind: "drop", why: "which answers the SYN in the server's place" };
    if (flags === TCP_FLAGS.ACK) return { kind: "drop", why: "which begins a connection to the server of its own" };
    return { kind: "continue" };
  },
  means: {
    sack: "passes the client's offer of selective acknowledgements on to the server",
    timestamp: "passes the client's timestamps on to the server; window scale and selective acknowledgements need them",
    wscale: (scale) => `the window scale that the client is told: ${scale}`,
    mss: (size) => `the largest segment that the client is told: ${size} bytes`,
    ecn: "passes the client's offer to notify of congestion (ECN) on to the server",
  },
  tell: () => "answers in the server's place until the client has completed the handshake",
});
