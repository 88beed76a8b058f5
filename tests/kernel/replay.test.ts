/**
 * Every packet that the kernel was seen to handle goes the same way through our walk.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compareRecord } from "./compare";
import { recordOf } from "./record";

/** kube-proxy nodes, and single facts that were asked of the kernel; part of the project. */
const OURS = join(import.meta.dirname, "recorded");
/** Records of many more kinds of node, where they are at hand. */
const SHARED = join(import.meta.dirname, "../../../shared/kernel-traces");

function replay(folder: string): void {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];
  it.each(names.sort())("of %s: each goes the way the kernel took", (name) => {
    const compared = compareRecord(recordOf(JSON.parse(readFileSync(join(folder, name), "utf8"))));
    expect(compared.length).toBeGreaterThan(0);
    const wrong = compared.filter(({ found }) => found !== "agrees");
    expect(wrong.map(({ id, found, told }) => `${id} ${found}\n${told}`).join("\n")).toBe("");
  });
}

describe("the recorded packets", () => {
  replay(OURS);
});

describe.skipIf(!existsSync(SHARED))(
  "the recorded packets of other nodes (skipped where the records are not at hand)",
  () => {
    replay(SHARED);
  },
);
