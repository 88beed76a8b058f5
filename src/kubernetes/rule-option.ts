/**
 * What a rule says behind one of its flags, as iptables-save prints it: `-d`, `--dport`, `--comment`, `--to-destination`.
 *
 * kube-proxy's rules are read by flag, because the flags are what iptables promises.
 */
import type { MatchExtension, TargetExtension } from "../netfilter/extensions/extension";
import { findMatch, findTarget } from "../netfilter/extensions/index";
import { flagsOf } from "../netfilter/read/option-flags";
import { splitWords } from "../netfilter/read/words";
import type { KnownExtension, Rule } from "../netfilter/ruleset";

export interface RuleOption {
  /** The value as iptables-save prints it, quotes resolved. */
  readonly value: string;
  readonly negated: boolean;
}

/** The option that goes by a flag, of the first match of a rule that has it; undefined where none has. */
export function matchOption(rule: Pick<Rule, "matches">, flag: string): RuleOption | undefined {
  for (const match of rule.matches) {
    const extension = match.kind === "known" ? findMatch(match.name) : undefined;
    const found = match.kind === "known" && extension ? printed(match, extension, flag) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** The option of a rule's target that goes by a flag, as printed; undefined where it has none. */
export function targetOption({ target }: Rule, flag: string): string | undefined {
  const extension = target.kind === "known" ? findTarget(target.name) : undefined;
  return target.kind === "known" && extension ? printed(target, extension, flag)?.value : undefined;
}

/** A rule's first comment that is meant for people; undefined where it has none. Calico's hashes (`cali:V6ooGP15…`) are not. */
export function commentOf(rule: Rule): string | undefined {
  const first = matchOption(rule, "--comment")?.value;
  if (first?.startsWith("cali:") !== true) return first;
  return rule.matches
    .flatMap((match) => matchOption({ matches: [match] }, "--comment")?.value ?? [])
    .find((text) => !text.startsWith("cali:"));
}

function printed(
  use: KnownExtension,
  extension: MatchExtension | TargetExtension,
  flag: string,
): RuleOption | undefined {
  const found = flagsOf(extension).get(flag)?.[0];
  const option = found && use.options[found.name];
  if (!found || !option) return undefined;
  const words = found.spec.print(option.value);
  const value = words.startsWith('"')
    ? splitWords(words)
        .map(({ text }) => text)
        .join(" ")
    : words;
  return { value, negated: option.negated };
}
