/**
 * What the kernel does with a packet of a connection that stands, asked in a network namespace: its state, and that the
 * rules of nat are not asked again. The list is what conntrack -L prints there. Needs root, iptables and conntrack.
 */
import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { readConnections } from "../../../src/netfilter/read/conntrack-list";
import { readPacket } from "../../../src/netfilter/read/packet";
import { ProblemList } from "../../../src/netfilter/read/problems";
import { linesSection } from "../../../src/netfilter/read/section.fixture";
import { walk } from "../../../src/netfilter/walk/walk";
import { readPaste } from "../../../src/paste/paste";

const SCRIPT = `
{ ip link set lo up
ip tuntap add dev eth7 mode tap
ip addr add 10.5.0.1/24 dev eth7
ip link set eth7 up
ip route add default dev eth7
iptables -t nat -A OUTPUT -d 10.99.0.1 -p udp --dport 80 -j DNAT --to-destination 127.0.0.1:9002
iptables -A OUTPUT -p udp -m conntrack --ctstate ESTABLISHED -j ACCEPT
iptables -A OUTPUT -p udp -m conntrack --ctstate NEW -j ACCEPT
conntrack -I -p udp -s 10.5.0.1 -d 10.99.0.1 --sport 4000 --dport 80 -t 100 -u SEEN_REPLY,ASSURED -r 10.6.0.1 -q 10.5.0.1 --reply-port-src 8080 --reply-port-dst 4000
} >/dev/null 2>&1
ip addr; ip route show table all; echo ----; conntrack -L 2>/dev/null; echo ----
python3 -c "
import socket
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('10.5.0.1', PORT))
s.sendto(b'x', ('10.99.0.1', 80))"
iptables-save -c
`;

it.each([4000, 4001])("a datagram from port %i meets the rules that the kernel counts", (port) => {
  const { stdout } = spawnSync("unshare", ["-n", "sh", "-c", SCRIPT.replace("PORT", String(port))], {
    encoding: "utf8",
  });
  const [node = "", list = "", save = ""] = stdout.split("----\n");
  const paste = readPaste(`${node}\n${save}`);
  const connections = readConnections([linesSection(list)], new ProblemList());
  expect(connections).toHaveLength(1);
  const full = { ...paste.node, connections };
  const read = readPacket({ in: null, src: "10.5.0.1", dst: "10.99.0.1", proto: "udp", sport: port, dport: 80 }, full);
  if (read.kind !== "read") throw new Error("no packet");
  const [outcome] = walk(paste.rulesets[4], full, read.packet).outcomes;
  const met = outcome?.steps.flatMap((step) =>
    step.kind === "rule" && step.hook === "OUTPUT" ? [`${step.table} ${String(step.rule)}`] : [],
  );
  expect(met).toEqual(port === 4000 ? ["filter 1"] : ["nat 1", "filter 2"]);
  expect(counted(save)).toEqual(met);
});

/** The rules that counted one packet, those of nat first, as they come. */
function counted(save: string): string[] {
  return ["nat", "filter"].flatMap((table) => {
    const body = save.split(`*${table}\n`)[1]?.split("COMMIT")[0] ?? "";
    const rules = body.split("\n").filter((line) => line.includes("-A "));
    return rules.flatMap((line, index) => (line.startsWith("[1:") ? [`${table} ${String(index + 1)}`] : []));
  });
}
