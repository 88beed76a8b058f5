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
import { PORT_OPTIONS, shownPorts, telling, tellPorts, testPorts } from "../port-options";

const SCTP_NUMBER = 132;

const CHUNKS: Kind<string> = {
  expects: "chunk types such as INIT,DATA:Be, or ALL or NONE",
  read: (word) => (/^[\w:,]+$/.test(word) ? word : undefined),
  print: (word) => word,
};

export const SCTP = defineMatch({
  name: "sctp",
  protocols: [SCTP_NUMBER],
  options: { ...PORT_OPTIONS, chunks: negatable(pairOption(oneOf(["all", "any", "only"]), CHUNKS, "--chunk-types")) },
  canonical: (options) => ({ ...telling(options), ...(options.chunks ? { chunks: options.chunks } : {}) }),
  test: (options, { packet }) => {
    if (packet.proto !== SCTP_NUMBER) return false;
    return all([testPorts(options, packet), given(options.chunks, ([how, chunks]) => unknown(chunkQuestion(how, chunks)))]);
  },
  tell: (options) =>
    statement(
      [...tellPorts(options), told(options.chunks, ([how, chunks], is) => `it ${is} made of ${how} of the chunks ${chunks}`)],
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
