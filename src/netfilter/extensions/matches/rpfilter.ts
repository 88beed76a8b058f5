/**
 * `-m rpfilter`: whether an answer would go out by the device that the packet came in by (iptables-extensions(8), rpfilter;
 * kernel: net/ipv4/netfilter/ipt_rpfilter.c, net/ipv6/netfilter/ip6t_rpfilter.c). What comes in by the loopback device
 * passes, and so does IPv4 that nobody sends to everybody and IPv6 from nobody. Rules for routing by mark are not told,
 * so that `--validmark` changes nothing. With `--accept-local` IPv6 takes an address of any of the node's devices.
 */
import type { Packet } from "../../packet";
import { formatAddress } from "../../address";
import { routeBack } from "../../walk/routing";
import { negateIf, unknown } from "../answer";
import { defineMatch } from "../define";
import type { Answer, World } from "../extension";
import { flag } from "../options";
import { prose } from "../prose";

export const RPFILTER = defineMatch({
  name: "rpfilter",
  listed: prose(
    /rpfilter/,
    [/loose/, "--loose"],
    [/validmark/, "--validmark"],
    [/accept-local/, "--accept-local"],
    [/invert/, "--invert"],
  ),
  options: {
    loose: flag("--loose"),
    validMark: flag("--validmark"),
    acceptLocal: flag("--accept-local"),
    invert: flag("--invert"),
  },
  test: ({ loose, acceptLocal, invert }, world) =>
    negateIf(invert !== undefined, passes(world, loose !== undefined, acceptLocal !== undefined)),
  because: ({ loose, invert }, { packet, in: device }, holds) => {
    const would = holds === (invert === undefined) ? "would" : "would not";
    const by = loose || device.kind !== "named" ? "" : ` by ${device.name}`;
    const wants = holds || !invert ? "" : ", and the rule wants those for which none would";
    return `an answer to ${formatAddress(packet.src)} ${would} leave${by}${wants}`;
  },
  means: {
    loose: "any device will do for the answer",
    validMark: "the packet's mark is heeded when the way back is looked up",
    acceptLocal: "a packet from the node's own address passes, too",
    invert: "holds where no answer would leave",
  },
  tell: ({ loose, invert }) =>
    `an answer would ${invert ? "not " : ""}leave${loose ? "" : " by the device that it came in by"}`,
});

function passes({ packet, node, in: device }: World, loose: boolean, acceptLocal: boolean): Answer {
  if (device.kind !== "named" || device.name === "lo" || isFromNobody(packet)) return true;
  const route = routeBack(node, packet.src, device.name);
  if (route === undefined) return untold(packet, device.name, loose);
  if (route?.type === "local") return acceptLocal && (loose || packet.family === 6 || route.dev === device.name);
  return route?.type === "unicast" && (loose || route.dev === device.name);
}

function untold({ src }: Packet, device: string, loose: boolean): Answer {
  const text = formatAddress(src);
  const where = loose ? "" : ` by ${device}`;
  return unknown({
    key: `rpfilter=${text}${where}`,
    yes: `an answer to ${text} would leave${where}`,
    no: `an answer to ${text} would not leave${where}`,
  });
}

/** From 0.0.0.0/8 to everybody or to the groups of the network itself (224.0.0.0/24); in IPv6 from `::`. */
function isFromNobody({ src, dst }: Packet): boolean {
  if (src.family === 6) return src.value === 0n;
  if (dst.family === 6 || src.value >>> 24 !== 0) return false;
  return dst.value === 0xffffffff || dst.value >>> 8 === 0xe00000;
}
