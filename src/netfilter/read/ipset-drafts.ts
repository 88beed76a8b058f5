/**
 * Sets while the lines of a paste make them.
 */
import type { Family } from "../address";
import { parseAddress } from "../address";
import type { Masked } from "../extensions/kinds";
import { MOST_32, readNumber } from "../extensions/kinds";
import { readElements } from "../ipset/entry";
import type { IpSet, SetEntry } from "../ipset/ipset";
import { dimensionsOf, setTypeNamed } from "../ipset/ipset";
import { quoted } from "./problems";

type Draft = Omit<IpSet, "entries"> & { readonly entries: SetEntry[] };

/** Each call gives what is wrong, in words, or undefined where it was done. */
export class SetDrafts {
  readonly #sets = new Map<string, Draft>();

  /** The sets as they are now; undefined where none was ever made. */
  finished(): ReadonlyMap<string, IpSet> | undefined {
    return this.#sets.size === 0 ? undefined : this.#sets;
  }

  create(name: string, typeName: string, options: readonly string[], line: number): string | undefined {
    const type = setTypeNamed(typeName);
    if (!type) return `${quoted(typeName)} is no type of set; expected one such as hash:ip`;
    const after = (option: string) => options[options.indexOf(option) + 1] ?? "";
    const dimensions = dimensionsOf({ type });
    const addressed = dimensions.includes("ip") || dimensions.includes("net");
    const family: Family | null = !addressed ? null : options.includes("inet6") ? 6 : 4;
    const markMask = options.includes("markmask") ? readNumber(after("markmask"), MOST_32) : MOST_32;
    this.#sets.set(name, {
      name,
      type,
      family,
      addressMask: family === null ? null : addressMask(options, after, family),
      markMask: markMask ?? MOST_32,
      entries: [],
      changes: [],
      line,
    });
    return undefined;
  }

  add(name: string, text: string, options: readonly string[]): string | undefined {
    const set = this.#sets.get(name);
    if (!set) return `there is no set ${quoted(name)} above`;
    const lists = readElements(text, dimensionsOf(set), set.family);
    if (!lists) return `${quoted(text)} is no entry of a set of the type ${set.type}`;
    const wildcard = options.includes("wildcard");
    const common = { nomatch: options.includes("nomatch"), mark: markOf(options), text };
    for (const elements of lists) {
      const made = wildcard ? elements.map((one) => (one.kind === "device" ? { ...one, wildcard } : one)) : elements;
      set.entries.push({ elements: made, ...common });
    }
    return undefined;
  }

  remove(name: string, text: string): string | undefined {
    const set = this.#sets.get(name);
    if (!set) return `there is no set ${quoted(name)} above`;
    const kept = set.entries.filter((entry) => entry.text !== text);
    if (kept.length === set.entries.length) return `${quoted(text)} is not in the set ${quoted(name)}`;
    this.#sets.set(name, { ...set, entries: kept });
    return undefined;
  }

  destroy(name: string): string | undefined {
    return this.#sets.delete(name) ? undefined : `there is no set ${quoted(name)} above`;
  }

  flush(name: string): string | undefined {
    const set = this.#sets.get(name);
    if (!set) return `there is no set ${quoted(name)} above`;
    this.#sets.set(name, { ...set, entries: [] });
    return undefined;
  }

  rename(name: string, to: string): string | undefined {
    const set = this.#sets.get(name);
    if (!set) return `there is no set ${quoted(name)} above`;
    if (this.#sets.has(to)) return `there is a set ${quoted(to)} already`;
    this.#sets.delete(name);
    this.#sets.set(to, { ...set, name: to });
    return undefined;
  }

  swap(name: string, other: string): string | undefined {
    const [one, two] = [this.#sets.get(name), this.#sets.get(other)];
    if (!one || !two) return `there are no sets ${quoted(name)} and ${quoted(other)} above`;
    this.#sets.set(name, { ...two, name });
    this.#sets.set(other, { ...one, name: other });
    return undefined;
  }
}

/** `netmask 24`, `bitmask 255.255.0.255` */
function addressMask(options: readonly string[], after: (option: string) => string, family: Family): bigint | null {
  const bits = family === 4 ? 32 : 128;
  if (options.includes("netmask")) {
    const length = readNumber(after("netmask"), bits);
    return length === undefined ? null : ((1n << BigInt(length)) - 1n) << BigInt(bits - length);
  }
  const mask = options.includes("bitmask") ? parseAddress(after("bitmask")) : undefined;
  return mask ? BigInt(mask.value) : null;
}

/** `skbmark 0x1/0xff` */
function markOf(options: readonly string[]): Masked | null {
  const at = options.indexOf("skbmark");
  if (at < 0) return null;
  const [first = "", second] = (options[at + 1] ?? "").split("/");
  const value = readNumber(first, MOST_32);
  const mask = second === undefined ? MOST_32 : readNumber(second, MOST_32);
  return value === undefined || mask === undefined ? null : { value, mask };
}
