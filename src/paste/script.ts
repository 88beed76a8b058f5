/**
 * Reads command lines and shell scripts that change rules: `iptables -t nat -A …`, with variables that the text itself
 * sets. What else a script does is not done here, and is told. What the commands do is in scripts.ts.
 */
import type { Family } from "../netfilter/address";
import { quoted, type ProblemList } from "../netfilter/read/problems";
import type { Section } from "../netfilter/read/section";
import { readTableCommand, verbOf, type TableCommand } from "../netfilter/read/table-command";
import type { Word } from "../netfilter/read/words";
import { TABLE_NAMES, type TableName } from "../netfilter/ruleset";
import { commandText } from "./command";
import { isAssignment } from "./loose-signs";
import { MOST_PUT_IN, shellCommands, type Variables } from "./shell-words";

const TOOL = /^(?:.*\/)?(ip6?tables)(?:-nft|-legacy)?$/;
const ASSIGNMENT = /^([A-Za-z_]\w*)=([^]*)$/;
/** Commands that change nothing that a packet meets. */
const HARMLESS =
  /^(?:echo|printf|exit|return|set|true|:|sleep|cd|clear|export|local|readonly|declare|unset|shift|source|\.|logger|sysctl|modprobe|insmod|depmod|test|\[|\[\[|fi|done|esac|then|else|do|\}|\{|date|id|whoami|uname|trap|umask|mkdir|touch|rm|cat|grep|which|command)$/;

/** A command of a script and the table that it is for. */
export interface ScriptCommand {
  readonly family: Family;
  readonly table: TableName;
  readonly command: TableCommand;
}

/** The commands of a section; `variables` are those that sections before it set. */
export function readScript(section: Section, variables: Variables, problems: ProblemList): readonly ScriptCommand[] {
  return new ScriptReading(variables, problems).read(section);
}

class ScriptReading {
  readonly #problems: ProblemList;
  readonly #variables: Variables;
  readonly #commands: ScriptCommand[] = [];
  /** The last line that was told as not run; what follows it at once is told with it. */
  #toldLine = -1;

  constructor(variables: Variables, problems: ProblemList) {
    this.#variables = variables;
    this.#problems = problems;
  }

  read({ lines, from, to }: Section): readonly ScriptCommand[] {
    for (let index = from; index < to; index++) {
      let source = lines.at(index);
      const line = index + 1;
      const parts = [source];
      while (source.endsWith("\\") && index + 1 < to) {
        source = lines.at(++index);
        parts.push(source);
      }
      this.#readLine(parts.map((part, at) => (at < parts.length - 1 ? part.slice(0, -1) : part)).join(" "), line);
    }
    return this.#commands;
  }

  #readLine(source: string, line: number): void {
    const at = isAssignment(source) ? 0 : commandText(source).at;
    // Only a prompt and what a command is wrapped in are cut off; columns stay.
    const text = " ".repeat(at) + source.slice(at);
    const spent = this.#variables.isSpent();
    for (const { words, end } of shellCommands(text, this.#variables)) this.#command(words, source.slice(0, end), line);
    if (spent || !this.#variables.isSpent()) return;
    const much = `variables put ${MOST_PUT_IN.toLocaleString("en")} characters into this paste`;
    this.#problems.warn(line, at + 1, `${much}; from here on they stand as they are written`);
  }

  #command(words: readonly Word[], source: string, line: number): void {
    let at = 0;
    while (/^(?:then|do|else|sudo|exec|time|!|export|local|readonly)$/.test(words[at]?.text ?? "")) at++;
    for (let found = ASSIGNMENT.exec(words[at]?.text ?? ""); found; found = ASSIGNMENT.exec(words[++at]?.text ?? "")) {
      this.#variables.set(found[1] ?? "", found[2] ?? "");
    }
    const name = words[at];
    if (!name) return;
    const tool = TOOL.exec(name.text)?.[1];
    if (tool !== undefined) this.#iptables(tool === "ip6tables" ? 6 : 4, words.slice(at + 1), source, line);
    else if (!HARMLESS.test(name.text)) this.#tell(name, line);
  }

  #iptables(family: Family, words: readonly Word[], source: string, line: number): void {
    const { table, rest } = tableOf(words);
    const verb = rest.map(({ text }) => verbOf(text)).find((found) => found !== undefined);
    if (verb === "asking" || rest.length === 0) return;
    const name = TABLE_NAMES.find((known) => known === (table?.text ?? "filter"));
    if (!name) {
      this.#problems.warn(
        line,
        table?.column ?? 1,
        `there is no table ${quoted(table?.raw ?? "")}; expected ${TABLE_NAMES.join(", ")}`,
      );
      return;
    }
    const command = readTableCommand(rest, source, line, this.#problems);
    if (command) this.#commands.push({ family, table: name, command });
  }

  #tell(name: Word, line: number): void {
    const again = line <= this.#toldLine + 1;
    this.#toldLine = line;
    if (again) return;
    const loop = /^(?:if|for|while|until|case|function|\w+\(\))$/.test(name.text);
    const what = loop
      ? "is not followed: the commands within are taken as run once"
      : "is not run; expected iptables commands and variables";
    this.#problems.warn(line, name.column, `${quoted(name.raw)} and what may follow it ${what}`);
  }
}

/** The words without `-t TABLE`. */
function tableOf(words: readonly Word[]): { readonly table: Word | undefined; readonly rest: readonly Word[] } {
  const at = words.findIndex(({ text }) => text === "-t" || text === "--table");
  if (at >= 0) return { table: words[at + 1], rest: words.toSpliced(at, 2) };
  const joined = words.findIndex(({ text }) => /^(?:-t|--table=)\w/.test(text));
  const word = words[joined];
  if (!word) return { table: undefined, rest: words };
  const text = word.text.replace(/^(?:-t|--table=)/, "");
  return {
    table: { ...word, text, column: word.column + word.text.length - text.length },
    rest: words.toSpliced(joined, 1),
  };
}
