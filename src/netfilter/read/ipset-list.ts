/**
 * Reads what `ipset list` prints: for each set `Name:`, `Type:`, `Header:` and more, then `Members:` and a line for each
 * (ipset(8)).
 */
import type { SetDrafts } from "./ipset-drafts";
import { SET_FIELD } from "./node-signs";
import type { ProblemList } from "./problems";
import { quoted } from "./problems";
import type { Section } from "./section";
import { splitWords } from "./words";

/** Adds the sets of a section. */
export function readSetList(section: Section, sets: SetDrafts, problems: ProblemList): void {
  let name = "";
  let type = "";
  let line = 0;
  let known = false;
  for (let index = section.from; index < section.to; index++) {
    const source = section.lines.at(index).trimEnd();
    if (source.trim() === "") continue;
    const [, field, value = ""] = SET_FIELD.exec(source) ?? [];
    switch (field) {
      case "Name":
        name = value;
        line = index + 1;
        known = false;
        break;
      case "Type":
        type = value;
        break;
      case "Header": {
        const complaint = sets.create(name, type, value.split(/\s+/).filter(Boolean), line);
        known = complaint === undefined;
        if (complaint !== undefined) problems.warn(line, 1, `${complaint}; the set is not used`);
        break;
      }
      case undefined: {
        if (!known) break;
        const [entry = "", ...rest] = splitWords(source).map(({ text }) => text);
        const complaint = sets.add(name, entry, rest);
        if (complaint !== undefined)
          problems.warn(index + 1, 1, `${complaint}; this line of ${quoted(name)} is not used`);
      }
    }
  }
}
