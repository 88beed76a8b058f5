/**
 * public/collect.sh on a node of its own, a network namespace, under each shell that is here and with busybox's tools
 * alone: what it prints is read as one paste, and the node is left as it was. Needs root, iptables and ipset.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readPaste, type Paste } from "../../../src/paste/paste";
import { readLink } from "../../../src/snapshot/link";

const COLLECT = join(import.meta.dirname, "../../../public/collect.sh");

/** The node: a device, routes, rules of both families and of both backends, a set, a connection. */
const NODE = `
ip link set lo up
ip tuntap add dev eth7 mode tap
ip link set eth7 address 02:00:00:00:00:07
ip addr add 10.5.0.1/24 dev eth7
ip -6 addr add fd05::1/64 dev eth7 nodad
ip link set eth7 up
ip route add 10.9.0.0/16 via 10.5.0.2
ip route add default via 10.5.0.9 table 100
ip -6 route add default via fd05::2
iptables-nft -A INPUT -p tcp --dport 22 -j ACCEPT
iptables-legacy -t mangle -A PREROUTING -p udp -j MARK --set-mark 1
ip6tables-nft -A INPUT -p tcp --dport 23 -j DROP
ipset create good hash:net
ipset add good 10.0.0.0/8
conntrack -I -p tcp -s 10.5.0.9 -d 10.5.0.7 --sport 4000 --dport 80 --state ESTABLISHED -t 100 -u SEEN_REPLY,ASSURED --dst-nat 10.6.0.1
`;

const SHELLS = ["dash", "bash", "busybox sh"].map((shell) => ({
  shell,
  here: spawnSync("sh", ["-c", `${shell} -c true`]).status === 0,
}));

/** What the shell prints on such a node, with the script coming in as it does over ssh. */
function collected(run: string, before = ""): { readonly out: string; readonly said: string; readonly status: number } {
  const script = `{ ${NODE} } >/dev/null 2>&1\n${before}\n${run} < ${COLLECT}`;
  const { stdout, stderr, status } = spawnSync("unshare", ["-n", "sh", "-c", script], { encoding: "utf8" });
  return { out: stdout, said: stderr, status: status ?? -1 };
}

const rulesOf = (paste: Paste, family: 4 | 6) =>
  [...paste.rulesets[family].tables.values()]
    .flatMap(({ chains }) => [...chains.values()])
    .reduce((count, { rules }) => count + rules.length, 0);

/** What must be read of the node. */
function expectNode(paste: Paste): void {
  expect(paste.node.interfaces?.map(({ name }) => name)).toEqual(["lo", "eth7"]);
  expect(paste.node.interfaces?.[1]?.addresses).toHaveLength(2);
  expect(paste.node.routes?.map(({ text }) => text).join("\n")).toMatch(/10\.9\.0\.0\/16 via 10\.5\.0\.2/);
  expect(paste.node.routes?.some(({ table }) => table === "100")).toBe(true);
  expect(paste.node.routes?.some(({ via }) => via?.family === 6)).toBe(true);
}

describe.each(SHELLS)("collect.sh under $shell", ({ shell, here }) => {
  it.skipIf(!here)("prints one paste that is read whole: rules, devices, routes, sets and connections", () => {
    const { out, said, status } = collected(`${shell} -s`);
    expect({ said, status }).toEqual({ said: "", status: 0 });
    const paste = readPaste(out);
    expectNode(paste);
    expect([rulesOf(paste, 4), rulesOf(paste, 6)]).toEqual([2, 1]);
    expect(out).toContain("# iptables-legacy-save -c\n");
    expect([...(paste.node.ipsets?.keys() ?? [])]).toEqual(["good"]);
    expect(out).toMatch(/^# conntrack -L -f ipv4\ntcp .*sport=4000 dport=80 src=10\.6\.0\.1/m);
  });

  it.skipIf(!here)("packs the same text into a link, whether an option or the environment asks for it", () => {
    const links = [
      collected(`${shell} -s -- --link https://hookline.example/`).out,
      collected(`HOOKLINE_LINK=https://hookline.example/#old ${shell} -s`).out,
    ];
    for (const link of links) {
      expect(link).toMatch(/^https:\/\/hookline\.example\/#gz=[\w-]+\n$/);
      const read = readLink(new URL(link.trim()).hash);
      if (read.kind !== "read") throw new Error("the link does not open");
      expect(timeless(read.snapshot.text)).toBe(timeless(collected(`${shell} -s`).out));
    }
  });

  it.skipIf(!here)("says that it is not root, and still prints what anybody may see", () => {
    const { out, said, status } = collected(`setpriv --reuid 65534 --regid 65534 --clear-groups ${shell} -s`);
    expect(status).toBe(0);
    expect(said).toContain("not root");
    expect(out).toMatch(/^# hookline: not root/m);
    expectNode(readPaste(out));
  });

  it.skipIf(!here)("changes nothing: what the node's tools print before is what they print after", () => {
    const state = `for tool in iptables-nft-save ip6tables-nft-save iptables-legacy-save "ip addr" "ip rule" "ipset save" "ip route show table all"; do $tool; done | grep -v '^#'`;
    const { out } = collected(`${shell} -s >/dev/null`, state);
    const both = collected(`${shell} -s >/dev/null; ${state}; true`).out;
    expect(timeless(both)).toBe(timeless(out));
  });

  it.skipIf(!here)("prints no more connections than it says", () => {
    const short = `sed s/^CONNECTIONS=.*/CONNECTIONS=1/ ${COLLECT} | ${shell} -s; true`;
    const another = "conntrack -I -p udp -s 10.5.0.9 -d 10.5.0.7 --sport 1 --dport 2 -t 100 >/dev/null 2>&1";
    const { out } = collected(short, another);
    expect(out.match(/ sport=/g)).toHaveLength(2);
    expect(out).toContain("# hookline: there are more connections; the first 1 are printed\n");
  });
});

describe("collect.sh on a node that has little", () => {
  it.skipIf(!SHELLS[2]?.here)("makes do with busybox's own ip, sed, tr, gzip and base64", () => {
    const bin = mkdtempSync(join(tmpdir(), "hookline-busybox-"));
    const [busybox = ""] = spawnSync("sh", ["-c", "command -v busybox"], { encoding: "utf8" }).stdout.split("\n");
    const tools = ["ip", "sed", "tr", "cat", "id", "uname", "gzip", "base64", "timeout", "ifconfig", "route"];
    for (const tool of tools) symlinkSync(busybox, join(bin, tool));
    const run = (words: string) =>
      `sed 's/^  PATH=.*/  PATH=${bin.replaceAll("/", "\\/")}/' ${COLLECT} | ${busybox} sh -s ${words}; true`;
    const { out, said } = collected(run(""));
    expect(said).toBe("");
    expect(out).toContain("# hookline: no iptables-save on this node\n");
    expectNode(readPaste(out));
    const read = readLink(new URL(collected(run("-- --link https://hookline.example/")).out.trim()).hash);
    expect(read.kind === "read" && timeless(read.snapshot.text)).toBe(timeless(out));
  });

  it("without gzip prints the text and says why there is no link", () => {
    const bin = mkdtempSync(join(tmpdir(), "hookline-none-"));
    for (const tool of ["sed", "cat", "id", "uname", "ip"]) {
      const [where = ""] = spawnSync("sh", ["-c", `command -v ${tool}`], { encoding: "utf8" }).stdout.split("\n");
      symlinkSync(where, join(bin, tool));
    }
    const run = `sed 's/^  PATH=.*/  PATH=${bin.replaceAll("/", "\\/")}/' ${COLLECT} | sh -s -- --link https://x.example/; true`;
    const { out, said } = collected(run);
    expect(said).toMatch(/no gzip on this node/);
    expectNode(readPaste(out));
  });
});

/** Without the times and the sets' random hash seeds, which differ from one run to the next. */
function timeless(text: string): string {
  return text
    .replaceAll(/^# (?:Generated|Completed).*$/gm, "")
    .replaceAll(/ initval 0x\w+/g, "")
    .replaceAll(/^(tcp .*?) \d+ ESTABLISHED/gm, "$1 N ESTABLISHED")
    .replaceAll(/(state|qdisc) \w+|NO-CARRIER,|LOWER_UP|linkdown ?/g, "");
}
