/**
 * Asks an ipset whether it holds what a packet bears.
 *
 * The entries are kept by the lengths of their networks; each kind of lengths is one hash table, asked from the longest
 * on, as the kernel does (net/netfilter/ipset/ip_set_hash_gen.h, mtype_test_cidrs): the first entry found decides, and one
 * that says `nomatch` makes it false.
 */
import type { Address, Prefix } from "../address";
import { prefixLength, prefixOf } from "../address";
import type { Device } from "../extensions/extension";
import type { IpSet, SetElement, SetEntry } from "./ipset";

/** What a packet bears in the place of one dimension. */
export type SetValue =
  | { readonly kind: "address"; readonly address: Address }
  | { readonly kind: "port"; readonly proto: number; readonly port: number | null }
  | { readonly kind: "mac"; readonly mac: string | null }
  | { readonly kind: "mark"; readonly mark: number }
  | { readonly kind: "device"; readonly device: Device };

export type Held =
  | { readonly kind: "held"; readonly entry: SetEntry }
  /** By an entry that says `nomatch`. */
  | { readonly kind: "excepted"; readonly entry: SetEntry }
  | { readonly kind: "not held" }
  /** The packet does not tell what would be looked up. */
  | { readonly kind: "not told" };

/** Entries whose networks have the same lengths, by what they hold. */
interface Table {
  /** The length of each network dimension, from the first on. */
  readonly lengths: readonly number[];
  readonly entries: Map<string, SetEntry[]>;
}

const indexes = new WeakMap<readonly SetEntry[], readonly Table[]>();

function indexOf(entries: readonly SetEntry[]): readonly Table[] {
  const known = indexes.get(entries);
  if (known) return known;
  const tables = makeTables(entries);
  indexes.set(entries, tables);
  return tables;
}

function makeTables(entries: readonly SetEntry[]): readonly Table[] {
  const tables = new Map<string, Table>();
  for (const entry of entries) {
    const lengths = entry.elements.flatMap((element) => (element.kind === "network" ? [lengthOf(element.prefix)] : []));
    const shape = lengths.join(",");
    const table = tables.get(shape) ?? { lengths, entries: new Map<string, SetEntry[]>() };
    tables.set(shape, table);
    for (const key of keysOf(entry)) {
      const there = table.entries.get(key);
      if (there) there.push(entry);
      else table.entries.set(key, [entry]);
    }
  }
  return [...tables.values()].sort((a, b) => longestFirst(a.lengths, b.lengths));
}

function longestFirst(a: readonly number[], b: readonly number[]): number {
  const differing = a.findIndex((length, index) => length !== b[index]);
  return differing < 0 ? 0 : (b[differing] ?? 0) - (a[differing] ?? 0);
}

function lengthOf(prefix: Prefix): number {
  return prefixLength(prefix) ?? 0;
}

/** Under what an entry is found: one key, or one for each port of a range. Devices and hardware addresses are looked at last. */
function keysOf({ elements }: SetEntry): string[] {
  let keys = [""];
  for (const element of elements) {
    switch (element.kind) {
      case "network":
        keys = keys.map((key) => `${key} ${String(element.prefix.base)}`);
        break;
      case "ports": {
        const ports = Array.from({ length: element.to - element.from + 1 }, (_, index) => element.from + index);
        keys = keys.flatMap((key) => ports.map((port) => `${key} ${String(element.proto ?? "")}:${String(port)}`));
        break;
      }
      case "mark":
        keys = keys.map((key) => `${key} ${String(element.mark)}`);
        break;
      case "mac":
      case "device":
      case "set":
    }
  }
  return keys;
}

/** What a set of any type but `list:set` says of these values, one for each of its dimensions. */
export function lookUp(set: IpSet, values: readonly SetValue[]): Held {
  for (const { kind, entry } of set.changes.toReversed()) {
    if (sameValues(set, entry, values)) return kind === "added" ? { kind: "held", entry } : { kind: "not held" };
  }
  let untold = false;
  for (const table of indexOf(set.entries)) {
    const key = keyOf(set, table.lengths, values);
    if (key === undefined) return { kind: "not told" };
    const found = table.entries.get(key) ?? [];
    for (const entry of found) {
      const fits = fitsRest(entry, values);
      if (fits === undefined) untold = true;
      else if (fits) return { kind: entry.nomatch ? "excepted" : "held", entry };
    }
    // Of a network that is there with other devices, no wider one is asked (hash_netiface4_data_equal, `multi`).
    if (set.type === "hash:net,iface" && found.length > 0) break;
  }
  return { kind: untold ? "not told" : "not held" };
}

/** Undefined where a value is not told. */
function keyOf(set: IpSet, lengths: readonly number[], values: readonly SetValue[]): string | undefined {
  let key = "";
  let network = 0;
  for (const value of values) {
    switch (value.kind) {
      case "address":
        key += ` ${String(maskedBase(set, value.address, lengths[network++] ?? 0))}`;
        break;
      case "port":
        if (value.port === null) return undefined;
        key += ` ${set.type === "bitmap:port" ? "" : String(value.proto)}:${String(value.port)}`;
        break;
      case "mark":
        key += ` ${String((value.mark & set.markMask) >>> 0)}`;
        break;
      case "mac":
      case "device":
    }
  }
  return key;
}

function maskedBase({ addressMask }: IpSet, address: Address, length: number): bigint | number {
  const { base, mask } = prefixOf(address, length);
  const masked = BigInt(base) & BigInt(mask);
  return addressMask === null ? masked : masked & addressMask;
}

/** Whether what no key holds fits as well; undefined where nobody tells. */
function fitsRest({ elements }: SetEntry, values: readonly SetValue[]): boolean | undefined {
  let fits: boolean | undefined = true;
  for (const [index, element] of elements.entries()) {
    const value = values[index];
    const part =
      element.kind === "mac" && value?.kind === "mac"
        ? fitsMac(element.mac, value.mac)
        : element.kind === "device" && value?.kind === "device"
          ? fitsDevice(element, value.device)
          : true;
    if (part === false) return false;
    if (part === undefined) fits = undefined;
  }
  return fits;
}

function fitsMac(wanted: string | null, borne: string | null): boolean | undefined {
  if (wanted === null) return true;
  return borne === null ? undefined : wanted === borne.toLowerCase();
}

/** A bridge's port fits only what is bridged, and here all is routed. */
function fitsDevice(element: SetElement & { kind: "device" }, device: Device): boolean | undefined {
  if (element.bridge || device.kind === "none") return false;
  if (device.kind === "unknown") return undefined;
  return element.wildcard ? device.name.startsWith(element.name) : device.name === element.name;
}

/** Whether an entry that a rule has added or removed is just these values. */
function sameValues(set: IpSet, entry: SetEntry, values: readonly SetValue[]): boolean {
  const lengths = entry.elements.flatMap((element) => (element.kind === "network" ? [lengthOf(element.prefix)] : []));
  const key = keyOf(set, lengths, values);
  return key !== undefined && keysOf(entry).includes(key) && fitsRest(entry, values) === true;
}

/** The entry that a rule adds for these values; undefined where a value is not told. */
export function entryOf(set: IpSet, values: readonly SetValue[]): SetEntry | undefined {
  const longest = indexOf(set.entries)[0]?.lengths ?? [];
  const elements: SetElement[] = [];
  let network = 0;
  for (const value of values) {
    switch (value.kind) {
      case "address": {
        const bits = value.address.family === 4 ? 32 : 128;
        const length = longest[network++] ?? bits;
        const base = maskedBase(set, value.address, length);
        const prefix = prefixOf(value.address, length);
        elements.push({
          kind: "network",
          prefix: prefix.family === 4 ? { ...prefix, base: Number(base) } : { ...prefix, base: BigInt(base) },
        });
        break;
      }
      case "port":
        if (value.port === null) return undefined;
        elements.push({
          kind: "ports",
          proto: set.type === "bitmap:port" ? null : value.proto,
          from: value.port,
          to: value.port,
        });
        break;
      case "mac":
        elements.push({ kind: "mac", mac: value.mac });
        break;
      case "mark":
        elements.push({ kind: "mark", mark: (value.mark & set.markMask) >>> 0 });
        break;
      case "device":
        if (value.device.kind !== "named") return undefined;
        elements.push({ kind: "device", name: value.device.name, bridge: false, wildcard: false });
    }
  }
  return { elements, nomatch: false, mark: null, text: "" };
}
