/**
 * Finds the commands that a paste from a shell shows before what they printed.
 */
import type { Family } from "../address";

/** A command whose output is read here, and what its words tell of that output. */
export interface Command {
  readonly prints: "save" | "addr" | "route" | "other";
  readonly family: Family | undefined;
  /** The routing table of `ip route show table 100`; undefined where it does not say, or says `all`. */
  readonly table: string | undefined;
}

const OTHER: Command = { prints: "other", family: undefined, table: undefined };

/** Longer lines are no commands. */
const LONGEST = 400;

/** `root@node:~# `, `[root@node ~]# `, `$ `, `/ # `, `sh-4.4$ ` */
const PROMPT = /^\s*(?:\[[^\]]{1,80}\]|[\w.@:~/+-]{0,100})\s?[#$](?:\s|$)/;

/** Whatever a command may stand behind in a line: `sudo`, `kubectl exec node --`. */
const NAMED = /(?:^|[\s/`"'])(?:(ip6?)tables(?:-nft|-legacy)?-save|ip)(?=[\s`"']|$)/;

/** The command of a line that shows a prompt or names one of the commands that are read, or undefined for any other line. */
export function commandOf(line: string): Command | undefined {
  const text = line.slice(0, LONGEST);
  if (/^\s*#/.test(text)) return commandAfterHash(text);
  const named = namedCommand(text);
  if (named) return named;
  return PROMPT.test(text) ? OTHER : undefined;
}

/** `# iptables-save`: the prompt of root, or a heading. Any other such line is a comment. */
function commandAfterHash(text: string): Command | undefined {
  const rest = text.replace(/^[\s#]+(?:sudo\s+)?/, "");
  return /^[`"']?(?:\/\S+\/)?ip/.test(rest) ? namedCommand(rest) : undefined;
}

function namedCommand(text: string): Command | undefined {
  const found = NAMED.exec(text);
  if (!found) return undefined;
  if (found[1] !== undefined) return { prints: "save", family: found[1] === "ip6" ? 6 : 4, table: undefined };
  return ipCommand(
    text
      .slice(found.index + found[0].length)
      .split(/[\s`"';|]+/)
      .filter((word) => word !== ""),
  );
}

/** The words after `ip`: options, then an object that may be shortened (`ip a`, `ip r`). */
function ipCommand(words: readonly string[]): Command | undefined {
  let at = 0;
  let family: Family | undefined;
  for (; words[at]?.startsWith("-"); at++) {
    if (words[at] === "-4") family = 4;
    if (words[at] === "-6") family = 6;
    if (/^-f(?:amily)?$/.test(words[at] ?? "")) {
      at++;
      family = words[at] === "inet6" ? 6 : 4;
    }
  }
  const object = words[at] ?? "";
  const rest = words.slice(at + 1);
  if (/^(?:a|addr?|address|l|link)$/.test(object)) return { prints: "addr", family, table: undefined };
  if (!/^(?:r|ro|rou|route?)$/.test(object)) return undefined;
  if (rest[0] === "get" || rest[0] === "g") return OTHER;
  const key = rest.findIndex((word) => word === "table" || word === "t");
  const table = key < 0 ? undefined : rest[key + 1];
  return { prints: "route", family, table: table === "all" || table === "0" ? undefined : table };
}
