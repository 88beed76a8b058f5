/**
 * What a rule says behind one of its flags, as iptables-save prints it: `-d`, `--dport`, `--comment`, `--to-destination`.
 *
 * kube-proxy's rules are read by flag, because the flags are what iptables promises.
 */
import { findMatch, findTarget } from "../netfilter/extensions/index";
import { flagsOf } from "../netfilter/read/option-flags";
import { splitWords } from "../netfilter/read/words";
import type { KnownExtension, Match, Rule, Target } from "../netfilter/ruleset";

export interface RuleOption {
  /** The value as iptables-save prints it, quotes resolved. */
  readonly value: string;
  readonly negated: boolean;
}

/** The option of a rule that goes by a flag, of its first match or of its target that has it; undefined where none has. */
export function ruleOption(rule: Rule, flag: string): RuleOption | undefined {
  for (const match of rule.matches) {
    const found = optionIn(match, flag, findMatch);
    if (found) return found;
  }
  return optionIn(rule.target, flag, findTarget);
}

/** The words of a rule's comments, in order; undefined where it has none. */
export function commentOf(rule: Rule): string | undefined {
  const comments = rule.matches.flatMap((match) => optionIn(match, "--comment", findMatch)?.value ?? []);
  return comments.length === 0 ? undefined : comments.join("; ");
}

type Extension = NonNullable<ReturnType<typeof findMatch> | ReturnType<typeof findTarget>>;

function optionIn(use: Match | Target, flag: string, find: (name: string) => Extension | undefined): RuleOption | undefined {
  const extension = use.kind === "known" ? find(use.name) : undefined;
  return use.kind === "known" && extension ? printed(use, extension, flag) : undefined;
}

function printed(use: KnownExtension, extension: Extension, flag: string): RuleOption | undefined {
  const found = flagsOf(extension).get(flag);
  const option = found && use.options[found.name];
  if (!found || !option) return undefined;
  const words = found.spec.print(option.value);
  const value = words.includes('"') ? splitWords(words).map(({ text }) => text).join(" ") : words;
  return { value, negated: option.negated };
}
