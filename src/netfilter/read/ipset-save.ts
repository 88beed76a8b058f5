/**
 * Reads what `ipset save` prints and `ipset restore` takes: `create NAME TYPE options`, `add NAME ENTRY options`, and the
 * lines that change sets by name (ipset(8)).
 */
import type { SetDrafts } from "./ipset-drafts";
import type { ProblemList } from "./problems";
import { quoted } from "./problems";
import type { Section } from "./section";
import { splitWords } from "./words";

/** Does what the lines of a section say to the sets. */
export function readSetCommands(section: Section, sets: SetDrafts, problems: ProblemList): void {
  for (let index = section.from; index < section.to; index++) {
    const source = section.lines.at(index);
    const line = index + 1;
    if (source.trim() === "" || source.trim() === "COMMIT" || source.trimStart().startsWith("#")) continue;
    const words = splitWords(source);
    const [command, name = "", third = "", ...rest] = words.map(({ text }) => text);
    const column = words[0]?.column ?? 1;
    const complaint = run(sets, command ?? "", name, third, rest, line);
    if (complaint !== undefined) problems.warn(line, column, `${complaint}; this line is not used`);
  }
}

function run(
  sets: SetDrafts,
  command: string,
  name: string,
  third: string,
  rest: readonly string[],
  line: number,
): string | undefined {
  switch (command) {
    case "create":
    case "-N":
      return sets.create(name, third, rest, line);
    case "add":
    case "-A":
      return sets.add(name, third, rest);
    case "del":
    case "-D":
      return sets.remove(name, third);
    case "destroy":
    case "-X":
      return sets.destroy(name);
    case "flush":
    case "-F":
      return sets.flush(name);
    case "rename":
    case "-E":
      return sets.rename(name, third);
    case "swap":
    case "-W":
      return sets.swap(name, third);
    default:
      return `${quoted(command)} is no command of ipset restore that is read here; expected create or add`;
  }
}
