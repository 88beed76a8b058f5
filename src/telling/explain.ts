/**
 * The conditions of a rule, each with what the packet bore and whether it held.
 */
import type { Answer, Scene, World } from "../netfilter/extensions/extension";
import { findMatch } from "../netfilter/extensions/index";
import type { Paste } from "../paste/paste";
import type { Match, Rule } from "../netfilter/ruleset";
import { worldOf } from "../netfilter/walk/world";
import { percentText } from "./share";
import type { ConditionStory } from "./story";

/** Why a rule did or did not match at a scene, condition by condition. */
export function explainRule(paste: Paste, scene: Scene, rule: Rule): readonly ConditionStory[] {
  const world = worldOf(scene, paste.node);
  return rule.matches.filter(asksSomething).map((match) => tellCondition(match, world));
}

/** A comment asks nothing of a packet. */
function asksSomething(match: Match): boolean {
  return match.name !== "comment";
}

function tellCondition(match: Match, world: World): ConditionStory {
  if (match.kind === "unknown")
    return { source: match.words.join(" "), words: match.reason, shows: null, holds: "unknown" };
  const extension = findMatch(match.name);
  const source = `-m ${match.name}`;
  if (!extension) return { source, words: `the match ${match.name} is not implemented`, shows: null, holds: "unknown" };
  const answer = extension.test(match.options, world);
  const printed = extension.print(match.options, world.packet.family);
  return {
    source: extension.head ? printed : `${source} ${printed}`.trimEnd(),
    words: extension.tell(match.options),
    shows: extension.shows(match.options, world) ?? chanceText(answer),
    holds: holdsOf(answer),
  };
}

function chanceText(answer: Answer): string | null {
  return typeof answer === "object" && answer.kind === "chance"
    ? `holds for ${percentText(answer.probability)} of all`
    : null;
}

function holdsOf(answer: Answer): ConditionStory["holds"] {
  if (typeof answer === "boolean") return answer ? "yes" : "no";
  if (answer.kind === "chance") return "random";
  if (answer.kind === "unknown") return "unknown";
  return answer.of.some(({ kind }) => kind === "unknown") ? "unknown" : "random";
}
