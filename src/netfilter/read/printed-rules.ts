/**
 * The rules of a table that stand in a text as iptables-save prints them. A large dump has 170,000 of them, of which a page
 * shows some hundreds: while it is read there are places in its text, a shape and a target for each (shape.ts), and a rule
 * becomes an object when the rules of its chain are first asked for (printed-chain.ts).
 */
import { BRACKET } from "../ascii";
import type { Chain, Counters, Match, Rule, Target } from "../ruleset";
import type { Lead, OptionOf, TakeHost } from "./asked-rules";
import { Column } from "./column";
import type { Lines } from "./lines";
import { goalOf, PastedRule } from "./pasted-rule";
import type { Shape } from "./shape";

const APPEND = "-A ";
const IN_FULL = -1;
const NONE: Target = { kind: "none" };
const ZERO: Counters = { packets: 0, bytes: 0 };

/** Chains by their places. */
interface ChainsByPlace {
  at: (place: number) => Chain | undefined;
  nameAt: (place: number) => string;
  placeOf: (name: string) => number;
}

export class PrintedRules {
  readonly #lines: Lines;
  readonly text: string;
  /** Of each rule the index of its line, and where what follows `-A CHAIN` begins. */
  readonly #indices: Column;
  readonly #bodies: Column;
  /** The number of its shape once it was read, from 1; -1 where it was read in full. */
  readonly #shaped = new Column();
  readonly #shapes: Shape[] = [];
  readonly #full = new Map<number, PastedRule>();
  /** The place of the chain that it leads to by its shape, counted from 1; else 0. */
  readonly #goals = new Column();
  /** What rules do that lead there, by the same places: made when it is first asked for. */
  readonly #jumps = new Map<number, Target>();
  #chains: ChainsByPlace | undefined = undefined;

  /** `room`: how many there may be; more find room too. */
  constructor(lines: Lines, room: number) {
    this.#lines = lines;
    this.text = lines.text;
    this.#indices = new Column(room);
    this.#bodies = new Column(room);
  }

  /** How many there are. */
  get length(): number {
    return this.#indices.length;
  }

  /** Adds the rule of a line that stands in the text as it is read, perhaps with counters before it. */
  add(index: number, body: number): void {
    this.#indices.push(index);
    this.#bodies.push(body);
  }

  body(place: number): number {
    return this.#bodies.at(place);
  }

  /** Where its line begins, perhaps with counters. */
  #start(place: number): number {
    return this.#lines.from(this.#indices.at(place));
  }

  end(place: number): number {
    return this.#lines.to(this.#indices.at(place));
  }

  /** A rule as it is before it is read. */
  draft(place: number): PastedRule {
    const index = this.#indices.at(place);
    const start = this.#lines.from(index);
    const counted = this.text.charCodeAt(start) === BRACKET;
    const append = counted ? this.text.indexOf("]", start) + 2 : start;
    return new PastedRule(
      { text: this.text, start: append, body: this.#bodies.at(place), end: this.#lines.to(index) },
      index + 1,
      append - start + 1,
      counted ? countersOf(this.text.slice(start + 1, append - 2)) : undefined,
    );
  }

  /** Makes room for what comes out of reading them, once all are there. */
  beginReading(): void {
    this.#shaped.fill(this.length);
    this.#goals.fill(this.length);
  }

  /** Makes a rule one of a shape; `goal`: the place of the chain that it leads to, or -1. */
  takeShape(place: number, shape: Shape, goal: number): void {
    if (this.#shapes[shape.number - 1] !== shape) shape.number = this.#shapes.push(shape);
    this.#shaped.set(place, shape.number);
    this.#goals.set(place, goal + 1);
  }

  /** Tells the chains of the table, once all rules are read. */
  leadTo(chains: ChainsByPlace): void {
    this.#chains = chains;
  }

  /** Keeps a rule that was read in full. */
  keep(place: number, rule: PastedRule): void {
    this.#shaped.set(place, IN_FULL);
    this.#full.set(place, rule);
  }

  /** The rules of a run, once they were read, numbered from 1. */
  rules(from: number, to: number): Rule[] {
    const rules: Rule[] = [];
    for (let place = from; place < to; place++) rules.push(this.rule(place, place - from + 1));
    return rules;
  }

  /** One rule of a run, made for whoever asks and not kept. */
  rule(place: number, number: number): Rule {
    const read = this.#read(place);
    if (read instanceof PastedRule) return read;
    const rule = this.draft(place);
    return read ? rule.takeShape(number, read, this.#targetOf(place, read)) : rule;
  }

  /** What a rule asks, until another is asked (asked-rules.ts). */
  lentMatches(place: number): readonly Match[] {
    const read = this.#read(place);
    if (!read) return [];
    if (read instanceof PastedRule) return read.lentMatches;
    return read.lentMatches(this.text, this.#bodies.at(place), this.end(place));
  }

  /** Its target, until another is asked. */
  lentTarget(place: number): Target {
    const read = this.#read(place);
    if (!read) return NONE;
    if (read instanceof PastedRule) return read.lentTarget;
    return this.#targetOf(place, read) ?? read.lentTarget(this.text, this.#bodies.at(place), this.end(place));
  }

  /** The chain that a rule leads to by its shape, and how; undefined for all others. */
  lead(place: number): Lead | undefined {
    const read = this.#read(place);
    if (!read || read instanceof PastedRule || read.leads === null) return undefined;
    const chain = this.#chains?.at(this.#goals.at(place) - 1);
    return chain && { kind: read.leads, chain };
  }

  /** Takes the hosts of a run's rules (asked-rules.ts), and the places of these. */
  eachHost(from: number, to: number, optionOf: OptionOf, take: TakeHost): void {
    /** By the numbers of the shapes: the hole, -1 where the option stands in none; null where they do not have it. */
    const holes: (number | null)[] = [];
    for (let place = from; place < to; place++) {
      const read = this.#read(place);
      if (!read) continue;
      if (read instanceof PastedRule) {
        if (optionOf(read)) take(undefined, place);
        continue;
      }
      let hole = holes[read.number];
      if (hole === undefined) {
        const option = optionOf({ matches: read.matchesOfFirst, target: read.targetOfFirst });
        hole = holes[read.number] = option ? read.holeOf(option) : null;
      }
      if (hole !== null) take(read.hostIn(hole, this.text, this.#bodies.at(place), this.end(place)), place);
    }
  }

  /** The places in a run of the rules that lead to a chain, by its own place and its name. */
  leaders(chain: number, name: string, from = 0, to = this.length): number[] {
    const found = chain < 0 ? [] : this.#goals.placesOf(chain + 1, from, to);
    for (const place of this.#fullIn(from, to)) {
      const rule = this.#full.get(place);
      if (rule && goalOf(rule) === name) found.push(place);
    }
    return found.sort((a, b) => a - b);
  }

  /** The same for the chain of a name. */
  leadersTo(name: string, from: number, to: number): number[] {
    return this.leaders(this.#chains?.placeOf(name) ?? -1, name, from, to);
  }

  /** The name of the chain that a rule leads to, which need not be there; null where it leads to none. */
  goal(place: number): string | null {
    const goal = this.#goals.at(place) - 1;
    if (goal >= 0) return this.#chains?.nameAt(goal) ?? null;
    const read = this.#read(place);
    return read instanceof PastedRule ? goalOf(read) : null;
  }

  /** The places in a run of the rules that are the first there to lead to a chain. */
  firstLeads(from: number, to: number): number[] {
    const found: number[] = [];
    const seen = new Set<number | string>();
    for (let place = from; place < to; place++) {
      const goal = this.#goals.at(place) - 1;
      const key = goal >= 0 ? goal : this.#goalInFull(place);
      if (key === null || seen.has(key)) continue;
      seen.add(key);
      found.push(place);
    }
    return found;
  }

  /** The chain that a rule leads to which was read in full: by its place, or by its name where it is not there. */
  #goalInFull(place: number): number | string | null {
    const name = this.#shaped.at(place) === IN_FULL ? this.goal(place) : null;
    const known = name === null ? -1 : (this.#chains?.placeOf(name) ?? -1);
    return known >= 0 ? known : name;
  }

  /** Marks the chains, by their places, that the rules of a run lead to by their shapes. */
  markGoals(from: number, to: number, marks: Uint8Array): void {
    for (let place = from; place < to; place++) {
      const goal = this.#goals.at(place);
      if (goal > 0) marks[goal - 1] = 1;
    }
  }

  /** The places in a run of the rules that hold a word, and of all that were read in full, which may say it otherwise. */
  mentioning(from: number, to: number, word: string): number[] {
    const found = this.#fullIn(from, to);
    const begin = this.#start(from);
    const part = from < to ? this.text.slice(begin, this.end(to - 1)) : "";
    for (let at = part.indexOf(word); at >= 0;) {
      const place = this.#placeAt(begin + at, from, to);
      const end = this.end(place) - begin;
      // Behind its end stand lines that are no rules: remarks, or what could not be read.
      if (at < end && !(this.#read(place) instanceof PastedRule)) found.push(place);
      at = part.indexOf(word, Math.max(end, at + 1));
    }
    return found;
  }

  /** The places in a run of the rules that were read in full. */
  #fullIn(from: number, to: number): number[] {
    if (this.#full.size > to - from) return this.#shaped.placesOf(IN_FULL, from, to);
    return [...this.#full.keys()].filter((place) => place >= from && place < to);
  }

  /** The place of the rule that stands at a place of the text, among those of a run. */
  #placeAt(at: number, from: number, to: number): number {
    let [low, high] = [from, to - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#start(middle) <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The name of the chain in which a rule stands. */
  chainOf(place: number): string {
    return this.text.slice(this.draft(place).at.start + APPEND.length, this.#bodies.at(place));
  }

  /** A rule's shape once it was read, or the rule itself where that was done in full. */
  #read(place: number): Shape | PastedRule | undefined {
    const shaped = this.#shaped.at(place);
    return shaped === IN_FULL ? this.#full.get(place) : this.#shapes[shaped - 1];
  }

  /** The target of a rule of a shape; undefined where its line is to be read for it. */
  #targetOf(place: number, { leads, target }: Shape): Target | undefined {
    if (leads === null) return target;
    const goal = this.#goals.at(place) - 1;
    const known = leads === "jump" ? this.#jumps.get(goal) : undefined;
    const made: Target = known ?? { kind: leads, chain: this.#chains?.nameAt(goal) ?? "" };
    if (leads === "jump" && !known) this.#jumps.set(goal, made);
    return made;
  }
}

/** `12:720` */
function countersOf(text: string): Counters {
  const [packets = 0, bytes = 0] = text.split(":").map(Number);
  return packets === 0 && bytes === 0 ? ZERO : { packets, bytes };
}
