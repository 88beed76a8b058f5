/**
 * `-m addrtype`: what kind of address the source or destination is to this node (iptables-extensions(8), addrtype; kernel:
 * net/netfilter/xt_addrtype.c). With `--limit-iface-in` or `-out` an address of another device counts as UNICAST.
 *
 * IPv4 gives an address one type. In IPv6 UNICAST and MULTICAST are what the address itself is, LOCAL what a route says:
 * where several are named, the address must be of each kind (match_type6).
 */
import type { Address } from "../../address";
import { formatAddress } from "../../address";
import { all, negateIf, unknown } from "../answer";
import { either, given, says, shown, statement, told } from "../condition";
import { defineMatch } from "../define";
import type { AddressType, Answer, Device, World } from "../extension";
import { someOf } from "../kinds";
import { flag, negatable, option } from "../options";
import { prose } from "../prose";

const TYPES = [
  "UNSPEC",
  "UNICAST",
  "LOCAL",
  "BROADCAST",
  "ANYCAST",
  "MULTICAST",
  "BLACKHOLE",
  "UNREACHABLE",
  "PROHIBIT",
  "THROW",
] as const;
/** In the kernel's order, whatever order they were given in. */
const SOME_TYPES = someOf(TYPES);

export const ADDRTYPE = defineMatch({
  name: "addrtype",
  clauses: [
    ["src", "limitIn", "limitOut"],
    ["dst", "limitIn", "limitOut"],
  ],
  listed: prose(
    /ADDRTYPE match/,
    [/src-type (?<not>!?)(?<types>[A-Z,]+)/, "--src-type $types"],
    [/dst-type (?<not>!?)(?<types>[A-Z,]+)/, "--dst-type $types"],
    [/limit-in/, "--limit-iface-in"],
    [/limit-out/, "--limit-iface-out"],
  ),
  options: {
    src: negatable(option(SOME_TYPES, "--src-type")),
    dst: negatable(option(SOME_TYPES, "--dst-type")),
    limitIn: flag("--limit-iface-in"),
    limitOut: flag("--limit-iface-out"),
  },
  check: ({ src, dst, limitIn, limitOut }) => {
    if (!src && !dst) return "--src-type or --dst-type is missing";
    return limitIn && limitOut ? "--limit-iface-in and --limit-iface-out do not go together" : undefined;
  },
  test: ({ src, dst, limitIn, limitOut }, world) => {
    const device = limitIn ? world.in : limitOut ? world.out : undefined;
    const { packet } = world;
    return all([
      given(src, (types) => isOfType(world, packet.src, types, device)),
      given(dst, (types) => isOfType(world, packet.dst, types, device)),
    ]);
  },
  means: {
    limitIn: "an address counts as this node's own only where it is on the device that the packet comes in by",
    limitOut: "an address counts as this node's own only where it is on the device that the packet leaves by",
  },
  tell: ({ src, dst, limitIn, limitOut }, bears) => {
    const device = limitIn ? ", on the device it comes in by" : limitOut ? ", on the device it leaves by" : "";
    const parts = [
      told(src, (types, is) => says("source", is, either(types.map(typeWords)), bears)),
      told(dst, (types, is) => says("destination", is, either(types.map(typeWords)), bears)),
    ];
    return `${statement(parts, "any address")}${device}`;
  },
  shows: ({ src, dst }, world) =>
    shown([src && typeText(world, world.packet.src), dst && typeText(world, world.packet.dst)]),
});

function isOfType(world: World, address: Address, types: readonly AddressType[], device: Device | undefined): Answer {
  return address.family === 6 ? isOfTypes6(world, address, types, device) : isOfOne(world, address, types, device);
}

/** The types that a route gives. */
const ROUTED6: readonly AddressType[] = ["LOCAL", "ANYCAST", "UNREACHABLE"];

function isOfTypes6(world: World, address: Address, types: readonly AddressType[], device: Device | undefined): Answer {
  const multicast = BigInt(address.value) >> 120n === 0xffn;
  const unspecified = BigInt(address.value) === 0n;
  if (types.includes("MULTICAST") && !multicast) return false;
  if (types.includes("UNICAST") && (multicast || unspecified)) return false;
  if (types.includes("UNSPEC") && !unspecified) return false;
  const routed = types.filter((type) => ROUTED6.includes(type));
  return routed.length === 0 || isOfOne(world, address, routed, device);
}

function isOfOne(world: World, address: Address, types: readonly AddressType[], device: Device | undefined): Answer {
  const type = world.addressType(address, device?.kind === "named" ? device.name : undefined);
  if (typeof type === "object") {
    // The table local is not told: an address in it is LOCAL, any other not.
    const [ifLocal, ifNot] = [types.includes("LOCAL"), types.includes("UNICAST")];
    if (ifLocal === ifNot) return ifLocal;
    const isLocal = device ? all([type, isOnDevice(address, "LOCAL", device)]) : type;
    return negateIf(ifNot, isLocal);
  }
  const [asIs, asUnicast] = [types.includes(type), types.includes("UNICAST")];
  const certain = device?.kind !== "unknown" || asIs === asUnicast;
  if (certain || (type !== "LOCAL" && type !== "BROADCAST")) return asIs;
  return negateIf(asUnicast, isOnDevice(address, type, device));
}

function isOnDevice(address: Address, type: AddressType, device: Device): Answer {
  if (device.kind === "none") return true;
  const where = device.kind === "named" ? device.name : "the device it leaves by";
  const what = `${formatAddress(address)} is`;
  const kind = type === "LOCAL" ? "an address" : "a broadcast address";
  return unknown({
    key: `on-device=${formatAddress(address)} ${where}`,
    yes: `${what} ${kind} of ${where}`,
    no: `${what} not ${kind} of ${where}`,
  });
}

function typeWords(type: AddressType): string {
  switch (type) {
    case "LOCAL":
      return "an address of this node";
    case "UNICAST":
      return "an address of another host";
    default:
      return `${/^[AU]/.test(type) ? "an" : "a"} ${type.toLowerCase()} address`;
  }
}

function typeText(world: World, address: Address): string {
  const type = world.addressType(address);
  return `${formatAddress(address)} (${typeof type === "object" ? "nobody knows whether LOCAL" : type})`;
}
