/**
 * The rules of a long chain by what they ask for first of all, so that a packet looks at the few that could match.
 *
 * KUBE-SERVICES has a rule for each address of each Service. Every rule is kept by one of its conditions that asks for a
 * single value (extensions/narrowing.ts): an address or a network, a device, a port, a protocol. A packet finds its
 * rules by what it bears; a rule without such a condition is looked at by every packet. The rules are then asked as ever,
 * in their order, so that the answer is that of asking one after the other (tests/kernel/indexed.test.ts).
 */
import type { Address, Prefix } from "../address";
import { prefixLength } from "../address";
import type { Device, World } from "../extensions/extension";
import { findMatch } from "../extensions/index";
import type { Narrowing } from "../extensions/narrowing";
import { protocolSeen } from "../headers";
import { portsOf } from "../packet";
import type { AskedRules } from "../read/asked-rules";
import type { OptionPlace } from "../read/shape";
import type { Chain, Match } from "../ruleset";

/** The mask of a whole IPv4 address. */
const WHOLE = 0xffffffff;

/** Below this a chain is as quickly asked rule by rule. */
const LONG = 12;

/** The index of each long chain that was walked. */
const made = new WeakMap<Chain, ChainIndex>();

/** The index of a chain, made on first use; null for a short one. */
export function indexOf(chain: Chain, rules: AskedRules): ChainIndex | null {
  if (rules.length < LONG) return null;
  const known = made.get(chain);
  if (known) return known;
  const index = new ChainIndex(rules);
  made.set(chain, index);
  return index;
}

/** The first position of rules that are kept by one value, -1 for none: the index knows the next of each. */
type First = number;

/** The first rule for each value. */
type ByValue<Value> = Map<Value, First>;

export class ChainIndex {
  /** Behind each rule, the next that is kept by the same value; -1 where none is. */
  readonly #next: Int32Array;
  /** Of the rules that every packet has to look at. */
  #always: First = -1;
  readonly #addresses = { source: new ByPrefix(), destination: new ByPrefix() };
  readonly #devices = { in: new Map<string, First>(), out: new Map<string, First>() };
  readonly #ports = { sport: new Map<number, First>(), dport: new Map<number, First>() };
  readonly #protocols: ByValue<number> = new Map();

  constructor(rules: AskedRules) {
    this.#next = new Int32Array(rules.length);
    const hosts = { source: new Hosts(rules, "source"), destination: new Hosts(rules, "destination") };
    // From the last to the first, so that each finds the next one there.
    for (let position = rules.length - 1; position >= 0; position--) {
      const bears = hosts.destination.has(position) ? "destination" : hosts.source.has(position) ? "source" : null;
      this.#next[position] =
        bears === null
          ? this.#keep(narrowest(rules.matchesAt(position))?.narrowing, position)
          : this.#addresses[bears].putHost(hosts[bears].at(position), position);
    }
  }

  /**
   * The rules that could match a packet where it stands, as the first of some lists; null where that hangs on something
   * nobody knows.
   */
  candidates(world: World): First[] | null {
    const { packet } = world;
    const ports = portsOf(packet);
    const { sport, dport } = this.#ports;
    if (ports && ((sport.size > 0 && ports.sport === null) || (dport.size > 0 && ports.dport === null))) return null;
    const { in: byIn, out: byOut } = this.#devices;
    if ((byIn.size > 0 && world.in.kind === "unknown") || (byOut.size > 0 && world.out.kind === "unknown")) return null;

    const lists: First[] = [];
    if (this.#always >= 0) lists.push(this.#always);
    this.#addresses.source.find(packet.src, lists);
    this.#addresses.destination.find(packet.dst, lists);
    find(byIn, nameOf(world.in), lists);
    find(byOut, nameOf(world.out), lists);
    if (ports && ports.sport !== null) find(sport, ports.sport, lists);
    if (ports && ports.dport !== null) find(dport, ports.dport, lists);
    find(this.#protocols, protocolSeen(packet), lists);
    return lists;
  }

  /** The first position from `from` on that one of the lists holds; -1 where none does. Cuts off what stands before it. */
  nextAmong(lists: First[], from: number): number {
    let next = -1;
    for (let list = 0; list < lists.length; list++) {
      let found = lists[list] ?? -1;
      while (found >= 0 && found < from) found = this.#next[found] ?? -1;
      lists[list] = found;
      if (found >= 0 && (next < 0 || found < next)) next = found;
    }
    return next;
  }

  /** Keeps a rule by what it asks for; gives the next that is kept by the same. */
  #keep(narrowing: Narrowing | undefined, position: number): number {
    switch (narrowing?.bears) {
      case undefined: {
        const next = this.#always;
        this.#always = position;
        return next;
      }
      case "source":
      case "destination":
        return this.#addresses[narrowing.bears].put(narrowing.prefix, position);
      case "in":
      case "out":
        return put(this.#devices[narrowing.bears], narrowing.device, position);
      case "sport":
      case "dport":
        return put(this.#ports[narrowing.bears], narrowing.port, position);
      case "protocol":
        return put(this.#protocols, narrowing.number, position);
    }
  }
}

function find<Value>(firsts: ByValue<Value>, value: Value, lists: First[]): void {
  if (firsts.size === 0) return;
  const first = firsts.get(value);
  if (first !== undefined) lists.push(first);
}

function put<Value>(firsts: ByValue<Value>, value: Value, position: number): number {
  const next = firsts.get(value) ?? -1;
  firsts.set(value, position);
  return next;
}

/** No device has the empty name. */
function nameOf(device: Device): string {
  return device.kind === "named" ? device.name : "";
}

/** Networks by their mask, then by their base: an address costs one look for each mask that there is. */
class ByPrefix {
  readonly #masks: { readonly mask: number | bigint; readonly bases: ByValue<number | bigint> }[] = [];

  put(prefix: Prefix, position: number): number {
    const { mask } = prefix;
    let network = this.#masks.find((one) => one.mask === mask);
    if (!network) this.#masks.push((network = { mask, bases: new Map() }));
    // As a number with a sign: those are looked up more quickly.
    const base = prefix.family === 4 ? prefix.base & prefix.mask : prefix.base & prefix.mask;
    return put(network.bases, base, position);
  }

  /** The same for a whole IPv4 address, as a number with a sign. */
  putHost(host: number, position: number): number {
    let network = this.#masks.find((one) => one.mask === WHOLE);
    if (!network) this.#masks.push((network = { mask: WHOLE, bases: new Map() }));
    return put(network.bases, host, position);
  }

  find(address: Address, lists: First[]): void {
    for (const { mask, bases } of this.#masks) {
      if (address.family === 4 && typeof mask === "number") find(bases, address.value & mask, lists);
      else if (address.family === 6 && typeof mask === "bigint") find(bases, address.value & mask, lists);
    }
  }
}

/**
 * The rules that ask for one whole IPv4 address, as far as that is known without asking each: of a large dump's those that
 * are like one whose narrowest condition is an address.
 */
class Hosts {
  readonly #hosts: Int32Array;
  readonly #asked: Uint8Array;

  constructor(rules: AskedRules, bears: "source" | "destination") {
    this.#hosts = new Int32Array(rules.length);
    this.#asked = new Uint8Array(rules.length);
    rules.eachHost(
      ({ matches }) => hostOption(narrowest(matches), bears),
      (host, position) => {
        if (typeof host !== "number") return;
        this.#hosts[position] = host;
        this.#asked[position] = 1;
      },
    );
  }

  has(position: number): boolean {
    return this.#asked[position] === 1;
  }

  /** As a number with a sign. */
  at(position: number): number {
    return this.#hosts[position] ?? 0;
  }
}

/** The option of a rule's narrowest condition, where that is a host; undefined where it is anything else. */
function hostOption(best: Narrowest | undefined, bears: "source" | "destination"): OptionPlace | undefined {
  if (best?.narrowing.bears !== bears || best.match.kind !== "known" || rankOf(best.narrowing) > 0) return undefined;
  const { prefix } = best.narrowing;
  const name = Object.entries(best.match.options).find(([, given]) => given.value === prefix)?.[0];
  return name === undefined ? undefined : { use: best.use, name };
}

interface Narrowest {
  readonly narrowing: Narrowing;
  /** What asks for it, and its place. */
  readonly match: Match;
  readonly use: number;
}

/**
 * The condition of a rule that the fewest packets meet. None behind one that writes to the connection: that is asked, and
 * writes, whether what stands behind it holds or not.
 */
function narrowest(matches: readonly Match[]): Narrowest | undefined {
  let best: Narrowest | undefined;
  let rank = Infinity;
  for (const [use, match] of matches.entries()) {
    const extension = match.kind === "known" ? findMatch(match.name) : undefined;
    if (match.kind === "unknown" || !extension) continue;
    if (extension.writes) break;
    const narrowing = extension.narrows(match.options);
    const left = narrowing ? rankOf(narrowing) : Infinity;
    if (!narrowing || left >= rank) continue;
    best = { narrowing, match, use };
    rank = left;
    if (rank === 0) break;
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
