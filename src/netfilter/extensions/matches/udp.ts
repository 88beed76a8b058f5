/**
 * `-m udp`: ports of UDP (iptables-extensions(8), udp; kernel: net/netfilter/xt_tcpudp.c).
 */
import { shown, statement } from "../condition";
import { defineMatch } from "../define";
import { narrowsPorts, PORT_OPTIONS, shownPorts, telling, tellPorts, testPorts } from "../port-options";
import { PORT_PIECES, prose } from "../prose";

const UDP_NUMBER = 17;

export const UDP = defineMatch({
  name: "udp",
  listed: prose(/udp/, ...PORT_PIECES),
  protocols: [UDP_NUMBER],
  clauses: "each",
  options: PORT_OPTIONS,
  check: (_options, { protocol }) =>
    protocol?.number === UDP_NUMBER && !protocol.negated ? undefined : "-m udp needs -p udp",
  canonical: telling,
  test: (options, { packet }) => packet.proto === UDP_NUMBER && testPorts(options, packet),
  narrows: narrowsPorts,
  lacks: (_options, { packet }) => (packet.proto === UDP_NUMBER ? undefined : "it is not a UDP packet"),
  wants: () => "another",
  tell: (options, bears) => statement(tellPorts(options, bears), "it is a UDP packet"),
  shows: (options, { packet }) => shown(shownPorts(options, packet)),
});
