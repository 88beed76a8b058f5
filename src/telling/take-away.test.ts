import { describe, expect, it } from "vitest";
import { tell } from "./told.fixture";
import { traceMarkdown } from "./trace-markdown";
import { traceText } from "./trace-text";

const RULES = `*nat
:PREROUTING ACCEPT [0:0]
-A PREROUTING -d 10.0.91.63/32 -p tcp -m statistic --mode random --probability 0.5 -j DNAT --to-destination 10.244.0.13:80
-A PREROUTING -d 10.0.91.63/32 -p tcp -m comment --comment "a | pipe and a \`tick\`" -j DNAT --to-destination 10.244.0.14:80
COMMIT
`;

const story = tell(RULES, { dst: "10.0.91.63" });
const second = story.outcomes.findIndex(({ sentence }) => sentence.includes("10.244.0.14"));

describe("a trace as Markdown", () => {
  const text = traceMarkdown(story, second, "1 table, 2 rules");
  const lines = text.split("\n");

  it("begins with the verdict and the packet as it came", () => {
    expect(lines[0]).toBe("## Forwarded to 10.244.0.14:80 by cni0");
    expect(text).toContain(
      "Packet: in `eth0`, source `192.168.1.20`, source port `40000`, destination `10.0.91.63`, destination port `80`, protocol `tcp`, flags `SYN`, mark `0x0`, TOS `0x00`, TTL `64`",
    );
  });

  it("holds a row for each step, with as many cells, whatever the rules hold", () => {
    const rows = lines.filter((line) => /^\| \d+ \| [A-Z]/.test(line));
    expect(rows).toHaveLength(story.outcomes[second]?.steps.length ?? 0);
    for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(6);
    expect(text).toContain('``-A PREROUTING -d 10.0.91.63/32 -p tcp -m comment --comment "a \\| pipe and a `tick`"');
  });

  it("holds the pairs of addresses, what else can happen, and what was walked through", () => {
    expect(text).toContain("| 2 | destination | `10.0.91.63:80` | `10.244.0.14:80` |");
    expect(text).toContain("What else can happen:\n\n- Forwarded to 10.244.0.13:80 by cni0 (50 %)");
    expect(lines.at(-2)).toBe("Walked through 1 table, 2 rules.");
  });

  it("says what was assumed", () => {
    const unknown = tell("*filter\n:FORWARD ACCEPT [0:0]\n-A FORWARD -m limit --limit 5/sec -j DROP\nCOMMIT\n", {
      dst: "10.244.0.13",
    });
    expect(traceMarkdown(unknown, 0, "x")).toContain("Assumed:\n\n- packets come faster than 5/sec");
  });
});

describe("a trace as text", () => {
  const text = traceText(story, second, "1 table, 2 rules");

  it("holds the same: verdict, steps, packet, NAT, other outcomes", () => {
    expect(text.split("\n")[0]).toBe("Forwarded to 10.244.0.14:80 by cni0 (50 %)");
    expect(text).toContain("\nPacket: in eth0, source 192.168.1.20, source port 40000, destination 10.0.91.63,");
    expect(text).toContain("\nNAT:\n  step 2: destination 10.0.91.63:80 → 10.244.0.14:80\n");
    expect(text).toContain("\nWhat else can happen:\n  Forwarded to 10.244.0.13:80 by cni0 (50 %)\n");
  });
});
