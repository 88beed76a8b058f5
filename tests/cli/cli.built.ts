/**
 * The built command line as people and scripts run it.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const SAMPLE = "samples/aks-nginx.txt";
const scratch = mkdtempSync(join(tmpdir(), "hookline-cli-"));
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

function hookline(args: readonly string[], input?: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, "dist/cli.js"), ...args], {
    cwd: ROOT,
    encoding: "utf8",
    ...(input === undefined ? {} : { input }),
  });
  return { status, stdout, stderr };
}

function file(name: string, text: string): string {
  const path = join(scratch, name);
  writeFileSync(path, text);
  return path;
}

const json = (stdout: string): unknown[] =>
  stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);

describe("hookline trace", () => {
  it("tells a packet's way in words", () => {
    const { status, stdout } = hookline([
      "trace",
      SAMPLE,
      "--in",
      "cbr0",
      "--src",
      "10.244.0.9",
      "--dst",
      "10.0.91.63",
      "--proto",
      "tcp",
      "--dport",
      "80",
    ]);
    expect(status).toBe(0);
    expect(stdout).toContain("Forwarded to 10.244.0.13:80 by cbr0");
    expect(stdout).toContain("cbr0 → KUBE-SERVICES → default/nginx → 10.244.0.13:80");
    expect(stdout).toContain("nat KUBE-SERVICES 5");
  });

  it("gives one JSON object a line for each packet, answers and followers in their connection", () => {
    const packets = file(
      "packets.jsonl",
      `{"id": "a", "in": "cbr0", "src": "10.244.0.9", "dst": "10.0.91.63", "proto": "tcp", "sport": 41000, "dport": 80}
{"id": "b", "replyTo": "a"}
{"id": "c", "follows": "a"}
`,
    );
    const { status, stdout, stderr } = hookline(["trace", SAMPLE, "--packets", packets, "--json"]);
    expect([status, stderr]).toEqual([0, ""]);
    expect(json(stdout)).toMatchObject([
      {
        id: "a",
        outcomes: [
          {
            probability: 1,
            assumptions: [],
            verdict: "forwarded",
            out: "cbr0",
            packet: { src: "10.244.0.9", sport: 41000, dst: "10.244.0.13", dport: 80, proto: "tcp", mark: "0x0" },
          },
        ],
      },
      {
        id: "b",
        outcomes: [{ verdict: "forwarded", packet: { src: "10.0.91.63", sport: 80, dst: "10.244.0.9", dport: 41000 } }],
      },
      { id: "c", outcomes: [{ verdict: "forwarded", packet: { dst: "10.244.0.13" } }] },
    ]);
    const nat = (line: unknown) => JSON.stringify(line).includes('"table":"nat"');
    expect(json(stdout).map(nat)).toEqual([true, false, false]);
  });

  it("shares a Service of three endpoints out in thirds, the most probable first", () => {
    const { stdout } = hookline([
      "trace",
      "samples/three-replicas.txt",
      "--in",
      "eth0",
      "--src",
      "198.51.100.7",
      "--dst",
      "203.0.113.80",
      "--dport",
      "80",
      "--json",
    ]);
    const [{ outcomes }] = json(stdout) as [
      { outcomes: { probability: number; packet: { dst: string; sport: null } }[] },
    ];
    expect(outcomes.map(({ packet }) => packet.dst).sort()).toEqual(["10.244.0.9", "10.244.1.21", "10.244.2.14"]);
    for (const { probability, packet } of outcomes) {
      expect(probability).toBeCloseTo(1 / 3, 6);
      expect(packet.sport).toBeNull();
    }
  });

  it("reads a dump from standard input, and several as one paste", () => {
    const text = readFileSync(join(ROOT, SAMPLE), "utf8");
    const cut = text.indexOf("root@", 10);
    const packet = ["--in", "cbr0", "--src", "10.244.0.9", "--dst", "10.0.91.63", "--dport", "80", "--json"];
    const whole = hookline(["trace", "-", ...packet], text);
    const parts = hookline([
      "trace",
      file("rules.txt", text.slice(0, cut)),
      file("node.txt", text.slice(cut)),
      ...packet,
    ]);
    expect(whole.stdout).not.toBe("");
    expect(parts.stdout).toBe(whole.stdout);
  });
});

describe("hookline print", () => {
  it("prints a dump of iptables-save to the letter, without its comments", () => {
    const rules = readFileSync(join(ROOT, SAMPLE), "utf8")
      .split("\n")
      .filter((line) => /^(\*|:|\[|-A|COMMIT)/.test(line));
    expect(hookline(["print", SAMPLE]).stdout).toBe(`${rules.join("\n")}\n`);
  });
});

describe("hookline print --redact", () => {
  it("prints all that a walk asks of a dump, and by it a packet goes the same way", () => {
    const named = readFileSync(join(ROOT, SAMPLE), "utf8").replaceAll("default/nginx", "acme/checkout");
    const { status, stdout } = hookline(["print", file("acme.txt", named), "--redact"]);
    expect(status).toBe(0);
    expect(stdout).not.toMatch(/acme|checkout/);
    const flags = ["--in", "cbr0", "--src", "10.244.0.9", "--dst", "10.0.91.63", "--dport", "80"];
    expect(hookline(["trace", "-", ...flags], stdout).stdout).toContain("Forwarded to 10.244.0.13:80 by cbr0");
  });
});

describe("input that is wrong", () => {
  const PACKET = ["--src", "10.0.0.1", "--dst", "10.0.0.2", "--dport", "80"];

  it.each([
    ["no command", [], /^hookline: a command is missing/],
    ["an unknown command", ["walk"], /^hookline: walk is not a command/],
    ["an unknown flag", ["trace", SAMPLE, "--source", "10.0.0.1"], /^hookline: Unknown option '--source'/],
    ["no dump", ["trace", ...PACKET], /^hookline: a dump is missing/],
    ["a dump that is not there", ["print", "nowhere.txt"], /^hookline: nowhere\.txt:1:1: cannot be read/],
    ["no packet", ["trace", SAMPLE, "--src", "10.0.0.1"], /^hookline: --dst: Where the packet goes to is missing/],
  ])("%s ends with status 2 and one line", (_, args, message) => {
    const { status, stdout, stderr } = hookline(args);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  it("in a file of packets is named with its line and column, and nothing is done by half", () => {
    const packets = file(
      "wrong.jsonl",
      '{"id": "a", "src": "10.244.0.9", "dst": "10.0.91.63", "dport": 80}\n{"id": "b",}\n',
    );
    const { status, stdout, stderr } = hookline(["trace", SAMPLE, "--packets", packets, "--json"]);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/wrong\.jsonl:2:\d+: not JSON/);
  });

  it("of five megabytes of noise is one line", () => {
    const noise = Array.from(
      { length: 60_000 },
      (_, index) => `noise ${String(index * 2654435761)} ${"x".repeat(60)}`,
    ).join("\n");
    const { status, stderr } = hookline(["print", file("noise.txt", noise)]);
    expect(status).toBe(2);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).toMatch(/noise\.txt:1:1: error: nothing of a node was found/);
  });

  it("in a line of a dump is a warning with its number, and the rest is used", () => {
    const dump = file(
      "dump.txt",
      "*filter\n:FORWARD ACCEPT [0:0]\n-A FORWARD -m fancy --with this -j DROP\nwhat is this\nCOMMIT\n",
    );
    const { status, stdout, stderr } = hookline(["print", dump]);
    expect([status, stdout]).toEqual([
      0,
      "*filter\n:FORWARD ACCEPT [0:0]\n-A FORWARD -m fancy --with this -j DROP\nCOMMIT\n",
    ]);
    expect(stderr).toMatch(/dump\.txt:3:\d+: warning: .*fancy/);
    expect(stderr).toMatch(/dump\.txt:4:1: /);
  });
});

describe("a listing of iptables -L", () => {
  const heading = " pkts bytes target     prot opt in     out     source               destination";
  const dump = file(
    "listing.txt",
    [
      "node:/# iptables -vnL",
      "Chain INPUT (policy ACCEPT 0 packets, 0 bytes)",
      heading,
      "",
      "Chain FORWARD (policy ACCEPT 0 packets, 0 bytes)",
      heading,
      " 397M   12G WEB        tcp  --  eth0   *      !10.0.0.0/8           0.0.0.0/0            tcp dpt:80",
      "",
      "Chain OUTPUT (policy ACCEPT 0 packets, 0 bytes)",
      heading,
      "",
      "Chain WEB (1 references)",
      heading,
      "    0     0 DROP       all  --  *      *       0.0.0.0/0            10.9.0.1             /* no web */ wibble",
    ].join("\n"),
  );

  it("is printed as rules, and what is not understood is kept and told", () => {
    const { status, stdout, stderr } = hookline(["print", dump]);
    expect(status).toBe(0);
    expect(stdout).toContain("-A FORWARD ! -s 10.0.0.0/8 -i eth0 -p tcp -m tcp --dport 80 -j WEB\n");
    expect(stdout).toContain('-A WEB -d 10.9.0.1/32 -m comment --comment "no web" -m wibble -j DROP\n');
    expect(stderr).toMatch(/listing\.txt:14:\d+: warning: the match wibble is not implemented/);
  });

  it("is walked, and splits at what is not understood", () => {
    const to = ["--in", "eth0", "--src", "192.0.2.1", "--dst", "10.9.0.1", "--proto", "tcp", "--dport", "80"];
    const { status, stdout } = hookline(["trace", dump, ...to]);
    expect(status).toBe(0);
    expect(stdout).toContain("Dropped by rule 1 of filter/WEB");
    expect(stdout).toContain("wibble");
  });
});
