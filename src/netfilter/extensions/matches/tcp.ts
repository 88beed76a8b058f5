/**
 * `-m tcp`: ports, flags and options of TCP (iptables-extensions(8), tcp; kernel: net/netfilter/xt_tcpudp.c).
 */
import type { TcpTransport } from "../../packet";
import { TCP_FLAGS } from "../../packet";
import { all } from "../answer";
import { given, shown, statement, told } from "../condition";
import { defineMatch } from "../define";
import type { OptionsOf } from "../extension";
import type { Kind } from "../kinds";
import { wholeNumber } from "../kinds";
import { flag, negatable, option, pairOption } from "../options";
import { narrowsPorts, PORT_OPTIONS, shownPorts, telling, tellPorts, testPorts } from "../port-options";
import { PORT_PIECES, prose } from "../prose";

const ALL_FLAGS = 63;
const MSS_OPTION = 2;
const TCP_NUMBER = 6;
const ORDER = Object.entries(TCP_FLAGS);

const FLAGS: Kind<number> = {
  expects: `TCP flags of ${ORDER.map(([name]) => name).join(",")}, or ALL or NONE`,
  read: (word) => {
    let bits = 0;
    for (const part of word.toUpperCase().split(",")) {
      const bit = part === "ALL" ? ALL_FLAGS : part === "NONE" ? 0 : ORDER.find(([name]) => name === part)?.[1];
      if (bit === undefined) return undefined;
      bits |= bit;
    }
    return bits;
  },
  print: (bits) => flagNames(bits) || "NONE",
};

function flagNames(bits: number): string {
  return ORDER.filter(([, bit]) => (bits & bit) !== 0)
    .map(([name]) => name)
    .join(",");
}

/** `--syn`: a SYN without ACK, RST and FIN. */
const SYN: readonly [number, number] = [TCP_FLAGS.FIN | TCP_FLAGS.SYN | TCP_FLAGS.RST | TCP_FLAGS.ACK, TCP_FLAGS.SYN];

const TABLE = {
  ...PORT_OPTIONS,
  tcpOption: negatable(option(wholeNumber(255), "--tcp-option")),
  flags: negatable(pairOption(FLAGS, FLAGS, "--tcp-flags")),
  syn: negatable(flag("--syn")),
};

/** `--syn` as the flags that it stands for. */
function flagsOf({ flags, syn }: OptionsOf<typeof TABLE>) {
  return flags ?? (syn && { value: SYN, negated: syn.negated });
}

export const TCP = defineMatch({
  name: "tcp",
  listed: prose(
    /tcp/,
    ...PORT_PIECES,
    [/option=(?<not>!?)(?<option>\d+)/, "--tcp-option $option"],
    [
      /flags:(?<not>!?)(?<mask>[\w,]+)\/(?<set>[\w,]+)/,
      ({ not, mask = "", set = "" }) => [
        ...(not === "!" ? ["!"] : []),
        "--tcp-flags",
        listedFlags(mask),
        listedFlags(set),
      ],
    ],
  ),
  protocols: [TCP_NUMBER],
  clauses: "each",
  options: TABLE,
  check: ({ flags, syn }, { protocol }) => {
    if (protocol?.number !== TCP_NUMBER || protocol.negated) return "-m tcp needs -p tcp";
    return flags && syn ? "--syn and --tcp-flags do not go together" : undefined;
  },
  canonical: (options) => {
    const { tcpOption } = options;
    const flags = flagsOf(options);
    return {
      ...telling(options),
      ...(tcpOption ? { tcpOption } : {}),
      ...(flags && (flags.negated || flags.value[0] !== 0) ? { flags } : {}),
    };
  },
  test: (options, { packet }) => {
    const { transport } = packet;
    if (transport.kind !== "tcp") return false;
    return all([
      testPorts(options, packet),
      given(flagsOf(options), ([mask, set]) => (transport.flags & mask) === set),
      given(options.tcpOption, (number) => hasOption(transport, number)),
    ]);
  },
  narrows: narrowsPorts,
  lacks: (_options, { packet }) => (packet.transport.kind === "tcp" ? undefined : "it is not a TCP packet"),
  wants: ({ sport, dport }) => ((sport ?? dport) ? "another" : "it otherwise"),
  tell: (options, bears) =>
    statement(
      [
        ...tellPorts(options, bears),
        flagWords(options, bears),
        told(options.tcpOption, (number, is) => `TCP option ${String(number)} ${is} there`),
      ],
      "it is a TCP packet",
    ),
  shows: (options, { packet }) => {
    const { transport } = packet;
    if (transport.kind !== "tcp") return undefined;
    return shown([...shownPorts(options, packet), flagsOf(options) && (flagNames(transport.flags) || "no flags")]);
  },
});

function hasOption({ mss, options }: TcpTransport, number: number): boolean {
  return number === MSS_OPTION ? mss !== null : options.includes(number);
}

function flagWords(options: OptionsOf<typeof TABLE>, bears?: string): string | undefined {
  return told(flagsOf(options), ([mask, set], is) => {
    const borne = bears === undefined ? "" : `: its flags are ${bears}`;
    if (mask === SYN[0] && set === SYN[1])
      return is === "is" ? "it begins a TCP connection (SYN)" : `it does not begin a TCP connection (SYN)${borne}`;
    return `of the flags ${flagNames(mask) || "none"} exactly ${flagNames(set) || "none"} ${is} set${borne}`;
  });
}

/** Flags as `iptables -L -n` tells them: `0x17`. */
function listedFlags(told: string): string {
  return told.startsWith("0x") ? FLAGS.print(Number(told)) : told;
}
