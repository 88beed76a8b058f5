/**
 * `-j ECN`: clears the flags of explicit congestion notification of a TCP packet (iptables-extensions(8), ECN; RFC 3168;
 * kernel: net/ipv4/netfilter/ipt_ECN.c).
 */
import { ECN_FLAGS } from "../../packet";
import { defineTarget } from "../define";
import { flag } from "../options";
import { prose } from "../prose";

export const ECN_TARGET = defineTarget({
  name: "ECN",
  listed: prose([/ECN TCP remove/, "--ecn-tcp-remove"]),
  families: [4],
  options: { remove: flag("--ecn-tcp-remove") },
  check: ({ remove }, { protocol }) => {
    if (!remove) return "--ecn-tcp-remove is missing";
    return protocol?.number === 6 && !protocol.negated ? undefined : "--ecn-tcp-remove needs -p tcp";
  },
  act: (_options, { packet }) => {
    const { transport } = packet;
    if (transport.kind !== "tcp") return { kind: "continue" };
    const flags = transport.flags & ~(ECN_FLAGS.ECE | ECN_FLAGS.CWR);
    return { kind: "continue", packet: { ...packet, transport: { ...transport, flags } } };
  },
  means: {
    remove: "takes the flags ECE and CWR out of the TCP header",
  },
  tell: () => "clears the flags of congestion notification",
});
