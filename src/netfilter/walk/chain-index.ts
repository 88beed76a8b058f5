/**
 * The rules of a long chain by what they ask for first of all, so that a packet looks at the few that could match.
 *
 * KUBE-SERVICES has a rule for each address of each Service. Every rule is kept by one of its conditions that asks for a
 * single value (extensions/narrowing.ts): an address or a network, a device, a port, a protocol. A packet finds its
 * rules by what it bears; a rule without such a condition is looked at by every packet. The rules are then asked as ever,
 * in their order, so that the answer is that of asking one after the other (chain-index.test.ts).
 */
import type { Address, Prefix } from "../address";
import { prefixLength } from "../address";
import type { Device, World } from "../extensions/extension";
import { findMatch } from "../extensions/index";
import type { Narrowing } from "../extensions/narrowing";
import { protocolSeen } from "../headers";
import { portsOf } from "../packet";
import type { Chain, Rule } from "../ruleset";

/** Positions of rules in their chain, from 0, ascending. */
export type Positions = readonly number[];

/** Below this a chain is as quickly asked rule by rule. */
const LONG = 12;

const made = new WeakMap<Chain, ChainIndex | null>();

/** The index of a chain, made on first use; null for a short one. */
export function indexOf(chain: Chain): ChainIndex | null {
  const known = made.get(chain);
  if (known !== undefined) return known;
  const index = chain.rules.length < LONG ? null : new ChainIndex(chain.rules);
  made.set(chain, index);
  return index;
}

/** The first position from `from` on that one of the lists holds; -1 where none does. */
export function nextAmong(lists: readonly Positions[], from: number): number {
  let next = -1;
  for (const list of lists) {
    const found = list[firstFrom(list, from)];
    if (found !== undefined && (next < 0 || found < next)) next = found;
  }
  return next;
}

/** Where in an ascending list the first number stands that is not below another. */
function firstFrom(list: Positions, least: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

type ByValue<Value> = Map<Value, number[]>;

export class ChainIndex {
  /** Rules that every packet has to look at. */
  readonly #always: number[] = [];
  readonly #addresses = { source: new ByPrefix(), destination: new ByPrefix() };
  readonly #devices = { in: new Map<string, number[]>(), out: new Map<string, number[]>() };
  readonly #ports = { sport: new Map<number, number[]>(), dport: new Map<number, number[]>() };
  readonly #protocols: ByValue<number> = new Map();

  constructor(rules: readonly Rule[]) {
    for (const [position, rule] of rules.entries()) this.#listFor(narrowest(rule)).push(position);
  }

  /** The rules that could match a packet where it stands, in lists; null where that hangs on something nobody knows. */
  candidates(world: World): readonly Positions[] | null {
    const { packet } = world;
    const ports = portsOf(packet);
    const { sport, dport } = this.#ports;
    if (ports && ((sport.size > 0 && ports.sport === null) || (dport.size > 0 && ports.dport === null))) return null;
    const { in: byIn, out: byOut } = this.#devices;
    if ((byIn.size > 0 && world.in.kind === "unknown") || (byOut.size > 0 && world.out.kind === "unknown")) return null;

    const lists: Positions[] = [];
    const take = (list: Positions | undefined) => {
      if (list && list.length > 0) lists.push(list);
    };
    take(this.#always);
    this.#addresses.source.find(packet.src, take);
    this.#addresses.destination.find(packet.dst, take);
    take(byIn.get(nameOf(world.in)));
    take(byOut.get(nameOf(world.out)));
    if (ports && ports.sport !== null) take(sport.get(ports.sport));
    if (ports && ports.dport !== null) take(dport.get(ports.dport));
    take(this.#protocols.get(protocolSeen(packet)));
    return lists;
  }

  #listFor(narrowing: Narrowing | undefined): number[] {
    switch (narrowing?.bears) {
      case undefined:
        return this.#always;
      case "source":
      case "destination":
        return this.#addresses[narrowing.bears].list(narrowing.prefix);
      case "in":
      case "out":
        return listOf(this.#devices[narrowing.bears], narrowing.device);
      case "sport":
      case "dport":
        return listOf(this.#ports[narrowing.bears], narrowing.port);
      case "protocol":
        return listOf(this.#protocols, narrowing.number);
    }
  }
}

/** No device has the empty name. */
function nameOf(device: Device): string {
  return device.kind === "named" ? device.name : "";
}

/** Networks by their mask, then by their base: an address costs one look for each mask that there is. */
class ByPrefix {
  readonly #masks = new Map<number | bigint, ByValue<number | bigint>>();

  list(prefix: Prefix): number[] {
    const { mask } = prefix;
    const bases = this.#masks.get(mask) ?? new Map<number | bigint, number[]>();
    this.#masks.set(mask, bases);
    return listOf(bases, prefix.family === 4 ? (prefix.base & prefix.mask) >>> 0 : prefix.base & prefix.mask);
  }

  find(address: Address, take: (list: Positions | undefined) => void): void {
    for (const [mask, bases] of this.#masks) {
      if (address.family === 4 && typeof mask === "number") take(bases.get((address.value & mask) >>> 0));
      else if (address.family === 6 && typeof mask === "bigint") take(bases.get(address.value & mask));
    }
  }
}

function listOf<Value>(lists: ByValue<Value>, value: Value): number[] {
  const known = lists.get(value);
  if (known) return known;
  const list: number[] = [];
  lists.set(value, list);
  return list;
}

/**
 * The condition of a rule that the fewest packets meet. None behind one that writes to the connection: that is asked, and
 * writes, whether what stands behind it holds or not.
 */
function narrowest(rule: Rule): Narrowing | undefined {
  let best: Narrowing | undefined;
  let rank = Infinity;
  for (const match of rule.matches) {
    const extension = match.kind === "known" ? findMatch(match.name) : undefined;
    if (match.kind === "unknown" || !extension) continue;
    if (extension.writes) break;
    const narrowing = extension.narrows(match.options);
    if (!narrowing || rankOf(narrowing) >= rank) continue;
    best = narrowing;
    rank = rankOf(narrowing);
  }
  return best;
}

/** So many ways, by rule of thumb, are left open: one address, one device, one port, a network, a protocol. */
function rankOf(narrowing: Narrowing): number {
  switch (narrowing.bears) {
    case "source":
    case "destination": {
      const bits = narrowing.prefix.family === 4 ? 32 : 128;
      // A mask with holes may be one of very many.
      const length = prefixLength(narrowing.prefix) ?? 0;
      return length === 0 ? Infinity : length === bits ? 0 : 3 + (bits - length) / bits;
    }
    case "in":
    case "out":
      return 1;
    case "sport":
    case "dport":
      return 2;
    case "protocol":
      return 5;
  }
}
