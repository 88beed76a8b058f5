import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPaste } from "../paste/paste";
import { lineStory } from "./line-parts";

const TEXT = `*nat
:PREROUTING ACCEPT [12:1720]
:KUBE-SERVICES - [0:0]
[1:60] -A PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
-A KUBE-SERVICES ! -s 10.244.0.0/16 -p tcp -m tcp --dport 80 -j DNAT --to-destination 10.244.0.13:8080 --random
-A KUBE-SERVICES -m nonsense --never-heard -g KUBE-SERVICES
COMMIT
`;
const LINES = TEXT.split("\n");
const paste = readPaste(TEXT);

/** The parts of a line of the text, each as the words it covers and what is said of it. */
function partsOf(line: number): readonly (readonly [string, string])[] {
  const text = LINES[line - 1] ?? "";
  const story = lineStory(paste, { line, text });
  return story.parts.map(({ from, to, words }) => [text.slice(from, to), words]);
}

function manualsOf(line: number): readonly string[] {
  const { parts } = lineStory(paste, { line, text: LINES[line - 1] ?? "" });
  return parts.map(({ manual }) => (manual ? `${manual.page} ${manual.section} ${manual.option ?? ""}`.trim() : "-"));
}

describe("a line taken apart", () => {
  it("says where a table begins and ends", () => {
    expect(partsOf(1)).toEqual([
      [
        "*nat",
        "Here begins the table nat: asked for the first packet of each connection; it decides how addresses are rewritten",
      ],
    ]);
    expect(partsOf(7)).toEqual([["COMMIT", "ends the table: iptables-restore puts all of it in force at once"]]);
  });

  it("says what a chain's declaration holds", () => {
    expect(partsOf(2)).toEqual([
      [":PREROUTING", "Where the destination of what arrives can be changed, before it is routed"],
      ["ACCEPT", "the policy: what happens to a packet that no rule of PREROUTING decides on is ACCEPT"],
      ["[12:1720]", "counters: 12 packets of 1,720 bytes in all came to the chain's policy"],
    ]);
    expect(partsOf(3)[1]).toEqual(["-", "no policy: at its end a chain of one's own returns to where it was called"]);
  });

  it("says of every word of a rule what it means", () => {
    expect(partsOf(4)).toEqual([
      ["[1:60]", "counters: 1 packet of 60 bytes in all came to this rule"],
      ["-A", "adds the rule at the end of the chain"],
      ["PREROUTING", "Where the destination of what arrives can be changed, before it is routed"],
      ["-m comment", "a remark for people: no packet is asked for it"],
      ['--comment "kubernetes service portals"', "a remark for people: no packet is asked for it"],
      [
        "-j KUBE-SERVICES",
        "goes to KUBE-SERVICES, and comes back at its end. kube-proxy's list of Services: one rule for each address and port",
      ],
    ]);
    expect(partsOf(5).slice(2)).toEqual([
      ["! -s 10.244.0.0/16", "source is not in 10.244.0.0/16"],
      ["-p tcp", "protocol is tcp"],
      ["-m tcp", "the match tcp: destination port is 80"],
      ["--dport 80", "destination port is 80"],
      ["-j DNAT", "rewrites the destination to 10.244.0.13:8080"],
      ["--to-destination 10.244.0.13:8080", "the new destination: 10.244.0.13 port 8080"],
      ["--random", "the new port is drawn at random, as with --random-fully since Linux 5.0"],
    ]);
  });

  it("names the manual's page, section and option", () => {
    expect(manualsOf(5)).toEqual([
      "iptables(8) COMMANDS -A",
      "-",
      "iptables(8) PARAMETERS -s, --source",
      "iptables(8) PARAMETERS -p, --protocol",
      "iptables-extensions(8) tcp",
      "iptables-extensions(8) tcp --dport",
      "iptables-extensions(8) DNAT",
      "iptables-extensions(8) DNAT --to-destination",
      "iptables-extensions(8) DNAT --random",
    ]);
  });

  it("keeps what is not understood, and says that it is not", () => {
    expect(partsOf(6)[2]?.[1]).toBe("not understood: the match nonsense is not implemented");
    expect(partsOf(6).map(([words]) => words)).toEqual([
      "-A",
      "KUBE-SERVICES",
      "-m nonsense",
      "--never-heard",
      "-g KUBE-SERVICES",
    ]);
  });

  it("takes a rule by its name as well", () => {
    const story = lineStory(paste, { family: 4, table: "nat", chain: "PREROUTING", rule: 1 });
    expect(story.text).toBe(LINES[3]?.slice("[1:60] ".length));
    expect(story.parts[0]).toMatchObject({ kind: "command", from: 0, to: 2 });
  });

  it("takes a rule by its name in the rules of its family", () => {
    const both = readPaste(
      [4, 6]
        .map(
          (family) =>
            `$ ip${family === 6 ? "6" : ""}tables-save\n*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -m hl --hl-eq ${String(family)} -j DROP\nCOMMIT\n`,
        )
        .join(""),
    );
    const text = (family: 4 | 6) => lineStory(both, { family, table: "filter", chain: "INPUT", rule: 1 }).text;
    expect([text(4), text(6)]).toEqual(["-A INPUT -m hl --hl-eq 4 -j DROP", "-A INPUT -m hl --hl-eq 6 -j DROP"]);
  });

  it("covers every word of a rule once, and nothing twice", () => {
    for (const line of [4, 5, 6]) {
      const text = LINES[line - 1] ?? "";
      const { parts } = lineStory(paste, { line, text });
      const left = parts.reduceRight((rest, { from, to }) => rest.slice(0, from) + rest.slice(to), text);
      expect(left.trim()).toBe("");
    }
  });

  it("bears any text, and stays within it", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 9 }), (text, line) => {
        for (const { from, to } of lineStory(paste, { line, text }).parts) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeLessThanOrEqual(text.length);
          expect(from).toBeLessThan(to);
        }
      }),
    );
  });
});
