/**
 * Reads the rules of one table, most of them by their shapes (shape.ts).
 */
import type { Rule, Target } from "../ruleset";
import { PastedRule } from "./pasted-rule";
import type { PrintedRules } from "./printed-rules";
import { placeRule, readRule, type RuleContext, type RuleParts } from "./rule";
import type { RuleDraft } from "./rule-draft";
import { shapeOf, type Goal, type Shape } from "./shape";
import { TextBytes } from "./text-bytes";

/** So many shapes are tried before a rule is read in full. */
const MOST_SHAPES = 64;

/** The chains that rules of a shape may lead to, by a place in a text where a name stands. */
interface Goals {
  find: (text: TextBytes, from: number, to: number) => Goal | undefined;
}

export class RulesByShape {
  readonly #context: Omit<RuleContext, "line">;
  readonly #goals: Goals;
  /** Those that fit often come to stand before others. */
  readonly #shapes: Shape[] = [];
  #last: Shape | undefined;
  /** The chain that the rule which was read last leads to by its shape. */
  goal: Goal | undefined;
  /** The target of the rule that fitted last; undefined where its line is to be read for it. */
  #target: Target | undefined;

  constructor(context: Omit<RuleContext, "line">, goals: Goals) {
    this.#context = context;
    this.#goals = goals;
  }

  /** Reads a rule; problems of it are told at `line`. */
  read(draft: RuleDraft, number: number, line: number): Rule {
    this.goal = undefined;
    if (!(draft instanceof PastedRule)) {
      const { matches, target, counters = draft.counters } = this.#readInFull(draft, line);
      return { number, text: draft.text, line: draft.line, counters, matches, target };
    }
    const { text, body, end } = draft.at;
    const shape = this.#find(new TextBytes(text.slice(body, end)), 0, end - body);
    return shape
      ? draft.takeShape(number, shape, this.#target)
      : draft.takeParts(number, this.#readAndLearn(draft, line));
  }

  /** Reads one of the printed rules, whose text `bytes` are; gives it only where it was not known by its shape. */
  readPrinted(printed: PrintedRules, bytes: TextBytes, place: number, number: number): Rule | undefined {
    this.goal = undefined;
    const shape = this.#find(bytes, printed.body(place), printed.end(place));
    if (shape) {
      printed.takeShape(place, shape, this.#target);
      return undefined;
    }
    const draft = printed.draft(place);
    const rule = draft.takeParts(number, this.#readAndLearn(draft, draft.line));
    printed.keep(place, rule);
    return rule;
  }

  #find(text: TextBytes, body: number, end: number): Shape | undefined {
    const last = this.#last;
    if (last?.next && this.#fits(last.next, text, body, end)) return (this.#last = last.next);
    const at = this.#shapes.findIndex((shape) => this.#fits(shape, text, body, end));
    const shape = this.#shapes[at];
    if (!shape) return undefined;
    const before = this.#shapes[at - 1];
    if (before) {
      this.#shapes[at - 1] = shape;
      this.#shapes[at] = before;
    }
    if (last) last.next = shape;
    this.#last = shape;
    return shape;
  }

  #fits(shape: Shape, text: TextBytes, body: number, end: number): boolean {
    if (!shape.fits(text, body, end)) return false;
    this.#target = shape.target;
    this.goal = undefined;
    if (shape.leads === null) return true;
    const goal = this.#goalOf(shape, text);
    this.goal = goal;
    if (goal) this.#target = shape.leads === "jump" ? goal.jump : { kind: "goto", chain: goal.name };
    return goal !== undefined;
  }

  /** The chain that a rule of a shape leads to; many lead to the one that the last of the shape led to. */
  #goalOf(shape: Shape, text: TextBytes): Goal | undefined {
    const { chainFrom, chainTo, lastGoal } = shape;
    if (chainTo - chainFrom === lastGoal?.nameLength && lastGoal.standsAt(text, chainFrom)) return lastGoal;
    shape.lastGoal = this.#goals.find(text, chainFrom, chainTo);
    return shape.lastGoal;
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
