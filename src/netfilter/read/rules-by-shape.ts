/**
 * Reads the rules of one table, most of them by their shapes (shape.ts).
 */
import type { Rule, Target } from "../ruleset";
import { PastedRule } from "./pasted-rule";
import type { PrintedRules } from "./printed-rules";
import { placeRule, readRule, type RuleContext, type RuleParts } from "./rule";
import type { RuleDraft } from "./rule-draft";
import { shapeOf, type Shape } from "./shape";
import { TextBytes } from "./text-bytes";

/** So many shapes are tried before a rule is read in full. */
const MOST_SHAPES = 64;

/** The chains that rules of a shape may lead to, by their places among those of the table. */
export interface Goals {
  find: (text: TextBytes, from: number, to: number) => number;
  isNamed: (place: number, text: TextBytes, from: number, to: number) => boolean;
  nameAt: (place: number) => string;
}

export class RulesByShape {
  readonly #context: Omit<RuleContext, "line">;
  readonly #goals: Goals;
  /** Those that fit often come to stand before others. */
  readonly #shapes: Shape[] = [];
  #last: Shape | undefined;
  /** The place of the chain that the rule which was read last leads to by its shape; -1 where there is none. */
  goal = -1;

  constructor(context: Omit<RuleContext, "line">, goals: Goals) {
    this.#context = context;
    this.#goals = goals;
  }

  /** Reads a rule; problems of it are told at `line`. */
  read(draft: RuleDraft, number: number, line: number): Rule {
    this.goal = -1;
    if (!(draft instanceof PastedRule)) {
      const { matches, target, counters = draft.counters } = this.#readInFull(draft, line);
      return { number, text: draft.text, line: draft.line, counters, matches, target };
    }
    const { text, body, end } = draft.at;
    const shape = this.#find(new TextBytes(text.slice(body, end)), 0, end - body);
    return shape
      ? draft.takeShape(number, shape, this.#targetOf(shape))
      : draft.takeParts(number, this.#readAndLearn(draft, line));
  }

  /** Reads one of the printed rules, whose text `bytes` are; gives it only where it was not known by its shape. */
  readPrinted(printed: PrintedRules, bytes: TextBytes, place: number, number: number): Rule | undefined {
    this.goal = -1;
    const shape = this.#find(bytes, printed.body(place), printed.end(place));
    if (shape) {
      printed.takeShape(place, shape, this.goal);
      return undefined;
    }
    const draft = printed.draft(place);
    const rule = draft.takeParts(number, this.#readAndLearn(draft, draft.line));
    printed.keep(place, rule);
    return rule;
  }

  #find(text: TextBytes, body: number, end: number): Shape | undefined {
    const next = this.#last?.next;
    const shape = next && this.#fits(next, text, body, end) ? next : this.#search(text, body, end);
    if (shape) this.#last = shape;
    return shape;
  }

  /** Looks among all shapes. */
  #search(text: TextBytes, body: number, end: number): Shape | undefined {
    const at = this.#shapes.findIndex((one) => this.#fits(one, text, body, end));
    const shape = this.#shapes[at];
    if (!shape) return undefined;
    const before = this.#shapes[at - 1];
    if (before) {
      this.#shapes[at - 1] = shape;
      this.#shapes[at] = before;
    }
    if (this.#last) this.#last.next = shape;
    return shape;
  }

  #fits(shape: Shape, text: TextBytes, body: number, end: number): boolean {
    if (!shape.fits(text, body, end)) return false;
    this.goal = shape.leads === null ? -1 : this.#goalOf(shape, text);
    return shape.leads === null || this.goal >= 0;
  }

  /** The chain that a rule of a shape leads to; many lead to the one that the last of the shape led to. */
  #goalOf(shape: Shape, text: TextBytes): number {
    const { chainFrom, chainTo, lastGoal } = shape;
    if (lastGoal < 0 || !this.#goals.isNamed(lastGoal, text, chainFrom, chainTo))
      shape.lastGoal = this.#goals.find(text, chainFrom, chainTo);
    return shape.lastGoal;
  }

  /** The target of the rule that fitted last; undefined where its line is to be read for it. */
  #targetOf({ leads, target }: Shape): Target | undefined {
    return leads === null ? target : { kind: leads, chain: this.#goals.nameAt(this.goal) };
  }

  #readAndLearn(draft: PastedRule, line: number): RuleParts {
    if (this.#shapes.length >= MOST_SHAPES) return this.#readInFull(draft, line);
    const { problems, family } = this.#context;
    const before = problems.count;
    const rule = placeRule(draft.words(), { ...this.#context, line });
    const shape = problems.count === before ? shapeOf(draft, rule, family) : undefined;
    if (shape) this.#shapes.push(shape);
    return rule;
  }

  #readInFull(draft: RuleDraft, line: number): RuleParts {
    return readRule(draft.words(), { ...this.#context, line });
  }
}
