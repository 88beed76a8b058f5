/**
 * A chain of a table while the table is gathered (table-draft.ts).
 */
import type { Counters } from "../ruleset";
import type { PrintedRules } from "./printed-rules";
import type { RuleDraft } from "./rule-draft";
import { TextBytes } from "./text-bytes";

/** Some of a table's printed rules, from a place up to, not including, another. */
export interface Run {
  readonly from: number;
  readonly to: number;
}

const NO_RUN: Run = { from: 0, to: 0 };

export class ChainDraft {
  #name: string;
  policy: "ACCEPT" | "DROP" | null;
  counters: Counters | undefined;
  /** The line that declares it, or the first that names it; null where no line does. */
  line: number | null;
  /** The characters of its name, once somebody asks for them. */
  #bytes: TextBytes | undefined = undefined;
  /** The printed rules of its table: those of the chain are the ones of a run, as long as nothing else is done to it. */
  readonly #printed: PrintedRules;
  #from: number;
  #to: number;
  #rules: RuleDraft[] | undefined = undefined;
  /** Those that came since `takeNew`; undefined where nobody has asked yet. */
  #new: RuleDraft[] | undefined = undefined;
  /** What was put before the rules, the last first: a script of `-I` alone would move all others each time. */
  #before: RuleDraft[] | undefined = undefined;
  /** True where some of its rules may bear counters. */
  #counted: boolean;

  /** Its rules are so far those of a run of printed ones. */
  constructor(
    name: string,
    policy: ChainDraft["policy"],
    counters: Counters | undefined,
    line: number | null,
    printed: PrintedRules,
    { from, to } = NO_RUN,
  ) {
    this.#name = name;
    this.policy = policy;
    this.counters = counters;
    this.line = line;
    this.#printed = printed;
    this.#from = from;
    this.#to = to;
    this.#counted = to > from;
  }

  get name(): string {
    return this.#name;
  }

  /** It is found by its name (chain-drafts.ts), so that it must not be among the others meanwhile. */
  set name(name: string) {
    this.#name = name;
    this.#bytes = undefined;
  }

  /** True where its name stands in a text. One with a quote, a blank or beyond ASCII may stand there otherwise, or not. */
  isNamed(text: TextBytes, from: number, to: number): boolean {
    this.#bytes ??= new TextBytes(/["\s]/.test(this.name) ? "" : this.name);
    const { ascii, length } = this.#bytes;
    return ascii && length > 0 && length === to - from && text.same(from, this.#bytes, 0, length);
  }

  get length(): number {
    return (this.#before?.length ?? 0) + (this.#rules?.length ?? this.#to - this.#from);
  }

  /** Which of the printed rules are its own; undefined where not all of its rules are a run of these. */
  get run(): Run | undefined {
    return this.#rules || this.#before ? undefined : { from: this.#from, to: this.#to };
  }

  get rules(): RuleDraft[] {
    if (this.#before) {
      this.#rules = [...this.#before.reverse(), ...this.#behind()];
      this.#before = undefined;
    }
    return this.#behind();
  }

  set rules(rules: RuleDraft[]) {
    this.#before = undefined;
    this.#rules = rules;
    this.#counted = true;
    if (this.#new) this.#new = [...rules];
  }

  /** Its rules one after the other, for whoever passes over them: printed ones are made and not kept. */
  *passing(): Generator<RuleDraft> {
    const { run } = this;
    if (!run) yield* this.rules;
    for (let place = run?.from ?? 0; place < (run?.to ?? 0); place++) yield this.#printed.draft(place);
  }

  /** Sets all its counters to zero. */
  zero(): void {
    if (this.counters) this.counters = ZERO;
    if (!this.#counted) return;
    this.rules = this.rules.map(zeroed);
    this.#counted = false;
  }

  /** The rules that came since this was asked last; all of them at first. */
  takeNew(): readonly RuleDraft[] {
    const rules = this.#new ?? [...this.rules];
    this.#new = [];
    return rules;
  }

  append(rule: RuleDraft): void {
    this.#counted ||= rule.counters !== undefined;
    this.#behind().push(rule);
    this.#new?.push(rule);
  }

  /** Appends some of the printed rules, from one up to another. */
  appendPrinted(from: number, to: number): void {
    this.#counted = true;
    if (!this.#rules && from === this.#to) this.#to = to;
    else if (!this.#rules && this.#from === this.#to) [this.#from, this.#to] = [from, to];
    else for (let place = from; place < to; place++) this.append(this.#printed.draft(place));
  }

  /** Puts a rule where it gets a place, from 0: most are put among the first. */
  insert(at: number, rule: RuleDraft): void {
    this.#counted ||= rule.counters !== undefined;
    const before = this.#before?.length ?? 0;
    if (at <= before) (this.#before ??= []).splice(before - at, 0, rule);
    else this.rules.splice(at, 0, rule);
    this.#new?.push(rule);
  }

  /** Puts a rule in the place of another. */
  replace(at: number, rule: RuleDraft): void {
    this.#counted ||= rule.counters !== undefined;
    this.rules[at] = rule;
    this.#new?.push(rule);
  }

  /** The rules without what was put before them. */
  #behind(): RuleDraft[] {
    if (!this.#rules) {
      this.#rules = [];
      for (let place = this.#from; place < this.#to; place++) this.#rules.push(this.#printed.draft(place));
    }
    return this.#rules;
  }
}

const ZERO: Counters = { packets: 0, bytes: 0 };

/** The same rule with nothing counted. */
export function zeroed(rule: RuleDraft): RuleDraft {
  const { text, line, counters } = rule;
  return counters ? { words: () => rule.words(), text, line, counters: ZERO } : rule;
}
