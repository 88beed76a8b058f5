/**
 * ipset's own outputs: every set and every member of them is read.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readPaste } from "../../src/paste/paste";

const FOLDER = join(import.meta.dirname, "../../../shared/conformance/real-dumps/ipset");
const there = existsSync(FOLDER);
const names = there ? readdirSync(FOLDER).filter((name) => name.endsWith(".txt")) : [];

/** Counts lines alone: sets, and what stands in them. */
function counted(text: string) {
  const lines = text.split("\n");
  let members = 0;
  let inMembers = false;
  for (const line of lines) {
    if (line.startsWith("Members:")) inMembers = true;
    else if (line.trim() === "" || line.startsWith("Name:")) inMembers = false;
    else if (inMembers) members++;
    if (line.startsWith("add ")) members++;
  }
  return { sets: lines.filter((line) => /^(Name: |create )/.test(line)).length, members };
}

describe.skipIf(!there)("ipset's own outputs (skipped without ../shared)", () => {
  it("are all there", () => {
    expect(names.length).toBe(114);
  });

  it.each(names)("%s: each set and each member is read, without a problem", (name) => {
    const text = readFileSync(join(FOLDER, name), "utf8");
    const { node, problems } = readPaste(text);
    const sets = [...(node.ipsets?.values() ?? [])];
    const texts = sets.reduce((sum, { entries }) => sum + new Set(entries.map((entry) => entry.text)).size, 0);
    expect(problems).toEqual([]);
    expect({ sets: sets.length, members: texts }).toEqual(counted(text));
  });
});
