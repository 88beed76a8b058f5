import { describe, expect, it } from "vitest";
import { familyOfSave, readSave } from "./iptables-save";
import { ProblemList } from "./problems";
import { linesSection } from "./section.fixture";

function read(text: string) {
  const problems = new ProblemList();
  const tables = readSave(linesSection(text), 4, problems).map((draft) => draft.read(4, problems));
  return { tables, problems: problems.kept() };
}

const wrap = (...lines: string[]) => ["*nat", ...lines, "COMMIT"].join("\n");

describe("iptables-save", () => {
  it("gives tables, chains with policy and counters, and rules with theirs", () => {
    const { tables, problems } = read(
      wrap(
        ":PREROUTING ACCEPT [12:720]",
        ":KUBE-SVC - [0:0]",
        "[3:180] -A PREROUTING -s 10.0.0.1 -j KUBE-SVC",
        "\t-A KUBE-SVC -j RETURN  ",
      ),
    );
    const chains = tables[0]?.chains;
    expect(problems).toEqual([]);
    expect(chains?.get("PREROUTING")).toMatchObject({
      policy: "ACCEPT",
      counters: { packets: 12, bytes: 720 },
      line: 2,
    });
    expect(chains?.get("PREROUTING")?.rules).toMatchObject([
      { number: 1, line: 4, text: "-A PREROUTING -s 10.0.0.1 -j KUBE-SVC", counters: { packets: 3, bytes: 180 } },
    ]);
    expect(chains?.get("KUBE-SVC")).toMatchObject({ policy: null });
    expect(chains?.get("KUBE-SVC")?.rules).toMatchObject([{ text: "-A KUBE-SVC -j RETURN", counters: undefined }]);
  });

  it("numbers the rules of each chain from 1, though they stand mixed", () => {
    const { tables } = read(wrap(":A - [0:0]", ":B - [0:0]", "-A A -j ACCEPT", "-A B -j ACCEPT", "-A A -j DROP"));
    expect(tables[0]?.chains.get("A")?.rules.map(({ number, line }) => [number, line])).toEqual([
      [1, 4],
      [2, 6],
    ]);
  });

  it("knows a chain that is declared after the rule that jumps to it", () => {
    const { tables, problems } = read(wrap(":A - [0:0]", "-A A -j B", ":B - [0:0]"));
    expect(tables[0]?.chains.get("A")?.rules[0]?.target).toEqual({ kind: "jump", chain: "B" });
    expect(problems).toEqual([]);
  });

  it.each(["__proto__", "constructor", "toString"])("may have a chain named %s", (name) => {
    const { tables, problems } = read(wrap(`:${name} - [0:0]`, `-A ${name} -j ACCEPT`));
    expect(tables[0]?.chains.get(name)?.rules).toHaveLength(1);
    expect(problems).toEqual([]);
  });

  it("uses the rules of a chain that is not declared, and tells it once", () => {
    const { tables, problems } = read(wrap("-A A -j ACCEPT", "-A A -j DROP", "-A OUTPUT -j A"));
    expect(tables[0]?.chains.get("A")).toMatchObject({ policy: null, line: 2 });
    expect(tables[0]?.chains.get("OUTPUT")).toMatchObject({ policy: "ACCEPT" });
    expect(problems.map(({ line, column }) => [line, column])).toEqual([
      [2, 4],
      [4, 4],
    ]);
  });

  it("tells a chain that is declared twice, and a policy that there is not", () => {
    const { tables, problems } = read(wrap(":A - [0:0]", ":A - [1:2]", ":INPUT MAYBE [0:0]"));
    expect(tables[0]?.chains.get("A")?.counters).toEqual({ packets: 1, bytes: 2 });
    expect(problems).toMatchObject([
      { line: 3, column: 1 },
      { line: 4, column: 8 },
    ]);
  });

  it("tells each line that cannot be read, and uses all else", () => {
    const { tables, problems } = read(wrap(":A - [0:0]", "garbage", "  [1:2 -A A", "-A", "-A A -j ACCEPT"));
    expect(tables[0]?.chains.get("A")?.rules).toHaveLength(1);
    expect(problems.map(({ line, column }) => [line, column])).toEqual([
      [3, 1],
      [4, 3],
      [5, 1],
    ]);
  });

  it("takes commands such as -N, -P and -I among its lines, as iptables-restore does", () => {
    const { tables, problems } = read(wrap("-P INPUT DROP", "-N A", "-A A -j ACCEPT", "-I A -j DROP", "-A INPUT -j A"));
    const chains = tables[0]?.chains;
    expect(chains?.get("INPUT")?.policy).toBe("DROP");
    expect(chains?.get("A")?.rules.map(({ text }) => text)).toEqual(["-I A -j DROP", "-A A -j ACCEPT"]);
    expect(problems).toEqual([]);
  });

  it("leaves out the lines of a table that there is not", () => {
    const { tables, problems } = read("*broute\n:A - [0:0]\n-A A -j X\nCOMMIT\n*nat\nCOMMIT");
    expect(tables.map(({ name }) => name)).toEqual(["nat"]);
    expect(problems).toMatchObject([{ line: 1, column: 2 }]);
  });

  it("tells a table without its COMMIT", () => {
    expect(read("*nat\n:A - [0:0]").problems).toMatchObject([{ line: 1 }]);
    expect(read("*nat\n*filter\nCOMMIT").problems).toMatchObject([{ line: 1 }]);
  });

  it("tells a circle at the rule that closes it", () => {
    const { problems } = read(
      wrap(":OUTPUT ACCEPT [0:0]", ":A - [0:0]", ":B - [0:0]", "-A OUTPUT -j A", "-A A -j B", "-A B -j A"),
    );
    expect(problems).toEqual([
      {
        line: 7,
        column: 1,
        severity: "error",
        message: "nat: A → B → A: the kernel refuses a ruleset that goes in a circle",
      },
    ]);
  });

  it("tells a rule that leads to one of the kernel's own chains, however it is written", () => {
    const rules = ["-A A -s 10.0.0.1/32 -j INPUT", '-A "A" -g INPUT', "-A INPUT -j A", "-A A -j PREROUTING"];
    const { problems } = read(wrap(":A - [0:0]", ":INPUT ACCEPT [0:0]", ":PREROUTING - [0:0]", ...rules));
    const told = (line: number) => ({
      line,
      severity: "error",
      message: expect.stringContaining("leads to INPUT") as string,
    });
    expect(problems.filter(({ message }) => !message.includes("circle"))).toMatchObject([told(5), told(6)]);
  });

  it("only warns of a circle that no built-in chain leads to, for the kernel takes it", () => {
    const { problems } = read(wrap(":A - [0:0]", "-A A -j A"));
    expect(problems).toMatchObject([{ line: 3, severity: "warning" }]);
  });
});

describe("the family of a section", () => {
  it("is that of its first address", () => {
    expect(familyOfSave(linesSection("-A A -m comment --comment x\n-A A -s 10.0.0.1/32"))).toBe(4);
    expect(familyOfSave(linesSection("-A A ! -d fd00::/8\n-A A -s 10.0.0.1/32"))).toBe(6);
    expect(familyOfSave(linesSection("-A A -j DNAT --to-destination [fd00::1]:80"))).toBe(6);
    expect(familyOfSave(linesSection("-A A -j DNAT --to-destination 10.0.0.1:80"))).toBe(4);
    expect(familyOfSave(linesSection("-A A -j REJECT --reject-with icmp6-port-unreachable"))).toBe(6);
  });

  it("is not known where there is none", () => {
    expect(familyOfSave(linesSection("-A A -i eth0 -j ACCEPT\n-A A -j DNAT --to-destination :80"))).toBeUndefined();
  });
});

describe("lines as iptables-save prints most", () => {
  it("take no blank of another kind into a chain's name", () => {
    expect(read(wrap(":A\tB - [0:0]")).problems[0]?.message).toContain("cannot be read; expected :CHAIN POLICY");
  });

  it("find their chain in whatever order they stand, and after one was taken away", () => {
    const rules = [
      "-A C -j A",
      "-A B -j A",
      "-A A -j DROP",
      "-A B -j DROP",
      "-F C",
      "-X C",
      '-A "B" -j A',
      "-A C -j DROP",
    ];
    const { tables } = read(wrap(":A - [0:0]", ":B - [0:0]", ":C - [0:0]", ...rules));
    const chains = [...(tables[0]?.chains.values() ?? [])];
    expect(chains.map((chain) => [chain.name, chain.rules.map(({ line }) => line)])).toEqual([
      ["A", [7]],
      ["B", [6, 8, 11]],
      ["C", [12]],
    ]);
  });
});
