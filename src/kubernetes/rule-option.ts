/**
 * What a rule says behind one of its flags, as iptables-save prints it: `-d`, `--dport`, `--comment`, `--to-destination`.
 *
 * kube-proxy's rules are read by flag, because the flags are what iptables promises.
 */
import { findMatch, findTarget } from "../netfilter/extensions/index";
import { flagsOf, type FoundOption } from "../netfilter/read/option-flags";
import { PastedRule } from "../netfilter/read/pasted-rule";
import type { OptionPlace } from "../netfilter/read/shape";
import { splitWords } from "../netfilter/read/words";
import type { Match, OptionValue, Rule, Target } from "../netfilter/ruleset";

export interface RuleOption {
  /** The value as iptables-save prints it, quotes resolved; an address may stand without its length of 32. */
  readonly value: string;
  readonly negated: boolean;
}

/** Where a flag stands in matches of one kind. */
interface Standing {
  /** The match's place. */
  readonly use: number;
  readonly found: FoundOption;
  readonly like: OptionValue;
}

/** What was found by a flag in the matches of a shape's first rule, which thousands of rules share. */
const known = new WeakMap<readonly Match[], Map<string, Standing | null>>();

/** The option that goes by a flag, of the first match of a rule that has it; undefined where none has. Reads no other. */
export function matchOption(rule: Pick<Rule, "matches">, flag: string): RuleOption | undefined {
  const pasted = rule instanceof PastedRule ? rule : undefined;
  const standing = pasted?.shaped
    ? findLike(pasted.likeMatches, flag)
    : find(pasted?.likeMatches ?? rule.matches, flag);
  return standing
    ? printed(standing.found, standing.like, pasted?.ownText({ use: standing.use, name: standing.found.name }))
    : undefined;
}

function findLike(likeMatches: readonly Match[], flag: string): Standing | null {
  let flags = known.get(likeMatches);
  if (!flags) known.set(likeMatches, (flags = new Map<string, Standing | null>()));
  let standing = flags.get(flag);
  if (standing === undefined) flags.set(flag, (standing = find(likeMatches, flag)));
  return standing;
}

function find(matches: readonly Match[], flag: string): Standing | null {
  for (const [use, match] of matches.entries()) {
    const extension = match.kind === "known" ? findMatch(match.name) : undefined;
    const found = extension && flagsOf(extension).get(flag)?.[0];
    const like = found && match.kind === "known" ? match.options[found.name] : undefined;
    if (found && like) return { use, found, like };
  }
  return null;
}

/** The option of a rule's target that goes by a flag, as printed; undefined where it has none. Reads no other. */
export function targetOption(rule: Rule, flag: string): string | undefined {
  const pasted = rule instanceof PastedRule ? rule : undefined;
  const target = pasted?.likeTarget ?? rule.target;
  const extension = target.kind === "known" ? findTarget(target.name) : undefined;
  const found = extension && flagsOf(extension).get(flag)?.[0];
  const like = found && target.kind === "known" ? target.options[found.name] : undefined;
  return found && like ? printed(found, like, pasted?.ownText({ use: "target", name: found.name })).value : undefined;
}

/** The name of a target's option that goes by a flag; undefined where it has none such. */
export function targetOptionName(target: Target, flag: string): string | undefined {
  const extension = target.kind === "known" ? findTarget(target.name) : undefined;
  const found = extension && flagsOf(extension).get(flag)?.[0];
  return found && target.kind === "known" && target.options[found.name] ? found.name : undefined;
}

/** What a target keeps under one of its flags; undefined where it has none such. */
export function targetValue(target: Target, flag: string): unknown {
  const name = targetOptionName(target, flag);
  return name !== undefined && target.kind === "known" ? target.options[name]?.value : undefined;
}

/** Where a flag stands in matches; undefined where none has it. */
export function matchPlace(matches: readonly Match[], flag: string): OptionPlace | undefined {
  const standing = find(matches, flag);
  return standing ? { use: standing.use, name: standing.found.name } : undefined;
}

/** A rule's first comment that is meant for people; undefined where it has none. Calico's hashes (`cali:V6ooGP15…`) are not. */
export function commentOf(rule: Rule): string | undefined {
  const first = matchOption(rule, "--comment")?.value;
  if (first?.startsWith("cali:") !== true) return first;
  return rule.matches
    .flatMap((match) => matchOption({ matches: [match] }, "--comment")?.value ?? [])
    .find((text) => !text.startsWith("cali:"));
}

/** `own`: what the rule says itself, where `value` is that of another rule of its shape. */
function printed({ spec }: FoundOption, { value, negated }: OptionValue, own: string | undefined): RuleOption {
  if (own !== undefined) return { value: own, negated };
  const words = spec.print(value);
  const text = words.startsWith('"')
    ? splitWords(words)
        .map((word) => word.text)
        .join(" ")
    : words;
  return { value: text, negated };
}
