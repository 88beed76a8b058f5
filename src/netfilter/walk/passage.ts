/**
 * Where a packet stands in the chains of one table: the chain that it is in, and those that it comes back to.
 */
import type { World } from "../extensions/extension";
import type { Packet } from "../packet";
import type { Chain, Rule } from "../ruleset";
import { type ChainIndex, indexOf } from "./chain-index";

/** A chain that is walked: the rule that comes next, and those that are left to ask. */
class Frame {
  readonly chain: Chain;
  readonly #index: ChainIndex | null;
  /** The position of the rule in hand. */
  #at = -1;
  /** Null where the rules are asked one after the other. */
  #left: number[] | null = null;
  /** The packet for which they were looked up. */
  #packet: Packet | undefined = undefined;

  constructor(chain: Chain, index = indexOf(chain)) {
    this.chain = chain;
    this.#index = index;
  }

  /** The next rule that could match the packet in hand; undefined at the chain's end. */
  next(world: World): Rule | undefined {
    const { rules } = this.chain;
    if (!this.#index) return rules[++this.#at];
    if (!this.#packet || !findsTheSame(world.packet, this.#packet)) {
      this.#left = this.#index.candidates(world);
      this.#packet = world.packet;
    }
    const position = this.#left ? this.#index.nextAmong(this.#left, this.#at + 1) : this.#at + 1;
    if (position < 0) return undefined;
    this.#at = position;
    return rules[position];
  }

  /** The same chain, walked as far; or to the rule in hand, which is asked again. */
  copy(again: boolean): Frame {
    const copy = new Frame(this.chain, this.#index);
    copy.#at = again ? this.#at - 1 : this.#at;
    copy.#left = this.#left?.slice() ?? null;
    copy.#packet = this.#packet;
    return copy;
  }
}

/** A packet's passage through the chains of one table. */
export class Passage {
  readonly base: Chain;
  /** The chain that it is in, and below it those that it comes back to. */
  readonly stack: Frame[];
  /** How many chains were entered from others. */
  entered = 0;

  constructor(base: Chain, stack = [new Frame(base)]) {
    this.base = base;
    this.stack = stack;
  }

  /** Into a chain. */
  enter(chain: Chain): void {
    this.stack.push(new Frame(chain));
    this.entered++;
  }

  /** The same passage where the rule in hand is still to be asked. */
  again(): Passage {
    const top = this.stack.length - 1;
    const copy = new Passage(
      this.base,
      this.stack.map((frame, depth) => frame.copy(depth === top)),
    );
    copy.entered = this.entered;
    return copy;
  }
}

/** True where a rule changed nothing by which rules are looked up; devices stay as they are within a table. */
function findsTheSame(a: Packet, b: Packet): boolean {
  return a === b || (a.src === b.src && a.dst === b.dst && a.transport === b.transport && a.headers === b.headers);
}
