/**
 * `-m eui64`: whether the source address was made from the sender's hardware address (iptables-extensions(8), eui64;
 * RFC 4291, appendix A; kernel: net/ipv6/netfilter/ip6t_eui64.c).
 */
import { formatAddress } from "../../address";
import { unknown } from "../answer";
import { defineMatch } from "../define";
import { prose } from "../prose";

/** What comes over the loopback device bears zeros. */
const LOOPBACK_MAC = "00:00:00:00:00:00";

export const EUI64 = defineMatch({
  name: "eui64",
  listed: prose(/eui64/),
  families: [6],
  options: {},
  test: (_options, { packet: { mac: told, src, in: device } }) => {
    const mac = device === null || device === "lo" ? LOOPBACK_MAC : told;
    if (mac !== null) return src.family === 6 && (src.value & 0xffffffffffffffffn) === interfaceId(mac);
    const text = formatAddress(src);
    return unknown({
      key: `eui64=${text}`,
      yes: `${text} is made from its sender's hardware address`,
      no: `${text} is not made from its sender's hardware address`,
    });
  },
  lacks: (_options, { packet: { src, mac } }) =>
    `the source ${formatAddress(src)} is not made from the sender's hardware address ${mac ?? LOOPBACK_MAC}`,
  tell: () => "the source address is made from the sender's hardware address",
  shows: (_options, { packet: { mac } }) => mac ?? "hardware address not told",
});

/** `00:11:22:33:44:55` → 0211:22ff:fe33:4455 */
function interfaceId(mac: string): bigint {
  const bytes = mac.split(":").map((byte) => Number.parseInt(byte, 16));
  const [first = 0, ...rest] = bytes;
  const made = [first ^ 2, ...rest.slice(0, 2), 0xff, 0xfe, ...rest.slice(2)];
  return made.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}
