/**
 * `-m ipvs`: what IPVS, the kernel's load balancer, knows of the packet's connection (iptables-extensions(8), ipvs; kernel:
 * net/netfilter/xt_ipvs.c). IPVS's table is not in the paste.
 */
import { formatPrefix } from "../../address";
import { protocolName } from "../../protocols";
import { all } from "../answer";
import { given, statement, told } from "../condition";
import { defineMatch } from "../define";
import { BARE_PREFIX, oneOf, PROTOCOL, PORT } from "../kinds";
import { flag, negatable, option } from "../options";
import { asked } from "../questions";

export const IPVS = defineMatch({
  name: "ipvs",
  clauses: "each",
  options: {
    ipvs: negatable(flag("--ipvs")),
    proto: negatable(option(PROTOCOL, "--vproto")),
    address: negatable(option(BARE_PREFIX, "--vaddr")),
    port: negatable(option(PORT, "--vport")),
    direction: option(oneOf(["ORIGINAL", "REPLY"]), "--vdir"),
    method: negatable(option(oneOf(["GATE", "IPIP", "MASQ"]), "--vmethod")),
    control: negatable(option(PORT, "--vportctl")),
  },
  check: (options) => (Object.keys(options).length > 0 ? undefined : "an option such as --ipvs is missing"),
  test: ({ ipvs, proto, address, port, direction, method, control }) => {
    const of = (what: string) => asked(`its IPVS connection's ${what}`, `it has no IPVS connection whose ${what}`);
    return all([
      given(ipvs, () => asked("IPVS balances its connection", "IPVS does not balance its connection")),
      given(proto, (value) => of(`virtual protocol is ${protocolName(value)}`)),
      given(address, (value) => of(`virtual address is in ${formatPrefix(value)}`)),
      given(port, (value) => of(`virtual port is ${String(value)}`)),
      given(direction, (value) => of(`direction is ${value}`)),
      given(method, (value) => of(`method is ${value}`)),
      given(control, (value) => of(`controlling port is ${String(value)}`)),
    ]);
  },
  tell: ({ ipvs, proto, address, port, direction, method, control }) =>
    statement(
      [
        ipvs && (ipvs.negated ? "IPVS does not balance its connection" : "IPVS balances its connection"),
        told(proto, (value, is) => `the IPVS connection's protocol ${is} ${protocolName(value)}`),
        told(address, (value, is) => `the IPVS connection's virtual address ${is} in ${formatPrefix(value)}`),
        told(port, (value, is) => `the IPVS connection's virtual port ${is} ${String(value)}`),
        told(direction, (value) => `it goes in the ${value.toLowerCase()} direction of its IPVS connection`),
        told(method, (value, is) => `the IPVS connection's method ${is} ${value}`),
        told(control, (value, is) => `the port of the IPVS connection's controlling one ${is} ${String(value)}`),
      ],
      "any IPVS connection",
    ),
});
