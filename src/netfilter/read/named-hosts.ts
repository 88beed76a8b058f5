/**
 * Which rules name which addresses with one of their options, in rows of numbers: to fill in the options of 30,000 rules in
 * order to find three of them would take half as long as the walk.
 */
import type { Address } from "../address";
import { Column } from "./column";

type Value = Address["value"];

export class NamedHosts {
  /** IPv4 addresses as numbers with a sign, and the rules that name them. */
  readonly #narrow = new Column();
  readonly #narrowAt = new Column();
  /** The same for IPv6. */
  readonly #wide: Value[] = [];
  readonly #wideAt: number[] = [];
  /** The rules that may name one otherwise. */
  readonly #others: number[] = [];

  /** Adds a rule by its number of whatever kind, and the address that it names (asked-rules.ts, TakeHost). */
  add(host: Value | undefined, rule: number): void {
    if (host === undefined) this.#others.push(rule);
    else if (typeof host === "number") {
      this.#narrow.push(host | 0);
      this.#narrowAt.push(rule);
    } else {
      this.#wide.push(host);
      this.#wideAt.push(rule);
    }
  }

  /** The rules that name an address, and perhaps others. */
  rulesOf(value: Value): number[] {
    const found = [...this.#others];
    if (typeof value === "number")
      for (const at of this.#narrow.placesOf(value | 0, 0, this.#narrow.length)) found.push(this.#narrowAt.at(at));
    else
      for (let at = this.#wide.indexOf(value); at >= 0; at = this.#wide.indexOf(value, at + 1))
        found.push(this.#wideAt[at] ?? 0);
    return found;
  }
}
