import { describe, expect, it } from "vitest";
import type { Match, Target } from "../ruleset";
import { ProblemList } from "./problems";
import { readRule } from "./rule";
import { splitWords } from "./words";

function read(rule: string, chains: readonly string[] = []) {
  const problems = new ProblemList();
  const parts = readRule(splitWords(rule), { family: 4, table: "nat", chains: new Set(chains), line: 1, problems });
  return { ...parts, problems: problems.kept() };
}

const names = (matches: readonly Match[]) => matches.map(({ kind, name }) => (kind === "known" ? name : `${name}?`));

function unknownWords(extension: Match | Target | undefined): string | undefined {
  return extension?.kind === "unknown" ? extension.words.join(" ") : undefined;
}

describe("the head of a rule", () => {
  it("is a match for each option, in the order of iptables-save whatever the paste's", () => {
    const { matches, problems } = read("-p tcp -o eth1 -i eth0 -d 10.0.0.2 -s 10.0.0.1 -j ACCEPT");
    expect(names(matches)).toEqual(["source", "destination", "in", "out", "protocol"]);
    expect(problems).toEqual([]);
  });

  it("takes ! before an option and, as before iptables 1.4.3, behind it", () => {
    for (const rule of ["! -s 10.0.0.1", "-s ! 10.0.0.1", "! --source 10.0.0.1"]) {
      const [source] = read(rule).matches;
      expect(source).toMatchObject({ kind: "known", name: "source", options: { value: { negated: true } } });
    }
  });

  it("keeps a value that cannot be read word for word, and tells where and what was expected", () => {
    const { matches, problems } = read("-s 10.0.0.999/33 -p tcp -j ACCEPT");
    expect(names(matches)).toEqual(["source?", "protocol"]);
    expect(unknownWords(matches[0])).toBe("-s 10.0.0.999/33");
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ column: 4 });
    expect(problems[0]?.message).toContain("-s expects");
  });

  it("has each option once", () => {
    const { matches, problems } = read("-i eth0 -i eth1");
    expect(names(matches)).toEqual(["in", "in?"]);
    expect(problems[0]?.message).toContain("twice");
  });

  it.each(["-s", "-i", "-p"])("does not swallow the next option where the value of %s lacks", (flag) => {
    const { matches, target, problems } = read(`${flag} ! -d 10.0.0.1 -j ACCEPT`);
    expect(matches.map(unknownWords)).toContain(flag);
    expect(matches).toContainEqual(expect.objectContaining({ kind: "known", name: "destination" }));
    expect(target).toEqual({ kind: "verdict", verdict: "ACCEPT" });
    expect(problems).toHaveLength(1);
  });
});

describe("a match", () => {
  it("takes the options that stand after it", () => {
    const { matches } = read("-p tcp -m tcp --dport 80 ! --sport 1024:65535");
    expect(names(matches)).toEqual(["protocol", "tcp"]);
    expect(matches[1]).toMatchObject({ options: { dport: { negated: false }, sport: { negated: true } } });
  });

  it("is loaded unasked by its protocol", () => {
    expect(read("-p tcp --dport 80").matches).toEqual(read("-p tcp -m tcp --dport 80").matches);
    expect(read("-ptcp --dport=80").matches).toEqual(read("-p tcp -m tcp --dport 80").matches);
  });

  it("may stand twice", () => {
    const { matches, problems } = read('-m comment --comment "a b" -m comment --comment c');
    expect(names(matches)).toEqual(["comment", "comment"]);
    expect(problems).toEqual([]);
  });

  it("that nobody knows is kept word for word up to the next one", () => {
    const { matches, target, problems } = read('-m nosuch --a "b c" ! --d -m comment --comment x -j ACCEPT');
    expect(names(matches)).toEqual(["nosuch?", "comment"]);
    expect(unknownWords(matches[0])).toBe('-m nosuch --a "b c" ! --d');
    expect(target.kind).toBe("verdict");
    expect(problems).toMatchObject([{ column: 1 }]);
    expect(problems[0]?.message).toContain("the match nosuch is not implemented");
  });

  it("with an option that it does not have is kept as unknown", () => {
    const { matches, problems } = read("-p tcp -m tcp --dport 80 --nosuch 5 -j ACCEPT");
    expect(names(matches)).toEqual(["protocol", "tcp?"]);
    expect(unknownWords(matches[1])).toBe("-m tcp --dport 80 --nosuch 5");
    expect(problems[0]).toMatchObject({ column: 26 });
    expect(problems[0]?.message).toContain("--dport");
  });

  it("with a value that cannot be read is kept as unknown", () => {
    const { matches, problems } = read("-p tcp -m tcp --dport 99999 -j ACCEPT");
    expect(unknownWords(matches[1])).toBe("-m tcp --dport 99999");
    expect(problems[0]).toMatchObject({ column: 23 });
  });

  it("is not loaded by the name that a head option has here", () => {
    expect(names(read("-m source -s 10.0.0.1").matches)).toEqual(["source", "source?"]);
  });

  it("that iptables-save could not print is kept as unknown", () => {
    const { matches, problems } = read("-m tcp [unsupported revision] -j ACCEPT");
    expect(unknownWords(matches[0])).toBe("-m tcp [unsupported revision]");
    expect(problems[0]?.message).toContain("could not print tcp");
  });

  it.each(["__proto__", "constructor", "toString"])("may be named %s", (name) => {
    expect(names(read(`-m ${name} --${name} x -j ACCEPT`).matches)).toEqual([`${name}?`]);
    expect(read(`-p tcp -m tcp --${name}`).problems).toHaveLength(1);
    expect(read(`-j ${name}`).target.kind).toBe("unknown");
    expect(read(`-j ${name}`, [name]).target).toEqual({ kind: "jump", chain: name });
  });
});

describe("a target", () => {
  it("may lack", () => {
    expect(read("-s 10.0.0.1").target).toEqual({ kind: "none" });
    expect(read("")).toEqual({ matches: [], target: { kind: "none" }, problems: [] });
  });

  it("is a verdict, a chain to jump or to go to, or an extension with options", () => {
    expect(read("-j DROP").target).toEqual({ kind: "verdict", verdict: "DROP" });
    expect(read("-j KUBE-SVC", ["KUBE-SVC"]).target).toEqual({ kind: "jump", chain: "KUBE-SVC" });
    expect(read("-g KUBE-SVC", ["KUBE-SVC"]).target).toEqual({ kind: "goto", chain: "KUBE-SVC" });
    expect(read("-p tcp -j DNAT --to-destination 10.0.0.1:80").target).toMatchObject({ kind: "known", name: "DNAT" });
  });

  it("is a chain before it is an extension of the same name, as in the kernel", () => {
    expect(read("-j LOG", ["LOG"]).target).toEqual({ kind: "jump", chain: "LOG" });
  });

  it("that is neither chain nor known is kept as unknown", () => {
    const { target, problems } = read("-s 10.0.0.1 -j NOSUCH --opt 1");
    expect(unknownWords(target)).toBe("-j NOSUCH --opt 1");
    expect(problems[0]).toMatchObject({ column: 13 });
    expect(unknownWords(read("-g ACCEPT").target)).toBe("-g ACCEPT");
    expect(unknownWords(read("-j").target)).toBe("-j");
  });

  it("that iptables-save could not print is kept as unknown", () => {
    expect(unknownWords(read("-j DNAT [unsupported revision]").target)).toBe("-j DNAT [unsupported revision]");
  });

  it("stands once", () => {
    const { target, problems } = read("-j ACCEPT -j DROP");
    expect(unknownWords(target)).toBe("-j ACCEPT -j DROP");
    expect(problems).toMatchObject([{ column: 11 }]);
  });

  it("takes no options where it is a verdict", () => {
    expect(unknownWords(read("-j ACCEPT --random").target)).toBe("-j ACCEPT --random");
  });
});

describe("words that belong to nothing", () => {
  it("are kept and told", () => {
    const { matches, problems } = read("stray words -j ACCEPT");
    expect(unknownWords(matches[0])).toBe("stray words");
    expect(problems[0]).toMatchObject({ column: 1 });
  });

  it("hide no option that they are called like", () => {
    expect(names(read("protocol -p tcp --dport 80 -j ACCEPT").matches)).toEqual(["protocol?", "protocol", "tcp"]);
  });

  it("may be an open quote that swallows the line", () => {
    const { matches, target, problems } = read('-m comment --comment "cut off -j ACCEPT');
    expect(unknownWords(matches[0])).toBe('-m comment --comment "cut off -j ACCEPT');
    expect(target.kind).toBe("none");
    expect(problems[0]?.message).toContain("quote");
  });
});
