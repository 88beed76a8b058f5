/**
 * Devices while they are read line by line, from outputs that each tell a part of them.
 */
import { parsePrefix, prefixHolds, type Address, type Ipv4Prefix, type Prefix } from "../address";
import type { Interface, InterfaceAddress } from "../node";

/** What an output tells of an address; what it leaves out is as the kernel sets it where nobody said otherwise. */
export interface ToldAddress {
  readonly address: Address;
  readonly prefix: Prefix;
  readonly scope?: string | undefined;
  readonly secondary?: boolean | undefined;
  readonly broadcast?: Address | undefined;
}

/** What an output tells of a device. An index that is not told is the device's place in the output. */
export interface ToldInterface {
  readonly name: string;
  readonly index?: number | undefined;
  readonly up: boolean;
  readonly group?: number | undefined;
  readonly line: number;
}

interface Draft {
  readonly told: Interface & { readonly addresses: InterfaceAddress[] };
  /** Its addresses with their masks, and its IPv4 networks, as texts: some devices have thousands. */
  readonly known: Set<string>;
  readonly networks: Set<string>;
}

const LOOPBACK = ["127.0.0.0/8", "::1/128"].map(parsePrefix);
const LINK_LOCAL = parsePrefix("fe80::/10");

/** Takes in devices and addresses in the order of the output; one that stands there twice is there once. */
export class InterfaceDrafts {
  readonly #drafts = new Map<string, Draft>();

  /** Begins a device, or takes up again one that is there. */
  device({ name, index, up, group, line }: ToldInterface): void {
    if (this.#drafts.has(name)) return;
    const told = { name, index: index ?? this.#drafts.size + 1, up, group, addresses: [], line };
    this.#drafts.set(name, { told, known: new Set(), networks: new Set() });
  }

  /** Adds an address to a device that was begun. */
  address(name: string, { address, prefix, scope, secondary, broadcast }: ToldAddress): void {
    const draft = this.#drafts.get(name);
    if (!draft) return;
    const own = `${String(address.value)}/${String(prefix.mask)}`;
    if (draft.known.has(own)) return;
    draft.known.add(own);
    // A second IPv4 address of one network is secondary (net/ipv4/devinet.c, __inet_insert_ifa).
    const again = prefix.family === 4 && address.family === 4 && draft.networks.has(networkOf(address.value, prefix));
    if (prefix.family === 4) draft.networks.add(networkOf(prefix.base, prefix));
    draft.told.addresses.push({
      address,
      prefix,
      scope: scope ?? usualScope(address),
      secondary: secondary ?? again,
      broadcast,
    });
  }

  finished(): Interface[] {
    return [...this.#drafts.values()].map(({ told }) => told);
  }
}

/** The scope that an address gets where nobody names one (ip-address(8); net/ipv6/addrconf.c, ipv6_addr_scope). */
function usualScope(address: Address): string {
  const holds = (prefix: Prefix | undefined) => prefix !== undefined && prefixHolds(prefix, address);
  if (LOOPBACK.some(holds)) return "host";
  return holds(LINK_LOCAL) ? "link" : "global";
}

/** The network that an address is in by a prefix's mask, as a text. */
function networkOf(address: number, { mask }: Ipv4Prefix): string {
  return `${String((address & mask) >>> 0)}/${String(mask)}`;
}
