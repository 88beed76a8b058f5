import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at, answer, effect, packet, shown, words, world } from "../extensions/rule-in-hand";
import { readPaste } from "../../paste/paste";

/** A world in which the sets of a text are there. */
function withSets(sets: string, changes: Parameters<typeof packet>[0] = {}, more: Parameters<typeof world>[0] = {}) {
  const { node, problems } = readPaste(sets);
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join("; "));
  return world({ packet: packet(changes), node, ...more });
}

const holds = (sets: string, rule: string, changes = {}) =>
  answer(`-m set --match-set ${rule}`, withSets(sets, changes));

describe("an ipset", () => {
  it("holds an address, a network around it, and nothing of another family", () => {
    expect(holds("create s hash:ip\nadd s 10.244.1.5", "s src")).toBe(true);
    expect(holds("create s hash:net\nadd s 10.244.0.0/16", "s src")).toBe(true);
    expect(holds("create s hash:net\nadd s 10.244.0.0/16", "s dst")).toBe(false);
    expect(holds("create s hash:ip family inet6\nadd s fd00::1", "s src")).toBe(false);
  });

  it("goes by its longest network, which may be an exception", () => {
    const sets = "create s hash:net\nadd s 10.0.0.0/8\nadd s 10.244.0.0/16 nomatch\nadd s 10.244.1.0/24";
    expect(holds(sets, "s src")).toBe(true);
    expect(holds(sets, "s src", { src: at("10.244.2.5") })).toBe(false);
    expect(holds(sets, "s src --return-nomatch", { src: at("10.244.2.5") })).toBe(true);
    expect(holds(sets, "s src --return-nomatch")).toBe(false);
  });

  it("looks at each dimension's own end of the packet", () => {
    const sets = "create s hash:ip,port,ip\nadd s 10.244.1.5,tcp:80,10.96.0.10";
    expect(holds(sets, "s src,dst,dst")).toBe(true);
    expect(holds(sets, "s src,src,dst")).toBe(false);
    expect(holds(sets, "s src,dst")).toBe(false);
    expect(holds("create s bitmap:port range 0-100\nadd s 70-90", "s dst")).toBe(true);
    expect(holds("create s hash:ip,mark\nadd s 10.244.1.5,0x7", "s src,src", { mark: 7 })).toBe(true);
    expect(holds("create s hash:net,iface\nadd s 10.0.0.0/8,cni0", "s src,src")).toBe(true);
    expect(holds("create s hash:net,iface\nadd s 10.0.0.0/8,cni0", "s src,dst")).toBe(false);
  });

  it("that lists others asks each in turn", () => {
    const sets =
      "create a hash:ip\nadd a 1.1.1.1\ncreate b hash:ip\nadd b 10.244.1.5\ncreate l list:set\nadd l a\nadd l b";
    expect(holds(sets, "l src")).toBe(true);
    expect(holds(sets, "l dst")).toBe(false);
  });

  it("is asked where the paste does not have it, or the packet does not tell what is looked up", () => {
    expect(holds("create s hash:ip", "other src")).toMatchObject({ kind: "unknown" });
    expect(holds("create s hash:mac\nadd s 00:11:22:33:44:55", "s src")).toMatchObject({ kind: "unknown" });
    expect(holds("create s hash:mac\nadd s 00:11:22:33:44:55", "s src", { mac: "00:11:22:33:44:55" })).toBe(true);
  });

  it("is changed by rules for those that come later", () => {
    const before = withSets("create s hash:ip\nadd s 10.96.0.10");
    const added = effect("-j SET --add-set s src", before);
    const node = added.kind === "continue" ? added.node : undefined;
    expect(answer("-m set --match-set s src", before)).toBe(false);
    expect(node && answer("-m set --match-set s src", { ...before, node })).toBe(true);
    const removed = node ? effect("-j SET --del-set s dst", { ...before, node }) : added;
    const after = removed.kind === "continue" ? removed.node : undefined;
    expect(after && answer("-m set --match-set s dst", { ...before, node: after })).toBe(false);
  });

  it("is told in words, and what it holds the packet as", () => {
    expect(words("-m set ! --match-set s src,dst -j SET --add-set t src")).toEqual([
      "source, destination is not in the set s",
      "adds it to the set t",
    ]);
    expect(shown("-m set --match-set s src", withSets("create s hash:net\nadd s 10.244.0.0/16"))).toEqual([
      "10.244.1.5 (held as 10.244.0.0/16)",
    ]);
  });

  it("of any networks says what a scan by the longest of them says", () => {
    const network = fc.tuple(fc.nat(255), fc.nat(255), fc.integer({ min: 1, max: 32 }), fc.boolean());
    fc.assert(
      fc.property(fc.array(network, { minLength: 1, maxLength: 12 }), fc.nat(255), fc.nat(255), (networks, c, d) => {
        const value = (a: number, b: number) => ((10 << 24) | (a << 16) | (b << 8)) >>> 0;
        const lines = new Map(
          networks.map(([a, b, length, nomatch]) => {
            const base = (value(a, b) & (0xffffffff << (32 - length))) >>> 0;
            const text = [24, 16, 8, 0].map((shift) => (base >>> shift) & 255).join(".");
            return [`${text}/${String(length)}`, { base, length, nomatch }] as const;
          }),
        );
        const sets = [
          "create s hash:net",
          ...[...lines].map(([text, { nomatch }]) => `add s ${text}${nomatch ? " nomatch" : ""}`),
        ];
        const asked = (value(c, 0) | d) >>> 0;
        const around = [...lines.values()].filter(
          ({ base, length }) => ((asked ^ base) & (0xffffffff << (32 - length))) === 0,
        );
        const longest = around.sort((x, y) => y.length - x.length)[0];
        const src = at(`10.${String(c)}.0.${String(d)}`);
        expect(holds(sets.join("\n"), "s src", { src })).toBe(longest !== undefined && !longest.nomatch);
      }),
      { numRuns: 300 },
    );
  });
});

describe("what ipset prints", () => {
  it("is read with its sets, and what cannot be read is told with its line", () => {
    const paste = readPaste(
      "$ ipset save\ncreate s hash:ip family inet\nadd s 10.0.0.1-10.0.0.6\nadd s nonsense\nadd t 1.1.1.1\n",
    );
    expect(paste.node.ipsets?.get("s")?.entries.map(({ elements }) => elements.length)).toEqual([1, 1, 1, 1]);
    expect(paste.problems.map(({ line }) => line)).toEqual([4, 5]);
  });

  it("as a list is read as well", () => {
    const text =
      "Name: s\nType: hash:net,port\nRevision: 8\nHeader: family inet hashsize 1024\nMembers:\n10.0.0.0/8,tcp:80\n\n# iptables-save\n";
    expect(readPaste(text).node.ipsets?.get("s")).toMatchObject({
      type: "hash:net,port",
      line: 1,
      entries: [{ text: "10.0.0.0/8,tcp:80" }],
    });
  });
});
