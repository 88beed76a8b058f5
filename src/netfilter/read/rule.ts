/**
 * Reads the words of a rule into its matches and its target, by the option tables of the extensions.
 *
 * Nothing is lost: what no table explains stays in the rule as an unknown extension, word for word, and is told.
 */
import type { Family } from "../address";
import type { MatchExtension, RuleAround } from "../extensions/extension";
import { findMatch, HEAD_MATCHES, matchForProtocol } from "../extensions/index";
import type { Counters, Match, Target } from "../ruleset";
import { flagsOf, type FoundOption } from "./option-flags";
import { placedParts, type PlacedPart, type Taken } from "./placed-parts";
import { quoted, type ProblemList } from "./problems";
import { failUse, finishedUse } from "./rule-faults";
import { chooseOption, expectedOptions, newUse, quotedName, resolveGoal, type Use } from "./rule-use";
import { HEADS, isOpener, joinedParts, RuleWords } from "./rule-words";
import type { Word } from "./words";

export interface RuleContext {
  readonly family: Family;
  /** `nat`, for messages. */
  readonly table: string;
  /** All chains of the table. */
  readonly chains: { has(name: string): boolean };
  readonly line: number;
  /** Is told of every extension that has to be kept as unknown. */
  readonly problems: ProblemList;
}

export interface RuleParts {
  /** Of `-c PACKETS BYTES`; undefined where the rule has none. */
  readonly counters: Counters | undefined;
  readonly matches: readonly Match[];
  readonly target: Target;
}

/** Reads what follows `-A CHAIN`. */
export function readRule(words: readonly Word[], context: RuleContext): RuleParts {
  return new RuleReading(words, context).read();
}

/** Reads the same, and tells which words are what. */
export function placeRule(
  words: readonly Word[],
  context: RuleContext,
): RuleParts & { readonly placed: readonly PlacedPart[] } {
  const taken: Taken[] = [];
  const reading = new RuleReading(words, context, taken);
  const parts = reading.read();
  return { ...parts, placed: reading.placed(taken) };
}

class RuleReading {
  readonly #words: RuleWords;
  /** Where the runs of words are noted; undefined where nobody asks for them. */
  readonly #taken: Taken[] | undefined;
  readonly #context: RuleContext;
  readonly #heads: Use[] = [];
  /** The options of the head that stood there. */
  readonly #seen = new Set<MatchExtension>();
  readonly #matches: Use[] = [];
  #target: Use | undefined;
  #protocol: Use | undefined;
  #counters: Counters | undefined;
  /**
   * In the order in which they were loaded: the last that knows an option takes it. Of several of one extension, and of
   * those that nobody knows, only the last is asked, and stands here.
   */
  readonly #loaded: Use[] = [];

  constructor(words: readonly Word[], context: RuleContext, taken?: Taken[]) {
    this.#words = new RuleWords(words);
    this.#context = context;
    this.#taken = taken;
  }

  /** The runs of words that were noted while the rule was read. */
  placed(taken: readonly Taken[]): PlacedPart[] {
    return placedParts(taken, [...this.#heads, ...this.#matches], this.#target, this.#words);
  }

  read(): RuleParts {
    while (this.#words.at < this.#words.length) this.#readNext();
    const protocol = this.#protocol?.options.value;
    const around: RuleAround = {
      family: this.#context.family,
      table: this.#context.table,
      protocol: typeof protocol?.value === "number" ? { number: protocol.value, negated: protocol.negated } : undefined,
      matches: this.#matches.map((use) => ({ kind: "known", name: use.name, options: use.options })),
    };
    const order = (use: Use) => HEAD_MATCHES.findIndex((head) => head === use.extension);
    const inOrder = this.#heads.length > 1 ? this.#heads.sort((a, b) => order(a) - order(b)) : this.#heads;
    const matches: Match[] = [];
    for (const use of inOrder) matches.push(finishedUse(use, around, this.#context));
    for (const use of this.#matches) matches.push(finishedUse(use, around, this.#context));
    const target = this.#target;
    const counters = this.#counters;
    if (!target) return { counters, matches, target: { kind: "none" } };
    return {
      counters,
      matches,
      target: target.fault === undefined && target.plain ? target.plain : finishedUse(target, around, this.#context),
    };
  }

  #readNext(): void {
    const begin = this.#words.at;
    const negated = this.#words.text(begin) === "!";
    const flagAt = negated ? begin + 1 : begin;
    const flag = this.#words.text(flagAt);
    // `--proto` of the head is `--proto` of a policy once that is loaded.
    const head = flag === undefined || this.#loaded.some((use) => use.flags.has(flag)) ? undefined : HEADS.get(flag);
    if (flag === "-m" || flag === "--match") this.#load(begin, flagAt);
    else if (flag === "-j" || flag === "--jump") this.#jump(begin, flagAt, false);
    else if ((flag === "-c" || flag === "--set-counters") && this.#takeCounters(flagAt)) return;
    else if (flag === "-g" || flag === "--goto") this.#jump(begin, flagAt, true);
    else if (head) this.#readHead(head, begin, flagAt);
    else this.#readOption(flag, begin, flagAt);
  }

  /** `-c 12 720`, `-c 12,720`: false where no such numbers follow. */
  #takeCounters(flagAt: number): boolean {
    const first = this.#words.text(flagAt + 1) ?? "";
    const joined = /^\d+,\d+$/.test(first);
    const [packets = "", bytes = ""] = joined ? first.split(",") : [first, this.#words.text(flagAt + 2)];
    if (!/^\d+$/.test(packets) || !/^\d+$/.test(bytes)) return false;
    this.#counters = { packets: Number(packets), bytes: Number(bytes) };
    const end = flagAt + (joined ? 2 : 3);
    this.#taken?.push({ use: null, option: null, from: this.#words.at, to: end });
    this.#words.read(end);
    return true;
  }

  /** `-m NAME` */
  #load(begin: number, flagAt: number): void {
    const name = this.#words.text(flagAt + 1);
    if (name === undefined) {
      this.#keepOpen(begin);
      return;
    }
    const found = findMatch(name);
    const extension = found?.head === true ? undefined : found;
    const use = newUse(name, this.#words.column(begin), extension);
    this.#take(use, flagAt + 2);
    if (!extension) this.#fail(use, `the match ${quotedName(name)} is not implemented`);
    if (flagAt !== begin) this.#fail(use, "! stands before -m; it was expected before an option of the match");
    this.#matches.push(use);
    this.#listen(use);
  }

  /** `-j NAME`, `-g NAME` */
  #jump(begin: number, flagAt: number, goto: boolean): void {
    const name = this.#words.text(flagAt + 1);
    const column = this.#words.column(begin);
    if (this.#target) {
      this.#take(this.#target, flagAt + 2);
      this.#fail(this.#target, "a rule has one target, and here stands a second", column);
      return;
    }
    const resolved =
      name === undefined
        ? "the line ends where a chain or a target was expected"
        : resolveGoal(name, goto, this.#context);
    const use = newUse(name ?? (goto ? "-g" : "-j"), column, resolved);
    this.#take(use, flagAt + 2);
    if (typeof resolved === "string") this.#fail(use, resolved);
    if (flagAt !== begin) this.#fail(use, "a target cannot be negated with !");
    this.#target = use;
    this.#listen(use);
  }

  /** `-s`, `-d`, `-i`, `-o`, `-p`, `-f` */
  #readHead(head: MatchExtension, begin: number, flagAt: number): void {
    const use = newUse(head.name, this.#words.column(begin), head);
    const option = use.flags.get(this.#words.text(flagAt) ?? "")?.[0];
    if (option) this.#readValue(use, option, begin, flagAt);
    if (this.#seen.has(head)) this.#fail(use, `${this.#words.text(flagAt) ?? ""} stands twice; it was expected once`);
    this.#seen.add(head);
    this.#heads.push(use);
    if (head.name === "protocol") this.#protocol ??= use;
  }

  #readOption(flag: string | undefined, begin: number, flagAt: number): void {
    if (flag === undefined) {
      this.#keepOpen(begin);
      return;
    }
    for (let index = this.#loaded.length - 1; index >= 0; index--) {
      const use = this.#loaded[index];
      if (!use) break;
      if (use.greedy) {
        this.#take(use, this.#words.nextOpener(flagAt + 1));
        return;
      }
      const option = chooseOption(use, flag);
      if (option) {
        this.#readValue(use, option, begin, flagAt);
        return;
      }
    }
    const implied = this.#impliedMatch(flag, begin);
    const option = implied?.flags.get(flag)?.[0];
    if (implied && option) this.#readValue(implied, option, begin, flagAt);
    else this.#keepStray(begin, flagAt);
  }

  /** The match that `-p tcp` loads unasked when one of its options comes. */
  #impliedMatch(flag: string, begin: number): Use | undefined {
    const extension = this.#implied(flag);
    if (!extension) return undefined;
    const use = newUse(extension.name, this.#words.column(begin), extension, true);
    this.#matches.push(use);
    this.#listen(use);
    return use;
  }

  #implied(flag: string): MatchExtension | undefined {
    const protocol = this.#protocol?.options.value;
    if (!protocol || protocol.negated || typeof protocol.value !== "number") return undefined;
    const extension = matchForProtocol(protocol.value);
    return extension && flagsOf(extension).has(flag) ? extension : undefined;
  }

  #readValue(use: Use, option: FoundOption, begin: number, flagAt: number): void {
    const { name, spec } = option;
    const flag = this.#words.text(flagAt) ?? "";
    let first = flagAt + 1;
    let negated = flagAt !== begin;
    // Before iptables 1.4.3 the `!` stood behind the option.
    if (spec.negatable && spec.words > 0 && this.#words.text(first) === "!" && !this.#words.opensAt(first)) {
      negated = true;
      first++;
    }
    const stops = (at: number) => this.#words.text(at)?.startsWith("--") !== false || this.#words.opensAt(at);
    const bare = spec.optional === true && stops(first);
    const count = bare ? 0 : spec.words;
    // A device may have any name, but one that is a flag is a value that was forgotten.
    const forgotten = HEADS.has(flag) && (first >= this.#words.length || this.#words.opensAt(first));
    const value = forgotten ? [] : this.#words.slice(first, first + count);
    const shown = `${flag} ${value.map(({ raw }) => raw).join(" ")}`.trimEnd();
    const column = this.#words.column(value.length > 0 ? first : flagAt);
    const texts = value.map(({ text }) => text);
    const read = value.length < count || bare ? undefined : spec.read(texts, this.#context.family);
    if (read === undefined && !bare) {
      this.#take(use, this.#words.nextOpener(first, first + count), name);
      const problem = value.length < count ? "a value lacks" : `${quoted(shown)} cannot be read`;
      this.#fail(use, `${problem}: ${flag} expects ${spec.expects}`, column);
      return;
    }
    this.#take(use, first + count, name);
    if (spec.separates) use.behind = option.place;
    const unclosed = value.find(({ closed }) => !closed);
    if (unclosed) this.#fail(use, "a quote is opened here and not closed in this line", unclosed.column);
    if (negated && !spec.negatable) this.#fail(use, `${flag} cannot be negated with !`, this.#words.column(begin));
    if (Object.hasOwn(use.options, name)) this.#fail(use, `${flag} stands twice; it was expected once`, column);
    use.options[name] = { value: read, negated };
  }

  /** A `!` or `-m` that ends the line stays behind all else, which it would take for its own if that were printed behind it. */
  #keepOpen(begin: number): void {
    const column = this.#words.column(begin);
    const shown = this.#words.slice(begin, this.#words.length).map(({ raw }) => raw);
    const last = this.#target ?? this.#matches.at(-1) ?? newUse(shown.join(" "), column, undefined);
    this.#take(last, this.#words.length);
    const what = shown.includes("-m") || shown.includes("--match") ? "the name of a match" : "an option";
    this.#fail(last, `${quoted(shown.join(" "))} stands at the end of the line; ${what} was expected`, column);
    if (last !== this.#target && !this.#matches.includes(last)) this.#matches.push(last);
  }

  /** What no extension knows goes to the one before it, which is then no longer understood. */
  #keepStray(begin: number, flagAt: number): void {
    if (this.#partJoined(flagAt)) return;
    const column = this.#words.column(begin);
    const stray = this.#words.text(flagAt) ?? "";
    const end = this.#words.nextFlag(flagAt + 1);
    const shown = this.#words
      .slice(begin, end)
      .map(({ raw }) => raw)
      .join(" ");
    const last = this.#loaded.at(-1);
    if (!last) {
      const use = newUse(stray, column, undefined);
      this.#take(use, end);
      this.#fail(
        use,
        `${quoted(shown)} is no option of a rule's head; -s, -d, -i, -o, -p, -f, -m, -j or -g was expected`,
      );
      // Among the head, where it comes first: behind an option without a value it would read as that value.
      this.#heads.push(use);
      return;
    }
    this.#take(last, end);
    if (stray.startsWith("["))
      this.#fail(
        last,
        `iptables-save could not print ${quotedName(last.name)} and wrote ${quoted(shown)} instead`,
        column,
      );
    else
      this.#fail(
        last,
        `${quoted(shown)} is no option of ${quotedName(last.name)}${expectedOptions(last.flags)}`,
        column,
      );
  }

  /** Parts `--dport=80` and `-ptcp`, where the part before is a flag that somebody knows. */
  #partJoined(index: number): boolean {
    const [flag, value] = joinedParts(this.#words.word(index)) ?? [];
    if (flag === undefined || value === undefined) return false;
    const known =
      isOpener(flag.text) || this.#loaded.some((use) => use.flags.has(flag.text)) || this.#implied(flag.text);
    if (!known) return false;
    this.#words.part(index, flag, value);
    return true;
  }

  /** Gives the words up to `end` to a use, of which they may be an option. */
  #take(use: Use, end: number, option: string | null = null): void {
    const from = this.#words.at;
    const to = Math.max(from + 1, Math.min(end, this.#words.length));
    this.#taken?.push({ use, option, from, to });
    for (const word of this.#words.read(to)) use.words.push(word);
  }

  /** Lets a use take the options that come. */
  #listen(use: Use): void {
    const before = this.#loaded.findIndex((one) => one.extension === use.extension && one.greedy === use.greedy);
    if (before >= 0) this.#loaded.splice(before, 1);
    this.#loaded.push(use);
  }

  #fail(use: Use, reason: string, column = use.column): void {
    failUse(use, reason, column, this.#context);
  }
}
