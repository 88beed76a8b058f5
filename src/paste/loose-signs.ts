/**
 * By what lines are known that tell of rules and stand outside of any table. Their readers are fetched when a paste holds
 * some (rare-readers.ts).
 */
import { verbOf } from "../netfilter/read/table-command";
import { commandText } from "./command";

/** A line such as `-A X -j Y`, `-P INPUT DROP`, `-N X`, `:X - [0:0]`, or a COMMIT without its table. */
export function isLooseRule(line: string): boolean {
  return /^\s*(?:(?:\[\d+:\d+\]\s*)?-[AIDRNXEPF](?:\s|$)|:\S+\s+(?:ACCEPT|DROP|-)(?:\s|$)|COMMIT\s*$)/.test(line);
}

/** True for a line that can only be one of a script that changes rules. */
export function isChangingLine(line: string): boolean {
  const { text } = commandText(line);
  const [, rest] =
    /^(?:(?:\/\S*\/)?ip6?tables(?:-nft|-legacy)?|["']?\$\{?[A-Za-z_]\w*\}?["']?)\s+(.*)$/.exec(text) ?? [];
  return rest?.split(/\s+/).some((word) => ![undefined, "asking"].includes(verbOf(word))) === true;
}

/** True for a line that sets a variable. */
export function isAssignment(line: string): boolean {
  return /^\s*(?:export\s+|local\s+|readonly\s+)?[A-Za-z_]\w*=/.test(line);
}
