/**
 * `-j TPROXY`: hands the packet to a transparent socket of the node without rewriting it (iptables-extensions(8), TPROXY;
 * kernel: net/netfilter/xt_TPROXY.c). Where no such socket waits, the packet is dropped.
 */
import type { Address } from "../../address";
import { formatAddress, ipv4, ipv6, placeText } from "../../address";
import { defineTarget } from "../define";
import type { Kind } from "../kinds";
import { ADDRESS, hex, masked, MOST_32, PORT } from "../kinds";
import { byDefault, option } from "../options";
import { setMark, setMarkWords } from "../marks";
import { prose } from "../prose";

const MARK = masked(MOST_32, ({ value, mask }) => `${hex(value)}/${hex(mask)}`);
const NO_MARK = { value: 0, mask: 0 };

const PROXY_PORT: Kind<number> = { ...PORT, expects: "a port of the node" };

export const TPROXY = defineTarget({
  name: "TPROXY",
  listed: prose([
    /TPROXY redirect (?<address>\S+):(?<port>\d+) mark (?<mark>\S+)/,
    "--on-port $port --on-ip $address --tproxy-mark $mark",
  ]),
  options: {
    port: option(PROXY_PORT, "--on-port"),
    address: option(ADDRESS, "--on-ip"),
    mark: option(MARK, "--tproxy-mark"),
  },
  check: ({ port }, { protocol }) => {
    if (!port) return "--on-port is missing";
    const proto = protocol?.negated ? undefined : protocol?.number;
    return proto === 6 || proto === 17 ? undefined : "--on-port needs -p tcp or -p udp";
  },
  canonical: ({ port, address, mark }, family) => ({
    ...(port ? { port } : {}),
    address: address ?? byDefault<Address>(family === 4 ? ipv4(0) : ipv6(0n)),
    mark: mark ?? byDefault(NO_MARK),
  }),
  act: ({ port, address, mark }, { packet }) => {
    const at = place(port?.value, address?.value);
    return {
      kind: "divert",
      packet: { ...packet, mark: setMark(packet.mark, mark?.value ?? NO_MARK) },
      question: {
        key: `tproxy=${at}`,
        yes: `a transparent socket of this node waits ${at}`,
        no: `no transparent socket of this node waits ${at}`,
      },
    };
  },
  means: {
    port: (_text, port) =>
      port === 0 ? "the port of the socket: the packet's own" : `the port of the socket: ${String(port)}`,
    address: (address) => `the address of the socket: ${address}`,
    mark: (_text, bits) => `on the packet's mark, so that routing brings it here: ${setMarkWords(bits)}`,
  },
  tell: ({ port, address, mark }) =>
    `hands it to the socket ${place(port?.value, address?.value)}${mark ? ` and marks it ${MARK.print(mark.value)}` : ""}`,
});

function place(port: number | undefined, address: Address | undefined): string {
  const anywhere = address === undefined || BigInt(address.value) === 0n;
  if (anywhere) return port === undefined || port === 0 ? "at its own port" : `at port ${String(port)}`;
  return `at ${port === undefined || port === 0 ? formatAddress(address) : placeText(address, port)}`;
}
