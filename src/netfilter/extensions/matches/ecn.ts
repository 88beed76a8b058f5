/**
 * `-m ecn`: explicit congestion notification in the TOS field and the TCP flags (iptables-extensions(8), ecn; RFC 3168;
 * kernel: net/netfilter/xt_ecn.c).
 */
import { ECN_FLAGS, type Packet } from "../../packet";
import { given, says, shown, statement, told } from "../condition";
import { defineMatch } from "../define";
import { wholeNumber } from "../kinds";
import { flag, negatable, option } from "../options";
import { prose } from "../prose";

const TCP_NUMBER = 6;

export const ECN_MATCH = defineMatch({
  name: "ecn",
  clauses: "each",
  listed: prose(
    /ECN match/,
    [/(?<not>!?)ECE/, "--ecn-tcp-ece"],
    [/(?<not>!?)CWR/, "--ecn-tcp-cwr"],
    [/(?<not>!?)ECT=(?<ect>\d)/, "--ecn-ip-ect $ect"],
  ),
  options: {
    echo: negatable(flag("--ecn-tcp-ece")),
    reduced: negatable(flag("--ecn-tcp-cwr")),
    ect: negatable(option(wholeNumber(3), "--ecn-ip-ect")),
  },
  check: ({ echo, reduced, ect }, { protocol }) => {
    if (!echo && !reduced && !ect) return "one of --ecn-tcp-ece, --ecn-tcp-cwr and --ecn-ip-ect is expected";
    if ((echo ?? reduced) && (protocol?.number !== TCP_NUMBER || protocol.negated))
      return `${echo ? "--ecn-tcp-ece" : "--ecn-tcp-cwr"} needs -p tcp`;
    return undefined;
  },
  test: ({ echo, reduced, ect }, { packet }) => {
    const flags = tcpFlags(packet);
    return (
      given(ect, (codepoint) => (packet.tos & 3) === codepoint) === true &&
      given(echo, () => (flags & ECN_FLAGS.ECE) !== 0) === true &&
      given(reduced, () => (flags & ECN_FLAGS.CWR) !== 0)
    );
  },
  tell: ({ echo, reduced, ect }, bears) =>
    statement(
      [
        told(echo, (_, is) => `the TCP flag ECE ${is} set`),
        told(reduced, (_, is) => `the TCP flag CWR ${is} set`),
        told(ect, (codepoint, is) => says("the ECN field", is, String(codepoint), bears)),
      ],
      "any congestion notification",
    ),
  shows: ({ echo, reduced, ect }, { packet }) => {
    const flags = tcpFlags(packet);
    return shown([
      echo && (flags & ECN_FLAGS.ECE ? "ECE" : "no ECE"),
      reduced && (flags & ECN_FLAGS.CWR ? "CWR" : "no CWR"),
      ect && String(packet.tos & 3),
    ]);
  },
});

function tcpFlags({ transport }: Packet): number {
  return transport.kind === "tcp" ? transport.flags : 0;
}
