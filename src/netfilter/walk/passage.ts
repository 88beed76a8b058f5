/**
 * Where a packet stands in the chains of one table: the chain that it is in, and those that it comes back to.
 */
import type { World } from "../extensions/extension";
import type { Packet } from "../packet";
import type { AskedRules, Lead } from "../read/asked-rules";
import { askedRules } from "../read/printed-chain";
import type { Chain, Match, Target } from "../ruleset";
import { type ChainIndex, indexOf } from "./chain-index";

/** A chain that is walked, and the rule in hand. */
export class Frame {
  readonly chain: Chain;
  /** The chain that is gone back to; undefined for the base chain. */
  readonly below: Frame | undefined;
  /** How many chains are gone back to. */
  readonly depth: number;
  readonly #rules: AskedRules;
  readonly #index: ChainIndex | null;
  /** The position of the rule in hand. */
  #at = -1;
  /** The rules that could match from here on; null where they are asked one after the other. */
  #left: number[] | null = null;
  /** The packet for which they were looked up. */
  #packet: Packet | undefined = undefined;

  constructor(chain: Chain, below: Frame | undefined, rules = askedRules(chain), index = indexOf(chain, rules)) {
    this.chain = chain;
    this.below = below;
    this.depth = below ? below.depth + 1 : 0;
    this.#rules = rules;
    this.#index = index;
  }

  /** The number of the rule in hand, from 1. */
  get number(): number {
    return this.#at + 1;
  }

  /** What it asks, until another rule is asked (asked-rules.ts). */
  get matches(): readonly Match[] {
    return this.#rules.matchesAt(this.#at);
  }

  /** Its target, until another rule is asked. */
  get target(): Target {
    return this.#rules.targetAt(this.#at);
  }

  /** The chain that it leads to, as far as that is known without looking for it. */
  get lead(): Lead | undefined {
    return this.#rules.leadAt(this.#at);
  }

  /** Its text where it is not in the paste, and was supplied. */
  get supplied(): string | undefined {
    return this.#rules.suppliedAt(this.#at);
  }

  /** Takes the next rule in hand that could match the packet; false at the chain's end. */
  next(world: World): boolean {
    if (!this.#index) return ++this.#at < this.#rules.length;
    if (!this.#packet || !findsTheSame(world.packet, this.#packet)) {
      this.#left = this.#index.candidates(world);
      this.#packet = world.packet;
    }
    const position = this.#left ? this.#index.nextAmong(this.#left, this.#at + 1) : this.#at + 1;
    if (position < 0) return false;
    this.#at = position;
    return position < this.#rules.length;
  }

  /** The same chain, walked as far, and all below it; `again`: the rule in hand is still to be asked. */
  copy(again: boolean): Frame {
    const copy = new Frame(this.chain, this.below?.copy(false), this.#rules, this.#index);
    copy.#at = again ? this.#at - 1 : this.#at;
    copy.#left = this.#left?.slice() ?? null;
    copy.#packet = this.#packet;
    return copy;
  }
}

/** A packet's passage through the chains of one table. */
export class Passage {
  readonly base: Chain;
  /** The chain that it is in; undefined where it is through. */
  frame: Frame | undefined;
  /** How many chains were entered from others. */
  entered = 0;

  constructor(base: Chain, frame: Frame | undefined) {
    this.base = base;
    this.frame = frame;
  }

  /** Back to the chain from which this one was called. */
  leave(): void {
    this.frame = this.frame?.below;
  }

  /** Into a chain; false where the packet is in it, or comes back to it. */
  enter(chain: Chain): boolean {
    for (let { frame } = this; frame; frame = frame.below) if (frame.chain === chain) return false;
    this.frame = new Frame(chain, this.frame);
    this.entered++;
    return true;
  }

  /** The same passage where the rule in hand is still to be asked. */
  again(): Passage {
    const copy = new Passage(this.base, this.frame?.copy(true));
    copy.entered = this.entered;
    return copy;
  }
}

/** True where a rule changed nothing by which rules are looked up; devices stay as they are within a table. */
function findsTheSame(a: Packet, b: Packet): boolean {
  return a === b || (a.src === b.src && a.dst === b.dst && a.transport === b.transport && a.headers === b.headers);
}
