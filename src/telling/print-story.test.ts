import { describe, expect, it } from "vitest";
import { SAMPLES } from "../../samples/index";
import { readPaste } from "../paste/paste";
import { printStory } from "./print-story";
import { tellTrace } from "./tell-trace";
import { tell, traceOf } from "./told.fixture";

describe("a printed story", () => {
  it("begins with the verdict, its share and the way", () => {
    const text = printStory(tell("*filter\n:FORWARD DROP [0:0]\nCOMMIT\n", { dst: "10.244.0.13" }));
    expect(text.split("\n").slice(0, 3)).toEqual([
      "Dropped by the policy of filter/FORWARD (certain)",
      "   eth0 → filter FORWARD → dropped",
      "   No rule of filter/FORWARD let it through",
    ]);
  });

  it("numbers the steps, and shows a rule without its remark and without the jump that its verdict repeats", () => {
    const text = printStory(
      tell(
        '*filter\n:FORWARD ACCEPT [0:0]\n:web - [0:0]\n-A FORWARD -d 10.244.0.13/32 -m comment --comment "a \\"quoted\\" remark" -j web\n-A web -j DROP\nCOMMIT\n',
        { dst: "10.244.0.13" },
      ),
    );
    expect(text).toContain("  3  filter FORWARD 1  -d 10.244.0.13/32 → JUMP web\n");
    expect(text).toContain("  4    filter web 1 → DROP\n");
  });

  it.each(SAMPLES.map(({ id }) => id))("keeps within 100 columns for the sample %s", async (id) => {
    const sample = SAMPLES.find((one) => one.id === id);
    const paste = readPaste((await sample?.load()) ?? "");
    const lines = printStory(tellTrace(traceOf(paste, sample?.packet ?? {}), paste)).split("\n");
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
  });
});
