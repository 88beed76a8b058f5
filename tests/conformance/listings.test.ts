/**
 * What `iptables -L` printed on real nodes: every rule of it is read or told by a problem that names its line. The lines
 * are counted here by what a listing is to the eye, a block of lines below `Chain …` and its heading.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readPaste, type Paste } from "../../src/paste/paste";
import type { Family } from "../../src/netfilter/address";

const SHARED = join(import.meta.dirname, "../../../shared");
const DUMPS = join(SHARED, "conformance/real-dumps");

const texts = existsSync(DUMPS)
  ? [
      ...readdirSync(DUMPS, { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => join(DUMPS, name)),
      join(SHARED, "seeds/aks-notes.txt"),
    ]
      .map((path) => ({ file: path.replace(/.*\//, ""), text: readFileSync(path, "utf8") }))
      .filter(({ text }) => /^\s*Chain \S+ \(/m.test(text))
  : [];

/** The numbers of the lines below each `Chain …`, without the heading, up to a blank line or a fence. */
function listedLines(text: string): number[] {
  const found: number[] = [];
  let inside = false;
  for (const [index, line] of text.split("\n").entries()) {
    if (/^\s*Chain \S+ \(/.test(line)) inside = true;
    else if (/^\s*(?:(?:```|\{\{<).*)?$/.test(line)) inside = false;
    else if (inside && !/source\s+destination/.test(line)) found.push(index + 1);
  }
  return found;
}

const chainsIn = (text: string) => text.match(/^\s*Chain \S+ \(/gm)?.length ?? 0;

function ruleLines(paste: Paste): Set<number | null> {
  const families: readonly Family[] = [4, 6];
  return new Set(
    families.flatMap((family) =>
      [...paste.rulesets[family].tables.values()].flatMap(({ chains }) =>
        [...chains.values()].flatMap(({ rules }) => rules.map(({ line }) => line)),
      ),
    ),
  );
}

describe.skipIf(texts.length === 0)("a real listing (skipped without ../shared)", () => {
  it("is there in 19 texts", () => {
    expect(texts.map(({ file }) => file)).toHaveLength(19);
  });

  it.each(texts)("has every rule in a section, or told with its line: $file", ({ text }) => {
    const { sections, problems } = readPaste(text);
    const listings = sections.filter(({ kind }) => kind === "listing");
    const rules = listings.reduce((sum, { words }) => sum + Number(/(\d+) rules?\b/.exec(words)?.[1] ?? 0), 0);
    const lines = listedLines(text);
    const apart = new Set(
      problems
        .filter(({ message }) => /cannot be read; expected a rule|left out here/.test(message))
        .map(({ line }) => line),
    );
    const told = problems
      .filter(({ message }) => message.startsWith("these lines are not used"))
      .map(({ line }) => line);
    // A table that the text holds whole already is not read again, and that is told.
    const again = listings.filter(({ first }) => told.includes(first));
    const passed = lines.filter((line) => again.some(({ first, last }) => line >= first && line <= last));
    expect(rules).toBe(lines.filter((line) => !apart.has(line)).length - passed.length);
  });

  const alone = texts.filter(({ file }) => /vnL|-L|-Ln|aks-notes|-Lnv/.test(file));

  it.each(alone)("has each of its lines as a rule, an ellipsis, or a problem: $file", ({ text }) => {
    const paste = readPaste(text);
    const known = ruleLines(paste);
    const told = new Set(paste.problems.map(({ line }) => line));
    expect(listedLines(text).filter((line) => !known.has(line) && !told.has(line))).toEqual([]);
  });

  it.each(alone.filter(({ file }) => file.includes("nL")))(
    "has no words that are not understood where it was printed with -v and -n: $file",
    ({ text }) => {
      const messages = readPaste(text).problems.map(({ message }) => message);
      expect(messages.filter((message) => message.includes("treated as unknown"))).toEqual(
        messages.filter((message) => message.startsWith("iptables -L without -v")),
      );
    },
  );

  it("and the iptables-save of the same node have the same rules", () => {
    for (const name of ["eduroam", "ringofsaturn"]) {
      const of = (file: string) => readPaste(readFileSync(join(DUMPS, file), "utf8")).rulesets[4].tables.get("filter");
      const [listed, saved] = [of(`${name}-Lnv.txt`), of(`${name}-save.txt`)];
      const counts = (table: typeof listed) =>
        [...(table?.chains.values() ?? [])].map((chain) => [chain.name, chain.rules.length]);
      expect(counts(listed).sort()).toEqual(counts(saved).sort());
    }
  });

  it("counts as many chains as it names", () => {
    const { rulesets } = readPaste(texts.find(({ file }) => file === "k8s-flannel-nat-vnL.txt")?.text ?? "");
    const text = texts.find(({ file }) => file === "k8s-flannel-nat-vnL.txt")?.text ?? "";
    expect(rulesets[4].tables.get("nat")?.chains.size).toBe(chainsIn(text));
  });
});
