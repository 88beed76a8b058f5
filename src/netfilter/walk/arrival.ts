/**
 * Whether a packet could come in by its device at all: what the kernel looks at besides netfilter when it routes what arrives
 * (kernel: net/ipv4/fib_frontend.c, fib_validate_source; net/ipv4/route.c, ip_route_input_slow). The walk takes such a
 * packet as come in all the same. For IPv6 the kernel looks at the address alone.
 */
import { formatAddress, type Address } from "../address";
import type { Node } from "../node";
import type { Packet } from "../packet";
import { isOwnAddress, lookUpRoute } from "./routing";

/** A doubt about a field of a packet, in a sentence. */
export interface FieldNote {
  readonly field: "src" | "in";
  readonly message: string;
}

/** What is doubtful of where a packet comes from and by which device; undefined where nothing is, or nobody knows. */
export function doubtOfArrival({ src, in: device }: Packet, node: Node): FieldNote | undefined {
  const from = formatAddress(src);
  if (device === null) {
    const elsewhere = node.interfaces !== undefined && !isOwnAddress(node, src) && !isLoopback(src);
    if (!elsewhere) return undefined;
    return {
      field: "src",
      message: `${from} is no address of this node: a process here sends from it only where it may bind to foreign ones`,
    };
  }
  if (device === "lo") return undefined;
  if (isMulticast(src)) return { field: "src", message: `${from} is an address of many, from which no packet comes` };
  if (isLoopback(src)) {
    const unless = src.family === 4 ? ", unless route_localnet is set" : "";
    return {
      field: "src",
      message: `${from} never leaves its own host: the kernel drops what comes in from it by ${device}${unless}`,
    };
  }
  return src.family === 6 ? undefined : doubtOfTheWayBack(src, device, node);
}

/** By the node's route to the sender; what nobody tells is no doubt. */
function doubtOfTheWayBack(src: Address, device: string, node: Node): FieldNote | undefined {
  const from = formatAddress(src);
  const back = lookUpRoute(node, src, () => false);
  const say = (message: string): FieldNote => ({ field: "in", message });
  switch (back.kind) {
    case "local":
      return say(
        `${from} is this node's own address: the kernel drops what comes in from it by ${device}, unless accept_local is set`,
      );
    case "broadcast":
      return say(
        `${from} is for everybody on a network, and no sender's: a kernel that looks at the way back (rp_filter 1 or 2) drops what comes in from it`,
      );
    case "unicast":
      return back.dev === device
        ? undefined
        : say(
            `An answer to ${from} would leave by ${back.dev}, not by ${device}: a kernel that looks at the way back strictly (rp_filter 1) drops it`,
          );
    case "none":
      return say(`The node has no route back to ${from}: a kernel that looks for one (rp_filter 1 or 2) drops it`);
    case "untold":
      return undefined;
  }
}

function isLoopback(address: Address): boolean {
  return address.family === 4 ? address.value >>> 24 === 127 : address.value === 1n;
}

function isMulticast(address: Address): boolean {
  if (address.family === 6) return address.value >> 120n === 0xffn;
  return address.value >>> 28 === 14 || address.value === 0xffffffff;
}
