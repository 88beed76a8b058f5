/**
 * `-m dccp`: ports, packet types and options of DCCP (iptables-extensions(8), dccp; RFC 4340; kernel:
 * net/netfilter/xt_dccp.c).
 */
import { all } from "../answer";
import { bearing, either, given, shown, statement, told } from "../condition";
import { defineMatch } from "../define";
import { someOf, wholeNumber } from "../kinds";
import { negatable, option } from "../options";
import { PORT_OPTIONS, shownPorts, tellPorts, testPorts } from "../port-options";
import { PORT_PIECES, prose } from "../prose";

const DCCP_NUMBER = 33;

/** By number; the numbers above, which nobody uses, are the last too. */
const TYPES = [
  "REQUEST",
  "RESPONSE",
  "DATA",
  "ACK",
  "DATAACK",
  "CLOSEREQ",
  "CLOSE",
  "RESET",
  "SYNC",
  "SYNCACK",
  "INVALID",
] as const;

export const DCCP = defineMatch({
  name: "dccp",
  listed: prose(
    /dccp/,
    ...PORT_PIECES,
    [
      /(?<not>! )?(?<types>(?:\d+|[A-Z]+)(?:,(?:\d+|[A-Z]+))*)/,
      ({ not, types = "" }) => [
        ...(not === undefined ? [] : ["!"]),
        "--dccp-types",
        types.split(",").map(listedType).join(),
      ],
    ],
    [/option=(?<not>!?)(?<option>\d+)/, "--dccp-option $option"],
  ),
  protocols: [DCCP_NUMBER],
  clauses: "each",
  options: {
    ...PORT_OPTIONS,
    types: negatable(option(someOf(TYPES), "--dccp-types")),
    option: negatable(option(wholeNumber(255), "--dccp-option")),
  },
  check: (_options, { protocol }) =>
    protocol?.number === DCCP_NUMBER && !protocol.negated ? undefined : "-m dccp needs -p dccp",
  test: (options, { packet }) => {
    const { transport } = packet;
    if (transport.kind !== "dccp") return false;
    const type = typeName(transport.type);
    return all([
      testPorts(options, packet),
      given(options.types, (types) => types.includes(type)),
      given(options.option, (number) => transport.options.includes(number)),
    ]);
  },
  lacks: (_options, { packet }) => (packet.transport.kind === "dccp" ? undefined : "it is not a DCCP packet"),
  tell: (options, bears) =>
    statement(
      [
        ...tellPorts(options, bears),
        told(options.types, (types, is) => bearing("the DCCP packet's type", is, either(types), bears)),
        told(options.option, (number, is) => `the DCCP option ${String(number)} ${is} there`),
      ],
      "it is a DCCP packet",
    ),
  shows: (options, { packet }) => {
    const { transport } = packet;
    if (transport.kind !== "dccp") return undefined;
    return shown([...shownPorts(options, packet), options.types && typeName(transport.type)]);
  },
});

function typeName(type: number): (typeof TYPES)[number] {
  return TYPES[type] ?? "INVALID";
}

/** A type as `iptables -L -n` tells it: by its number. */
function listedType(told: string): string {
  return /^\d+$/.test(told) ? typeName(Number(told)) : told;
}
