/**
 * How many rules of a table lead to each chain while commands change it: iptables takes away no chain that a rule leads to.
 * All rules are counted when that is first asked for; from then on whoever changes the table tells what came and went.
 */
import type { ChainDraft } from "./chain-draft";
import type { ChainDrafts } from "./chain-drafts";
import type { PrintedRules } from "./printed-rules";
import { ProblemList } from "./problems";
import { placeRule } from "./rule";
import type { RuleDraft } from "./rule-draft";
import { quoteWord, splitWords, type Word } from "./words";

/** What is counted: the rules of a table's chains. */
interface Counted {
  readonly chains: ChainDrafts;
  readonly printed: PrintedRules;
  /** What was counted. */
  callers: Callers | undefined;
}

/** What leads to a chain. */
interface Led {
  count: number;
  /** The rules, with the chains they stand in. */
  readonly rules: Map<RuleDraft, ChainDraft>;
  /** Chains that are a run of printed rules, which are made anew whenever they are looked at. */
  readonly runs: Set<ChainDraft>;
}

export class Callers {
  readonly #table: Counted;
  readonly #led = new Map<string, Led>();
  /** So many of the printed rules were looked at. */
  #printed: number;

  private constructor(table: Counted) {
    this.#table = table;
    this.#printed = table.printed.length;
    for (const chain of table.chains.values()) for (const rule of chain.passing()) this.came(chain, rule);
  }

  /** Those of a table, made when they are first asked for. */
  static of(table: Counted): Callers {
    table.callers ??= new Callers(table);
    return table.callers;
  }

  /** How many rules lead to a chain. */
  count(chain: string): number {
    this.#takePrinted();
    return this.#led.get(chain)?.count ?? 0;
  }

  /** Counts a rule that a chain got. */
  came(chain: ChainDraft, rule: RuleDraft): void {
    const goal = goalOf(rule)?.text;
    if (goal === undefined) return;
    const led = this.#led.get(goal) ?? { count: 0, rules: new Map(), runs: new Set() };
    this.#led.set(goal, led);
    led.count++;
    if (chain.run) led.runs.add(chain);
    else led.rules.set(rule, chain);
  }

  /** Counts a rule no longer that a chain had. */
  went(rule: RuleDraft): void {
    this.#takePrinted();
    const led = this.#led.get(goalOf(rule)?.text ?? "");
    if (!led) return;
    led.count--;
    led.rules.delete(rule);
  }

  /** Makes what leads to a chain lead to another, as in the kernel, whose rules know a chain and not its name. */
  rename(chain: string, to: string): void {
    this.#takePrinted();
    const led = this.#led.get(chain);
    if (!led) return;
    this.#led.delete(chain);
    const change = (one: ChainDraft, at: number, rule: RuleDraft) => {
      const renamed = leadingTo(to, rule);
      one.replace(at, renamed);
      this.came(one, renamed);
    };
    for (const [rule, one] of led.rules) {
      const at = one.rules.indexOf(rule);
      if (at >= 0) change(one, at, rule);
      // With its counters set to zero it became another.
      else led.runs.add(one);
    }
    for (const one of led.runs)
      for (const [at, rule] of one.rules.entries()) if (goalOf(rule)?.text === chain) change(one, at, rule);
  }

  /** Counts the printed rules that came since. */
  #takePrinted(): void {
    const { printed, chains } = this.#table;
    for (; this.#printed < printed.length; this.#printed++) {
      const chain = chains.get(printed.chainOf(this.#printed));
      if (chain) this.came(chain, printed.draft(this.#printed));
    }
  }
}

/** The words of rules that name where they go, once they were looked for. */
const known = new WeakMap<RuleDraft, Word | null>();

/** The word of a rule that names where it goes: a chain, or a target. */
function goalOf(rule: RuleDraft): Word | undefined {
  let word = known.get(rule);
  if (word === undefined) known.set(rule, (word = goalIn(rule.words()) ?? null));
  return word ?? undefined;
}

/** The word that names where a rule goes among those that follow `-A CHAIN`: a chain, or a target. */
export function goalIn(words: readonly Word[]): Word | undefined {
  const flags = words.flatMap(({ text }, at) => (/^(?:-[jg]|--jump|--goto)$/.test(text) ? [at] : []));
  if (flags.length < 2) return words[(flags[0] ?? words.length) + 1];
  // One of them may be the value of an option: `--comment -j`.
  const context = { family: 4, table: "", chains: { has: () => true }, line: 1, problems: new ProblemList() } as const;
  return placeRule(words, context)
    .placed.find(({ of, option }) => of === "target" && option === null)
    ?.words.at(-1);
}

/** A rule that leads to another chain than before; in its text the name is changed too, where it stands there as it is. */
function leadingTo(chain: string, rule: RuleDraft): RuleDraft {
  const { text, line, counters } = rule;
  const goal = goalOf(rule);
  const name = quoteWord(chain);
  const words = rule.words().map((word) => (word.column === goal?.column ? { ...word, text: chain, raw: name } : word));
  const shown = goalIn(splitWords(text));
  if (!shown || shown.text !== goal?.text) return { words: () => words, text, line, counters };
  const [before, behind] = [text.slice(0, shown.column - 1), text.slice(shown.column - 1 + shown.raw.length)];
  return { words: () => words, text: before + name + behind, line, counters };
}
