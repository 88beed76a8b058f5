/**
 * Finds the commands that a paste from a shell shows before what they printed, and those that change rules.
 */
import type { Family } from "../netfilter/address";
import { verbOf } from "../netfilter/read/table-command";
import { TABLE_NAMES, type TableName } from "../netfilter/ruleset";

/** The two rulesets that a kernel may have at once, as iptables-save names them. */
export type Backend = "nf_tables" | "legacy";

/** A command, and what its words tell of its output. */
export interface Command {
  /** `changes` is a command that prints nothing and changes rules; `other` is any that is not read here. */
  readonly prints:
    | "save"
    | "rules"
    | "listing"
    | "addr"
    | "route"
    | "policy"
    | "sets"
    | "cluster"
    | "connections"
    | "changes"
    | "other";
  readonly family: Family | undefined;
  /** Of `-t nat`; `filter` where iptables takes it by itself, undefined where the command prints all tables. */
  readonly table: TableName | undefined;
  /** The routing table of `ip route show table 100`; undefined where it does not say, or says `all`. */
  readonly routingTable: string | undefined;
  /** Of iptables: which of the kernel's two rulesets it shows, where its name tells. */
  readonly backend: Backend | undefined;
  /** The machine that a prompt names, where the command runs there and not in a pod or over ssh. */
  readonly host: string | undefined;
  /** Of `kubectl -n kube-system`. */
  readonly namespace: string | undefined;
  /** True where something behind it (`| grep`, `| head`) lets through a part of the output, or it names one chain only. */
  readonly part: boolean;
}

const OTHER: Command = {
  prints: "other",
  family: undefined,
  table: undefined,
  routingTable: undefined,
  backend: undefined,
  host: undefined,
  namespace: undefined,
  part: false,
};

/** Longer lines are no commands that print. */
const LONGEST = 400;
const LONGEST_HEADING = 100;

/** `root@node:~# `, `[root@node ~]# `, `$ `, `/ # `, `sh-4.4$ `, `me@mac ~ % `, `PS C:\> `, `C:\>`, `❯ `, `└─# ` */
const PROMPT =
  /^\s*(?:(?:\([\w.-]{1,40}\)\s|\[[\d:]{5,8}\]\s)?(?:\[[^\]]{1,80}\]|[\w.@:~/+-]{0,100})\s?[#$](?:\s|$)|[\w.@:~/-]{1,60}%\s|[\w.-]{1,40}@[\w.-]{1,60}\s[\w.~/-]{1,60}\s%\s|%\s|PS(?: [^>]{0,80})?>\s?|[A-Z]:\\[^>]{0,80}>|[❯➜]\s|[└╰][─╴]{0,3}[#$❯➜>]?\s)/;

/** What a command may stand behind: `sudo`, `kubectl exec pod --`, `nsenter -t 1 -n`, `docker exec -it node`. */
const WRAPPERS =
  /^(?:\+{1,4}\s+|sudo(?:\s+-\S+)*\s+|(?:\w+=\S*\s+)|time\s+|watch(?:\s+-\S+(?:\s+\d+)?)*\s+|(?:kubectl|oc|k|docker|podman|nerdctl|crictl)\s+(?:[^|;]{0,200}?\s)?(?:exec|debug)\s[^|;]{0,200}?(?:\s--\s+|\s(?=(?:\/\S*\/)?(?:ip6?tables|ipset|conntrack)))|nsenter\s+(?:-\S+\s+(?:\d+\s+)?|--\s+)*|chroot\s+\S+\s+|ip\s+netns\s+exec\s+\S+\s+|ssh\s+(?:-\S+\s+)*\S+\s+|(?:ba|da)?sh\s+-c\s+|["'`])/;

/** Prints of the two oldest commands are announced in prose as well: "what `iptables-save` says". */
const NAMED = /(?:^|[\s/`"'])((?:ip6?tables(?:-nft|-legacy)?-save|ip)(?=[\s`"']|$).*)/;

/** `**ip addr**`, `==== ipset save ====`, `1. Output of ip route:`: a heading that names a command and nothing else. */
const HEADING =
  /^[\s*#=_-]*(?:\d{1,3}[.)]\s+)?[*=_`"'\s-]*(?:(?:the\s+)?(?:output|result)s?\s+(?:of|from)\s+)?[`"'*_]*([a-z][\w /.=-]{0,60}?)[\s`"'*_=:#-]*$/i;

/** Where the command of a line begins, behind its prompt and what it is wrapped in; null where the line shows none. */
export function commandText(line: string): { readonly text: string; readonly at: number; readonly prompt: boolean } {
  const prompt = PROMPT.exec(line)?.[0].length ?? 0;
  let at = prompt;
  while (line[at] === " ") at++;
  for (
    let wrapper = WRAPPERS.exec(line.slice(at, at + LONGEST));
    wrapper;
    wrapper = WRAPPERS.exec(line.slice(at, at + LONGEST))
  ) {
    at += wrapper[0].length;
  }
  return { text: line.slice(at), at, prompt: prompt > 0 };
}

/** The command of a line that shows a prompt or names one of the commands that are read, or undefined for any other line. */
export function commandOf(line: string): Command | undefined {
  const short = line.slice(0, LONGEST);
  if (/^\s*#/.test(short)) return commandAfterHash(short);
  const { text, at, prompt } = commandText(short);
  const found = knownCommand(text);
  if (found) return prompt ? { ...found, host: hostOf(short.slice(0, at)) } : found;
  const named = [NAMED.exec(short)?.[1], HEADING.exec(line.length > LONGEST_HEADING ? "" : line)?.[1]];
  for (const name of named) {
    const known = name === undefined ? undefined : knownCommand(name);
    if (known) return known;
  }
  return prompt ? OTHER : undefined;
}

/** `root@node:~# sudo `, `[root@node ~]# `, `aks-nodepool1-1:/# `: a machine and no wrapper but sudo. */
function hostOf(before: string): string | undefined {
  return /^\s*(?:\([\w.-]+\)\s)?\[?(?:[\w.-]{1,40}@)?([A-Za-z][\w.-]{1,80})[: ]\S{0,80}[#$]\s*(?:sudo\s+)?$/.exec(
    before,
  )?.[1];
}

/** `# iptables-save`: the prompt of root, or a heading. Any other such line is a comment. */
function commandAfterHash(text: string): Command | undefined {
  const { text: rest } = commandText(text.replace(/^[\s#]+/, ""));
  return /^[`"']?(?:\/\S+\/)?(?:ip|conntrack|kubectl|oc|ifconfig|route|netstat)/.test(rest)
    ? knownCommand(rest)
    : undefined;
}

function knownCommand(text: string): Command | undefined {
  const [whole = "", name = ""] = /^(?:\/\S*\/)?([\w-]+)(?=[\s`"';|]|$)/.exec(text) ?? [];
  const rest = text.slice(whole.length);
  const own = rest.split(/[|;&>`]/, 1)[0] ?? "";
  const part = /\|\s*(?:sudo\s+)?(?:e?grep|head|tail|sed|awk|less\s+-p|sort|rg)\b/.test(rest);
  const words = own.split(/[\s"']+/).filter((word) => word !== "");
  const found = described(name, words);
  return found && { ...OTHER, ...found, part: part || found.part === true };
}

function described(name: string, words: readonly string[]): Partial<Command> | undefined {
  const [, iptables, kind, save] = /^(ip6?tables)(-nft|-legacy)?(-save)?$/.exec(name) ?? [];
  if (iptables !== undefined) {
    const backend = kind === undefined ? undefined : kind === "-nft" ? "nf_tables" : "legacy";
    const told = iptablesCommand(iptables === "ip6tables" ? 6 : 4, save !== undefined, words);
    return told && { ...told, backend };
  }
  switch (name) {
    case "ip":
      return ipCommand(words);
    case "ifconfig":
      return { prints: "addr" };
    case "route":
    case "netstat":
      return name === "route" && (words[0] === "add" || words[0] === "del") ? OTHER : { prints: "route" };
    case "ipset":
      return words.some((word) => /^(?:-?-?list|-?-?save|-L|-S)$/.test(word)) ? { prints: "sets" } : undefined;
    case "conntrack":
      return words.some((word) => /^(?:-L|--dump)/.test(word)) ? { prints: "connections" } : OTHER;
    case "kubectl":
    case "oc":
    case "k":
    case "k3s":
      return clusterCommand(words);
    default:
      return undefined;
  }
}

function iptablesCommand(family: Family, save: boolean, words: readonly string[]): Partial<Command> | undefined {
  const joined = words.find((word) => /^(?:-t|--table=)\w/.test(word));
  const at = words.findIndex((word) => word === "-t" || word === "--table");
  const named = joined?.replace(/^(?:-t|--table=)/, "") ?? (at < 0 ? undefined : words[at + 1]);
  const told = TABLE_NAMES.find((table) => table === named);
  if (save) return { prints: "save", family, table: told };
  const table = told ?? "filter";
  if (words.some((word) => ![undefined, "asking"].includes(verbOf(word)))) return { prints: "changes", family, table };
  for (const [index, word] of words.entries()) {
    // Letters may stand together: -vnL.
    if (/^-t\w/.test(word)) continue;
    const shown = /^(?:--list|-[a-z]*L[a-z]*)$/.test(word)
      ? "listing"
      : /^(?:--list-rules|-[a-z]*S[a-z]*)$/.test(word)
        ? "rules"
        : null;
    if (shown === null) continue;
    const next = words[index + 1];
    return { prints: shown, family, table, part: next !== undefined && !next.startsWith("-") };
  }
  return undefined;
}

/** The words after `ip`: options, then an object that may be shortened (`ip a`, `ip r`). */
function ipCommand(words: readonly string[]): Partial<Command> | undefined {
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
  if (/^(?:a|addr?|address|l|link)$/.test(object)) return { prints: "addr", family };
  if (/^(?:ru|rul|rule)$/.test(object)) return { prints: "policy", family };
  if (!/^(?:r|ro|rou|route?)$/.test(object)) return undefined;
  if (rest[0] === "get" || rest[0] === "g") return OTHER;
  const key = rest.findIndex((word) => word === "table" || word === "t");
  const table = key < 0 ? undefined : rest[key + 1];
  return { prints: "route", family, routingTable: table === "all" || table === "0" ? undefined : table };
}

function clusterCommand(words: readonly string[]): Partial<Command> | undefined {
  if (!words.some((word) => word === "get" || word === "describe")) return words.length > 0 ? OTHER : undefined;
  const at = words.findIndex((word) => word === "-n" || word === "--namespace");
  const joined = words.find((word) => /^--namespace=|^-n\w/.test(word))?.replace(/^--namespace=|^-n/, "");
  return { prints: "cluster", namespace: joined ?? (at < 0 ? undefined : words[at + 1]) };
}
