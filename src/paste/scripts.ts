/**
 * Runs the scripts and command lines of a paste (script.ts) one after the other, as the node would. A session's prompts part
 * them into many sections, and what one makes another may need: so all are read before the first is run.
 */
import type { Family } from "../netfilter/address";
import { applyCommand } from "../netfilter/read/commands";
import type { ProblemList } from "../netfilter/read/problems";
import type { Section } from "../netfilter/read/section";
import type { TableName } from "../netfilter/ruleset";
import type { ReadRules } from "./rule-lines";
import { readScript, type ScriptCommand } from "./script";
import { Variables } from "./shell-words";
import type { Tables } from "./tables";

export class Scripts {
  readonly #problems: ProblemList;
  /** The commands of each section. */
  readonly #commands: ReadonlyMap<Section, readonly ScriptCommand[]>;
  /** The lines of the commands that were not run yet and make a chain, the next one last, by its table and name. */
  readonly #making = new Map<string, number[]>();

  constructor(sections: readonly Section[], problems: ProblemList) {
    const variables = new Variables();
    this.#problems = problems;
    this.#commands = new Map(sections.map((section) => [section, readScript(section, variables, problems)]));
    const all = [...this.#commands.values()].flat();
    for (const one of all.toReversed()) {
      const key = madeBy(one);
      if (key === undefined) continue;
      const lines = this.#making.get(key);
      if (lines) lines.push(one.command.line);
      else this.#making.set(key, [one.command.line]);
    }
  }

  /** Does to the tables what the commands of a section say, which is the next one. */
  run(section: Section, tables: Tables): ReadRules {
    const commands = this.#commands.get(section) ?? [];
    const names = new Set<TableName>();
    let rules = 0;
    for (const one of commands) {
      const { family, table, command } = one;
      names.add(table);
      if (["append", "insert", "replace"].includes(command.verb)) rules++;
      const draft = tables.changed(family, table, command.line);
      // What empties the table knows all rules that are in it afterwards.
      if (command.verb === "flush" && !command.chain) draft.whole = true;
      const made = madeBy(one);
      if (made !== undefined) this.#making.get(made)?.pop();
      const madeLater = (chain: string) => this.#making.get(keyOf(family, table, chain))?.at(-1);
      applyCommand(draft, command, family, this.#problems, madeLater);
    }
    return { family: commands[0]?.family ?? 4, tables: [...names], rules, inferred: false };
  }
}

/** The chain that a command makes, with its table. */
function madeBy({ family, table, command: { verb, chain, words } }: ScriptCommand): string | undefined {
  const made = verb === "new" ? chain : verb === "rename" ? words[0] : undefined;
  return made && keyOf(family, table, made.text);
}

function keyOf(family: Family, table: TableName, chain: string): string {
  return `${String(family)} ${table} ${chain}`;
}
