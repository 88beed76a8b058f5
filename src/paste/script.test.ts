import { describe, expect, it } from "vitest";
import { printRuleset } from "../netfilter/print";
import { readPaste } from "./paste";

const read = (text: string) => {
  const { rulesets, problems, sections } = readPaste(text);
  return { printed: printRuleset(rulesets[4]), problems, kinds: [...new Set(sections.map(({ kind }) => kind))] };
};

const SCRIPT = String.raw`#!/bin/sh
IPT=/sbin/iptables
WAN=eth0 LAN="10.1.0.0/24"
$IPT -F
$IPT -t nat -F
$IPT -P FORWARD DROP
$IPT -N LOGDROP
$IPT -A LOGDROP -j LOG --log-prefix "dropped: "
$IPT -A LOGDROP -j DROP
$IPT -A FORWARD -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
$IPT -A FORWARD -s ${"${LAN}"} -o $WAN -j ACCEPT

$IPT -I FORWARD 1 -s 10.1.0.66 -j LOGDROP
$IPT -t nat -A POSTROUTING -s $LAN -o $WAN \
     -j MASQUERADE
$IPT -R FORWARD 1 -s 10.1.0.67 -j LOGDROP
$IPT -D FORWARD -s 10.1.0.0/24 -o eth0 -j ACCEPT
echo 1 > /proc/sys/net/ipv4/ip_forward`;

describe("a script", () => {
  it("does to the tables what its commands say, with the variables that it sets and lines that go on", () => {
    const { printed, problems, kinds } = read(SCRIPT);
    expect(problems).toEqual([]);
    expect(kinds).toEqual(["commands"]);
    expect(printed).toBe(`*filter
:FORWARD DROP [0:0]
:LOGDROP - [0:0]
-A FORWARD -s 10.1.0.67/32 -j LOGDROP
-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A LOGDROP -j LOG --log-prefix "dropped: "
-A LOGDROP -j DROP
COMMIT
*nat
:POSTROUTING ACCEPT [0:0]
-A POSTROUTING -s 10.1.0.0/24 -o eth0 -j MASQUERADE
COMMIT
`);
  });

  it("changes the tables that a dump before it told", () => {
    const dump =
      "*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -s 10.0.0.1/32 -j ACCEPT\n-A INPUT -s 10.0.0.2/32 -j ACCEPT\nCOMMIT";
    const { printed, problems } = read(
      `${dump}\nroot@node:~# iptables -D INPUT -s 10.0.0.2/32 -j ACCEPT\nroot@node:~# iptables -I INPUT 2 -s 10.0.0.3 -j DROP\n$ iptables -D INPUT 1`,
    );
    expect(problems).toEqual([]);
    expect(printed).toBe("*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -s 10.0.0.3/32 -j DROP\nCOMMIT\n");
  });

  it.each([
    ["all of them", "iptables -Z", [[0, 0], [0, 0], [0, 0], undefined]],
    ["those of a chain", "iptables -Z FORWARD", [[0, 0], [0, 0], [0, 0], undefined]],
    ["those of one rule", "iptables -Z FORWARD 2", [[7, 420], [5, 300], [0, 0], undefined]],
    ["those of another chain", "iptables -Z INPUT", [[7, 420], [5, 300], [2, 80], undefined]],
  ])("sets counters of a dump before it to zero: %s", (_which, zero, expected) => {
    const dump =
      "*filter\n:FORWARD DROP [7:420]\n:INPUT ACCEPT [0:0]\n[5:300] -A FORWARD -i eth0 -j ACCEPT\n[2:80] -A FORWARD -i eth2 -j ACCEPT\nCOMMIT\n";
    const { rulesets } = readPaste(`${dump}\niptables -A FORWARD -i eth1 -j ACCEPT\n${zero}`);
    const chain = rulesets[4].tables.get("filter")?.chains.get("FORWARD");
    const counted = [chain?.counters, ...(chain?.rules.map(({ counters }) => counters) ?? [])];
    expect(counted.map((one) => one && [one.packets, one.bytes])).toEqual(expected);
  });

  it.each([
    ["iptables -X FULL", "FULL has 1 rule, and only an empty chain is taken away"],
    ["iptables -X", "FULL has 1 rule, and only an empty chain is taken away"],
    ["iptables -X INPUT", "INPUT is the kernel's own chain, which stays"],
    ["iptables -X LED", "1 rule leads to LED, and only a chain that none leads to is taken away"],
    ["iptables -E EMPTY FULL", 'the chain "FULL" is there already'],
    ["iptables -E INPUT OTHER", "INPUT is the kernel's own chain, which keeps its name"],
    ["iptables -A NONE -j DROP", 'the table filter has no chain "NONE"'],
    ["iptables -A FULL -j NONE", 'the table filter has no chain "NONE", and no target is named so'],
    ["iptables -P FULL DROP", "FULL is none of the kernel's own chains, which alone have a policy"],
    ["iptables -Z FULL 2", "FULL has only 1 rule"],
    ["iptables -N DROP", '"DROP" is no name for a chain'],
    [
      "iptables -N KUBE-SVC-2CMXP7HKUVJN7L6M-OLD",
      `the name "KUBE-SVC-2CMXP7HKUVJN7L6M-OLD" has 29 characters, and a chain's at most 28`,
    ],
  ])("%s is told, and the table stays as it is", (command, told) => {
    const dump = `*filter
:INPUT ACCEPT [0:0]
:FULL - [0:0]
:EMPTY - [0:0]
:LED - [0:0]
-A INPUT -j LED
-A FULL -j DROP
COMMIT
`;
    const { printed, problems } = read(`${dump}${command}`);
    expect(problems.map(({ message }) => message)).toEqual([`${told}; the command is passed over`]);
    expect(printed).toBe(dump);
  });

  it.each([
    ["-I DOCKER-USER -s 10.0.0.1 -j DROP", ":DOCKER-USER - [0:0]\n-A DOCKER-USER -s 10.0.0.1/32 -j DROP\n"],
    ["-A DOCKER-USER -s 10.0.0.1 -j DROP", ":DOCKER-USER - [0:0]\n-A DOCKER-USER -s 10.0.0.1/32 -j DROP\n"],
    ["-A FORWARD -j DOCKER-USER", ":FORWARD ACCEPT [0:0]\n:DOCKER-USER - [0:0]\n-A FORWARD -j DOCKER-USER\n"],
    ["-E DOCKER-USER OTHER", ":OTHER - [0:0]\n"],
  ])("iptables -F leaves chains that no command makes: %s finds one, without rules", (command, table) => {
    const { printed, problems } = read(`iptables -F\niptables ${command}`);
    expect(problems).toEqual([
      {
        line: 2,
        column: "iptables ".length + command.indexOf("DOCKER-USER") + 1,
        severity: "warning",
        message: 'nothing here makes the chain "DOCKER-USER"; it is taken as one that the node has, without rules',
      },
    ]);
    expect(printed).toBe(`*filter\n${table}COMMIT\n`);
  });

  it("tells once of a chain that the node is taken to have", () => {
    const { printed, problems } = read("iptables -A MINE -s 10.0.0.1 -j DROP\niptables -A MINE -s 10.0.0.2 -j DROP");
    expect(problems.map(({ line, message }) => [line, message])).toEqual([
      [1, 'nothing here makes the chain "MINE"; it is taken as one that the node has'],
    ]);
    expect(printed).toContain("-A MINE -s 10.0.0.1/32 -j DROP\n-A MINE -s 10.0.0.2/32 -j DROP\n");
  });

  it("finds no chain of its own after -F and -X", () => {
    const { printed, problems } = read("iptables -F\niptables -X\niptables -I MINE -j DROP\niptables -A INPUT -j MINE");
    expect(problems.map(({ line, message }) => [line, message])).toEqual([
      [3, 'the table filter has no chain "MINE"; the command is passed over'],
      [4, 'the table filter has no chain "MINE", and no target is named so; the command is passed over'],
    ]);
    expect(printed).toBe("*filter\nCOMMIT\n");
  });

  it("finds no chain that it took away", () => {
    const { problems } = read("iptables -N MINE\niptables -X MINE\niptables -A MINE -j DROP");
    expect(problems.map(({ line, message }) => [line, message])).toEqual([
      [3, 'the table filter has no chain "MINE"; the command is passed over'],
    ]);
  });

  it.each([
    ["iptables -A INPUT -j MINE", "iptables -N MINE"],
    ["iptables -A INPUT -g MINE", "iptables -N OTHER; iptables -E OTHER MINE"],
    ["root@node:~# iptables -I MINE -j DROP", "root@node:~# iptables -N MINE"],
  ])("%s is refused before %s", (before, makes) => {
    const { printed, problems } = read(`iptables -P INPUT ACCEPT\n${before}\n${makes}`);
    expect(problems).toMatchObject([
      {
        line: 2,
        column: before.indexOf("MINE") + 1,
        message: expect.stringMatching(
          /^the table filter has no chain "MINE", which line 3 makes only afterwards(?:, and no target is named so)?; the command is passed over$/,
        ) as string,
      },
    ]);
    expect(printed).toBe("*filter\n:INPUT ACCEPT [0:0]\n:MINE - [0:0]\nCOMMIT\n");
  });

  it("says nothing of a chain that it clears away, whether the node has it or not, and makes it anew", () => {
    const { printed, problems } = read(
      "iptables -D INPUT -j MINE\niptables -F MINE\niptables -X MINE\niptables -N MINE\niptables -A INPUT -j MINE",
    );
    expect(problems).toEqual([]);
    expect(printed).toBe("*filter\n:INPUT ACCEPT [0:0]\n:MINE - [0:0]\n-A INPUT -j MINE\nCOMMIT\n");
  });

  it.each(["-P MINE DROP", "-E MINE INPUT", "-E MINE", "-F MINE", "-Z MINE", "-D MINE 1", "-X MINE", "-N INPUT"])(
    "%s of a table that is told in part leaves nothing behind",
    (command) => {
      expect(read(`iptables ${command}`).printed).toBe("*filter\nCOMMIT\n");
    },
  );

  it("takes away no chain while one of them is led to, and all once none is", () => {
    const made = "iptables -N A\niptables -N B\niptables -A INPUT -j B\niptables -X\n";
    expect(read(made)).toMatchObject({
      printed: expect.stringContaining(":A") as string,
      problems: [{ line: 4, message: expect.stringContaining("1 rule leads to B") as string }],
    });
    expect(read(`${made}iptables -D INPUT 1\niptables -X`).printed).not.toMatch(/:[AB]/);
  });

  it("takes along what leads to a chain that it gives another name", () => {
    const { printed } = read(
      "iptables -N A\niptables -A INPUT -s 10.0.0.1 -j A\niptables -A A -j DROP\niptables -E A B",
    );
    expect(printed).toContain(":B - [0:0]\n-A INPUT -s 10.0.0.1/32 -j B\n-A B -j DROP\n");
  });

  it("takes away all chains of its own once they are empty", () => {
    const { printed, problems } = read("iptables -N A\niptables -A A -j DROP\niptables -F\niptables -X");
    expect(problems).toEqual([]);
    expect(printed).not.toContain(":A");
  });

  it("that doubles a variable on each line puts no more in than a paste may hold, and says so", () => {
    const { problems } = read("A=eth\n".concat("A=$A$A\n".repeat(200), "iptables -A INPUT -i $A -j DROP\n"));
    expect(problems[0]?.message).toMatch(/^variables put 4,000,000 characters into this paste/);
    expect(problems[0]?.line).toBeLessThan(30);
  });

  it("tells of loops, of what it runs besides and of variables that nobody set", () => {
    const { problems } = read(
      "for port in 80 443; do\n  iptables -A INPUT -p tcp --dport $port -j ACCEPT\ndone\nreload_firewall now",
    );
    expect(problems.map(({ line, column }) => [line, column])).toContainEqual([1, 1]);
    expect(problems.find(({ line }) => line === 2)?.message).toContain('"--dport $port" cannot be read');
    expect(problems.some(({ line }) => line === 4)).toBe(true);
  });
});
