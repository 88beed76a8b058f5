/**
 * Which addresses printed rules name with one of their options, in rows of numbers: to fill in the options of 30,000 rules in
 * order to find three of them would take half as long as the walk.
 */
import type { Address } from "../address";
import { Column } from "./column";
import type { LikeRule, PrintedRules } from "./printed-rules";
import type { OptionPlace } from "./shape";

type Value = Address["value"];

export class PrintedAddresses {
  /** IPv4 addresses as numbers with a sign, and the positions in the run of the rules that name them. */
  readonly #narrow = new Column();
  readonly #narrowAt = new Column();
  /** The same for IPv6. */
  readonly #wide: Value[] = [];
  readonly #wideAt: number[] = [];
  /** The positions of rules that may name one otherwise. */
  readonly #others: number[] = [];

  /** Those of a run of rules; `optionOf`: the option of the rules that are like one, undefined where they have none. */
  constructor(printed: PrintedRules, from: number, to: number, optionOf: (like: LikeRule) => OptionPlace | undefined) {
    printed.eachAddress(from, to, optionOf, (value, place) => {
      const position = place - from;
      if (value === undefined) this.#others.push(position);
      else if (typeof value === "number") {
        this.#narrow.push(value | 0);
        this.#narrowAt.push(position);
      } else {
        this.#wide.push(value);
        this.#wideAt.push(position);
      }
    });
  }

  /** The positions of the rules that name an address, or a network that begins with it, and perhaps of others. */
  positionsOf(value: Value): number[] {
    const found = [...this.#others];
    if (typeof value === "number")
      for (const at of this.#narrow.placesOf(value | 0, 0, this.#narrow.length)) found.push(this.#narrowAt.at(at));
    else
      for (let at = this.#wide.indexOf(value); at >= 0; at = this.#wide.indexOf(value, at + 1))
        found.push(this.#wideAt[at] ?? 0);
    return found;
  }
}
