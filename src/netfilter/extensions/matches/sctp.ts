/**
 * `-m sctp`: ports and chunks of SCTP (iptables-extensions(8), sctp; kernel: net/netfilter/xt_sctp.c). A packet here has no
 * chunks, so that whoever asks for them has to be told.
 */
import { all, unknown } from "../answer";
import { given, shown, statement, told } from "../condition";
import { defineMatch } from "../define";
import type { Kind } from "../kinds";
import { oneOf } from "../kinds";
import { negatable, pairOption } from "../options";
import { PORT_OPTIONS, shownPorts, tellPorts, testPorts } from "../port-options";

const SCTP_NUMBER = 132;

/** By number (RFC 9260 and its extensions); iptables-save prints them in this order. */
const CHUNK_TYPES = [
  "DATA",
  "INIT",
  "INIT_ACK",
  "SACK",
  "HEARTBEAT",
  "HEARTBEAT_ACK",
  "ABORT",
  "SHUTDOWN",
  "SHUTDOWN_ACK",
  "ERROR",
  "COOKIE_ECHO",
  "COOKIE_ACK",
  "ECN_ECNE",
  "ECN_CWR",
  "SHUTDOWN_COMPLETE",
  "I_DATA",
  "ASCONF_ACK",
  "RE_CONFIG",
  "PAD",
  "ASCONF",
  "FORWARD_TSN",
  "I_FORWARD_TSN",
];

const CHUNKS: Kind<string> = {
  expects: "chunk types such as INIT,DATA:Be, or ALL or NONE",
  read: (word) => {
    if (/^(ALL|NONE)$/i.test(word)) return word.toUpperCase();
    const place = (chunk: string) => CHUNK_TYPES.indexOf((chunk.split(":")[0] ?? "").toUpperCase());
    const chunks = word.split(",");
    if (chunks.some((chunk) => place(chunk) < 0)) return undefined;
    return chunks.sort((a, b) => place(a) - place(b)).join(",");
  },
  print: (word) => word,
};

export const SCTP = defineMatch({
  name: "sctp",
  protocols: [SCTP_NUMBER],
  options: { ...PORT_OPTIONS, chunks: negatable(pairOption(oneOf(["all", "any", "only"]), CHUNKS, "--chunk-types")) },
  test: (options, { packet }) => {
    if (packet.proto !== SCTP_NUMBER) return false;
    return all([
      testPorts(options, packet),
      given(options.chunks, ([how, chunks]) => unknown(chunkQuestion(how, chunks))),
    ]);
  },
  tell: (options) =>
    statement(
      [
        ...tellPorts(options),
        told(options.chunks, ([how, chunks], is) => `it ${is} made of ${how} of the chunks ${chunks}`),
      ],
      "it is an SCTP packet",
    ),
  shows: (options, { packet }) => shown(shownPorts(options, packet)),
});

function chunkQuestion(how: string, chunks: string) {
  return {
    key: `sctp-chunks=${how} ${chunks}`,
    yes: `it has ${how} of the SCTP chunks ${chunks}`,
    no: `it does not have ${how} of the SCTP chunks ${chunks}`,
  };
}
