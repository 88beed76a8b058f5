/**
 * Reads the rules of a table's chains, one chain after the other, most rules by their shapes (shape.ts), and notes which chain
 * leads to which.
 */
import type { Chain, Rule } from "../ruleset";
import { Calls } from "./calls";
import type { ChainDraft } from "./chain-draft";
import type { ChainDrafts } from "./chain-drafts";
import type { Lines } from "./lines";
import { goalOf } from "./pasted-rule";
import { PrintedChain } from "./printed-chain";
import type { PrintedRules } from "./printed-rules";
import type { RuleContext } from "./rule";
import { type Goals, RulesByShape } from "./rules-by-shape";

/** What is read: the chains, and those of their rules that stand in the text as iptables-save prints them. */
interface Read {
  readonly chains: ChainDrafts;
  readonly printed: PrintedRules;
  readonly lines: Lines;
  /** The line at which problems of rules are told that stand in none. */
  readonly line: number;
}

export class TableReading {
  readonly #read: Read;
  readonly #byShape: RulesByShape;
  readonly calls: Calls;
  /** How many chains have rules that are no run of printed ones. */
  gathered = 0;

  /** `goals`: the chains that a rule may lead to by its shape. */
  constructor(read: Read, context: Omit<RuleContext, "line">, goals: Goals) {
    this.#read = read;
    this.calls = new Calls(read.printed.length, read.chains.places);
    this.#byShape = new RulesByShape(context, goals);
  }

  /** Reads those of the printed rules that are all of a chain. */
  readRun(from: number, to: number): void {
    const { printed, lines } = this.#read;
    for (let place = from; place < to; place++) {
      const inFull = this.#byShape.readPrinted(printed, lines.bytes, place, place - from + 1);
      if (inFull) this.#note(inFull);
      else if (this.#byShape.goal >= 0) this.calls.add(this.#byShape.goal);
    }
    this.calls.endOfChain();
  }

  /** Reads a chain of which more is known. */
  readOne(draft: ChainDraft): Chain {
    const { name, policy, counters, line, run } = draft;
    if (run) {
      this.readRun(run.from, run.to);
      return new PrintedChain(draft, this.#read.printed, run);
    }
    this.gathered++;
    const rules: Rule[] = [];
    for (const [index, one] of draft.rules.entries()) {
      const rule = this.#byShape.read(one, index + 1, one.line ?? this.#read.line);
      this.#note(rule);
      rules.push(rule);
    }
    this.calls.endOfChain();
    return { name, policy, counters, rules, line, absent: false };
  }

  #note(rule: Rule): void {
    const { goal } = this.#byShape;
    const place = goal >= 0 ? goal : this.#read.chains.placeOf(goalOf(rule) ?? "");
    if (place >= 0) this.calls.add(place);
  }
}
