/**
 * A rule in plain words, without any packet: what it asks, and what it then does.
 */
import { asksSomething, findMatch, findTarget } from "../netfilter/extensions/index";
import type { Match, Rule, Target } from "../netfilter/ruleset";

/** `If destination is 10.0.91.63, protocol is tcp and destination port is 80: goes to KUBE-SVC-2CMXP7HKUVJN7L6M` */
export function ruleInWords({ matches, target }: Pick<Rule, "matches" | "target">): string {
  const asked = matches.filter(asksSomething).map(matchWords);
  const last = asked.pop();
  if (last === undefined) return `Every packet: ${targetWords(target)}`;
  return `If ${asked.length === 0 ? last : `${asked.join(", ")} and ${last}`}: ${targetWords(target)}`;
}

function matchWords(match: Match): string {
  const extension = match.kind === "known" ? findMatch(match.name) : undefined;
  if (match.kind === "known" && extension) return extension.tell(match.options);
  return `${match.name} holds, which is not known here`;
}

const VERDICTS = {
  ACCEPT: "is let through",
  DROP: "is thrown away",
  RETURN: "goes back to where the chain was called",
  QUEUE: "is handed to a program",
} as const;

function targetWords(target: Target): string {
  switch (target.kind) {
    case "none":
      return "is counted";
    case "verdict":
      return VERDICTS[target.verdict];
    case "jump":
      return `goes to ${target.chain}`;
    case "goto":
      return `goes to ${target.chain} and does not come back`;
    case "known":
      return findTarget(target.name)?.tell(target.options) ?? target.name;
    case "unknown":
      return `${target.name}, which is not known here`;
  }
}
