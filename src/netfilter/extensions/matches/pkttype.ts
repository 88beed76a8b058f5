/**
 * `-m pkttype`: whether the link carried the packet to one host, to all or to a group (iptables-extensions(8), pkttype;
 * kernel: net/netfilter/xt_pkttype.c). That is told by the link, and follows from the destination for what came in; what
 * the node itself sends counts as unicast.
 */
import { given, told } from "../condition";
import { defineMatch } from "../define";
import type { World } from "../extension";
import type { Kind } from "../kinds";
import { oneOf } from "../kinds";
import { negatable, option } from "../options";
import { prose } from "../prose";

const TYPES = oneOf(["unicast", "broadcast", "multicast"]);
const TYPE: Kind<"unicast" | "broadcast" | "multicast"> = {
  ...TYPES,
  read: (word, family) => (word.toLowerCase() === "host" ? "unicast" : TYPES.read(word, family)),
};

export const PKTTYPE = defineMatch({
  name: "pkttype",
  listed: prose([/PKTTYPE (?<not>!)?= (?<type>\w+)/, "--pkt-type $type"]),
  options: { type: negatable(option(TYPE, "--pkt-type")) },
  check: ({ type }) => (type ? undefined : "--pkt-type is missing"),
  test: ({ type }, world) => given(type, (wanted) => wanted === linkType(world)),
  tell: ({ type }, bears) =>
    told(type, (wanted, is) =>
      is === "is" || bears === undefined
        ? `it ${is} a ${wanted} packet`
        : `it is a ${bears} packet, not a ${wanted} one`,
    ) ?? "any type of packet",
  wants: () => "another",
  shows: (_options, world) => linkType(world),
});

function linkType(world: World): "unicast" | "broadcast" | "multicast" {
  if (world.packet.in === null) return "unicast";
  switch (world.addressType(world.packet.dst)) {
    case "BROADCAST":
      return "broadcast";
    case "MULTICAST":
      return "multicast";
    default:
      return "unicast";
  }
}
