/**
 * `-j TCPOPTSTRIP`: takes options out of a TCP packet and leaves padding in their place (iptables-extensions(8),
 * TCPOPTSTRIP; kernel: net/netfilter/xt_TCPOPTSTRIP.c).
 */
import { tcpOptionLength } from "../../lengths";
import type { TcpTransport } from "../../packet";
import { defineTarget } from "../define";
import type { Kind } from "../kinds";
import { readNumber } from "../kinds";
import { option } from "../options";
import { prose } from "../prose";

const NAMES = new Map([
  ["mss", 2],
  ["wscale", 3],
  ["sack-permitted", 4],
  ["sack", 5],
  ["timestamp", 8],
  ["md5", 19],
]);

const MSS = 2;
const MSS_LENGTH = 4;
const NO_OPERATION = 1;

const KINDS: Kind<readonly number[]> = {
  expects: "numbers of TCP options from 2 to 255, or names such as timestamp",
  read: (word) => {
    const read = word.split(",").map((part) => NAMES.get(part.toLowerCase()) ?? readNumber(part, 255));
    const numbers = read.filter((number) => number !== undefined && number >= MSS);
    return numbers.length < read.length
      ? undefined
      : [...new Set(numbers)].sort((a, b) => (a ?? 0) - (b ?? 0)).filter((number) => number !== undefined);
  },
  print: (numbers) => numbers.join(","),
};

export const TCPOPTSTRIP = defineTarget({
  name: "TCPOPTSTRIP",
  listed: prose([/TCPOPTSTRIP options (?<kinds>\S+)/, "--strip-options $kinds"]),
  options: { kinds: option(KINDS, "--strip-options") },
  check: (_options, { protocol }) =>
    protocol?.number === 6 && !protocol.negated ? undefined : "--strip-options needs -p tcp",
  act: ({ kinds }, { packet }) => {
    const { transport } = packet;
    if (transport.kind !== "tcp" || !kinds) return { kind: "continue" };
    const strips = (kind: number) => kinds.value.includes(kind);
    const options = transport.options.flatMap((kind) => (strips(kind) ? padding(tcpOptionLength(kind)) : [kind]));
    const stripped: TcpTransport =
      transport.mss !== null && strips(MSS)
        ? { ...transport, options: [...options, ...padding(MSS_LENGTH)], mss: null }
        : { ...transport, options };
    return { kind: "continue", packet: { ...packet, transport: stripped } };
  },
  means: {
    kinds: (kinds) => `the options that are overwritten with padding: ${kinds}`,
  },
  tell: ({ kinds }) => `takes out the TCP options ${kinds ? kinds.value.join(", ") : "none"}`,
});

/** So many bytes of options that say nothing. */
function padding(bytes: number): number[] {
  return Array.from({ length: bytes }, () => NO_OPERATION);
}
