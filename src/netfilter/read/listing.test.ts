import { describe, expect, it } from "vitest";
import { readPaste } from "../../paste/paste";
import { printRuleset } from "../print";

const HEADING = " pkts bytes target     prot opt in     out     source               destination";
const PLAIN = "target     prot opt source               destination";

/** A filter table whose INPUT has these rows. */
const filter = (rows: readonly string[], heading = HEADING, command = "iptables -vnL") =>
  [
    `# ${command}`,
    `Chain INPUT (policy DROP${heading === HEADING ? " 276 packets, 32187 bytes" : ""})`,
    heading,
    ...rows,
    "",
    "Chain FORWARD (policy ACCEPT)",
    heading,
    "",
    "Chain OUTPUT (policy ACCEPT)",
    heading,
    "",
    "Chain OWN (1 references)",
    heading,
  ].join("\n");

function read(text: string, family: 4 | 6 = 4) {
  const paste = readPaste(text, { said: {}, supply: false });
  const rules = printRuleset(paste.rulesets[family], { counters: true })
    .split("\n")
    .flatMap((line) => /^(?:\[\d+:\d+\] )?-A .*/.exec(line)?.[0] ?? []);
  return { paste, rules, problems: paste.problems.map(({ line, message }) => `${String(line)}: ${message}`) };
}

describe("a listing", () => {
  it("has the policies and counters of its chains, and its rules with theirs", () => {
    const { paste, rules, problems } = read(
      filter(["   18  1986 DROP       tcp  --  wlan0  *       10.0.0.0/8           0.0.0.0/0            tcp dpt:22"]),
    );
    const table = paste.rulesets[4].tables.get("filter");
    expect(table?.whole).toBe(true);
    expect(table?.chains.get("INPUT")).toMatchObject({ policy: "DROP", counters: { packets: 276, bytes: 32187 } });
    expect([...(table?.chains.keys() ?? [])]).toEqual(["INPUT", "FORWARD", "OUTPUT", "OWN"]);
    expect(rules).toEqual(["[18:1986] -A INPUT -s 10.0.0.0/8 -i wlan0 -p tcp -m tcp --dport 22 -j DROP"]);
    expect(problems).toEqual([]);
  });

  it("keeps each rule's text as it was pasted, without number and counters", () => {
    const { paste } = read(
      filter(
        ["3    18  1986 DROP       all  --  lo     *       0.0.0.0/0            0.0.0.0/0           "],
        `num  ${HEADING}`,
      ),
    );
    expect(paste.rulesets[4].tables.get("filter")?.chains.get("INPUT")?.rules[0]).toMatchObject({
      number: 1,
      line: 4,
      text: "DROP       all  --  lo     *       0.0.0.0/0            0.0.0.0/0",
    });
  });

  it("may have rounded counters, and says so", () => {
    const { paste, rules } = read(
      filter([
        "15044  397M OWN  all  --  *      *       0.0.0.0/0            0.0.0.0/0",
        "  12K   3G            all  --  *      *       0.0.0.0/0            0.0.0.0/0",
      ]),
    );
    expect(rules).toEqual(["[15044:397000000] -A INPUT -j OWN", "[12000:3000000000] -A INPUT"]);
    expect(paste.sections[0]?.words).toBe("filter of iptables -L, 2 rules; counters rounded");
  });

  it("has columns that are as wide as what stands in them", () => {
    const { rules } = read(
      filter([
        "    0     0 KUBE-PROXY-FIREWALL  all  --  averylongdevice *      !127.0.0.0/8          255.0.255.0/255.0.255.0 ctstate NEW",
        "123456789012 99999999999999 OWN        !17   --  !eth0  !veth+  0.0.0.0/0           !10.0.0.1            ",
        "    0     0 OWN        all  -f  *      *       0.0.0.0/0            0.0.0.0/0",
        "    0     0            all  !f  *      *       0.0.0.0/0            0.0.0.0/0",
      ]).replace("Chain OWN", "Chain KUBE-PROXY-FIREWALL (1 references)\n\nChain OWN"),
    );
    expect(rules).toEqual([
      "[0:0] -A INPUT ! -s 127.0.0.0/8 -d 255.0.255.0/255.0.255.0 -i averylongdevice -m conntrack --ctstate NEW -j KUBE-PROXY-FIREWALL",
      "[123456789012:99999999999999] -A INPUT ! -d 10.0.0.1/32 ! -i eth0 ! -o veth+ ! -p udp -j OWN",
      "[0:0] -A INPUT -f -j OWN",
      "[0:0] -A INPUT ! -f",
    ]);
  });

  it("of old ip6tables has no mark in the column opt", () => {
    const { rules } = read(
      filter(
        [
          "    0     0 ACCEPT     tcp      eth0   *       fd00::/64            ::/0                 tcp dpt:22",
          "    0     0            all      *      *      !::1/128              ::/0",
          "    0     0 ACCEPT     mobility-header--  lo     *       ::/0                 ::/0",
        ],
        HEADING,
        "ip6tables -vnL",
      ),
      6,
    );
    expect(rules).toEqual([
      "[0:0] -A INPUT -s fd00::/64 -i eth0 -p tcp -m tcp --dport 22 -j ACCEPT",
      "[0:0] -A INPUT ! -s ::1/128",
      "[0:0] -A INPUT -i lo -p mobility-header -j ACCEPT",
    ]);
  });

  it("without -v says that devices lack, once, and lets no rule take every packet that may have some", () => {
    const { paste, rules, problems } = read(
      filter(
        [
          "ACCEPT     all  --  anywhere             anywhere",
          "OWN        all  --  anywhere             anywhere",
          "DROP       tcp  --  anywhere             anywhere             tcp dpt:ssh",
          "DROP       all  -- !localhost/8          localhost/8",
        ],
        PLAIN,
        "iptables -L",
      ),
    );
    expect(rules).toEqual([
      '-A INPUT -m listing --hides "the devices of rule 1 of filter/INPUT" -j ACCEPT',
      "-A INPUT -j OWN",
      "-A INPUT -p tcp -m tcp --dport 22 -j DROP",
      "-A INPUT ! -s 127.0.0.0/8 -d 127.0.0.0/8 -j DROP",
    ]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^2: iptables -L without -v does not show the devices/);
    expect(paste.sections[0]?.words).toBe("filter of iptables -L, 4 rules; devices not listed");
  });

  it("without -v takes a RETURN at a chain's end as it stands: it changes nothing", () => {
    const text = `${filter([], PLAIN, "iptables -L")}\nRETURN     all  --  anywhere             anywhere\nRETURN     all  --  anywhere             anywhere`;
    expect(read(text).rules).toEqual([
      '-A OWN -m listing --hides "the devices of rule 1 of filter/OWN" -j RETURN',
      "-A OWN -j RETURN",
    ]);
  });

  it("with names of hosts keeps such an address as unknown, and tells it", () => {
    const { paste, problems } = read(
      filter(["DROP       all  --  gw.example.com       anywhere"], PLAIN, "iptables -L"),
    );
    const [rule] = paste.rulesets[4].tables.get("filter")?.chains.get("INPUT")?.rules ?? [];
    expect(rule?.matches[0]).toMatchObject({ kind: "unknown", words: ["-s", "gw.example.com"] });
    expect(problems[1]).toMatch(/^4: "-s gw\.example\.com" cannot be read/);
  });

  it("of several tables one behind the other is parted where a built-in chain comes again", () => {
    const nat = ["PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"].map(
      (name) => `Chain ${name} (policy ACCEPT)\n${HEADING}\n`,
    );
    const { paste } = read(`${filter([])}\n\n${nat.join("\n")}`);
    expect([...paste.rulesets[4].tables.keys()]).toEqual(["filter", "nat"]);
    expect(paste.sections[0]).toMatchObject({ tables: ["filter", "nat"], inferred: true });
  });

  it("may name its tables, as `service iptables status` does", () => {
    const { paste } = read(`Table: mangle\n${filter([])}`.replace(/# .*\n/, ""));
    expect([...paste.rulesets[4].tables.keys()]).toEqual(["mangle"]);
  });

  it("of one chain is a part of its table, and what it leads to is not in the paste", () => {
    const text = `# iptables -t nat -L KUBE-SERVICES -nv\nChain KUBE-SERVICES (2 references)\n${HEADING}\n    0     0 KUBE-SVC-X  tcp  --  *      *       0.0.0.0/0            10.96.0.1            tcp dpt:443`;
    const nat = read(text).paste.rulesets[4].tables.get("nat");
    expect(nat?.whole).toBe(false);
    expect(nat?.chains.get("KUBE-SVC-X")?.absent).toBe(true);
  });

  it("tells its table by its targets where nothing else does", () => {
    const text = `Chain OWN (1 references)\n${HEADING}\n    0     0 DNAT       tcp  --  *      *       0.0.0.0/0            10.96.0.1            to:10.0.0.1:80`;
    expect([...read(text).paste.rulesets[4].tables.keys()]).toEqual(["nat"]);
  });

  it("of which lines were left out is a part, and says where", () => {
    const { paste, problems } = read(
      filter(
        [
          "1        0     0 OWN  all  --  *      *       0.0.0.0/0            0.0.0.0/0",
          "7        0     0 DROP  all  --  *      *       0.0.0.0/0            0.0.0.0/0",
        ],
        `num  ${HEADING}`,
      ),
    );
    expect(paste.rulesets[4].tables.get("filter")?.whole).toBe(false);
    expect(problems).toEqual(["5: rule 7 of INPUT stands where rule 2 was expected; what was left out is not walked"]);
    expect(read(filter(["..."])).problems).toEqual(["4: lines are left out here; what stood in them is not walked"]);
  });

  it("loses no line: what is none of its lines is told, and what follows is still its own", () => {
    const { rules, problems } = read(
      filter([
        "[ 12.3] nf_conntrack: table full, dropping packet",
        "    0     0 DROP       all  --  lo     *       0.0.0.0/0            0.0.0.0/0",
      ]),
    );
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^4: .* cannot be read; expected a rule as iptables -L prints it/);
    expect(rules).toEqual(["[0:0] -A INPUT -i lo -j DROP"]);
  });

  it("goes on behind a remark in between", () => {
    const [first = "", second = ""] = filter([]).split(/(?=Chain OWN)/);
    const { paste } = read(`${first}\nNow the other chains:\n\n${second}`);
    expect([...(paste.rulesets[4].tables.get("filter")?.chains.keys() ?? [])]).toEqual([
      "INPUT",
      "FORWARD",
      "OUTPUT",
      "OWN",
    ]);
  });

  it("of rules whose chain is not shown tells each of them", () => {
    const { problems } = read("lorem\nACCEPT     tcp  --  0.0.0.0/0            10.0.0.1             tcp dpt:80");
    expect(problems[1]).toMatch(/^2: this rule's chain is not shown, so that it is not used/);
  });

  it("does not take the place of what hides less", () => {
    const save = "*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\nCOMMIT\n";
    expect(read(`${save}\n${filter([])}`).rules).toEqual(["-A INPUT -i lo -j ACCEPT"]);
  });
});
