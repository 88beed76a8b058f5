/**
 * `-m udp`: ports of UDP (iptables-extensions(8), udp; kernel: net/netfilter/xt_tcpudp.c).
 */
import { shown, statement } from "../condition";
import { defineMatch } from "../define";
import { PORT_OPTIONS, shownPorts, telling, tellPorts, testPorts } from "../port-options";

const UDP_NUMBER = 17;

export const UDP = defineMatch({
  name: "udp",
  protocols: [UDP_NUMBER],
  options: PORT_OPTIONS,
  canonical: telling,
  test: (options, { packet }) => packet.proto === UDP_NUMBER && testPorts(options, packet),
  tell: (options) => statement(tellPorts(options), "it is a UDP packet"),
  shows: (options, { packet }) => shown(shownPorts(options, packet)),
});
