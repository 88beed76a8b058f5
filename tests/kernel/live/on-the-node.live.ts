/**
 * The commands that we name for seeing a packet on the node are taken by the tools themselves, in a namespace of their own,
 * by both variants of iptables; and the trace of nft shows the packet. Needs root; a tool that is not there is passed over.
 */
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { readPacket, type PacketFields } from "../../../src/netfilter/read/packet";
import { walk } from "../../../src/netfilter/walk/walk";
import { readPaste } from "../../../src/paste/paste";
import { onTheNode } from "../../../src/telling/on-the-node";

const GROUND = `
ip link set lo up
ip tuntap add dev eth0 mode tap; ip addr add 192.168.1.10/24 dev eth0; ip addr add fd00:1::10/64 dev eth0; ip link set eth0 up
ip tuntap add dev cni0 mode tap; ip addr add 10.244.0.1/24 dev cni0; ip addr add fd00:2::1/64 dev cni0; ip link set cni0 up
sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 net.ipv4.conf.all.rp_filter=0
`;

const NAT = `*nat
:PREROUTING ACCEPT [0:0]
-A PREROUTING -d 10.0.91.63/32 -p tcp -m tcp --dport 80 -j DNAT --to-destination 10.244.0.13:8080
COMMIT
`;

/** What a script prints in a namespace with the two devices. */
function inNamespace(script: string): { readonly status: number | null; readonly text: string } {
  const { status, stdout, stderr } = spawnSync(
    "unshare",
    ["-n", "sh", "-c", `(${GROUND}) >/dev/null 2>&1\n${script}`],
    {
      encoding: "utf8",
    },
  );
  return { status, text: stdout + stderr };
}

function commandsFor(fields: PacketFields): readonly string[] {
  const paste = readPaste(`${NAT}${inNamespace("ip addr; ip route show table all; ip -6 route show table all").text}`);
  const read = readPacket(fields, paste.node);
  if (read.kind !== "read") throw new Error(JSON.stringify(read.errors));
  const [outcome] = walk(paste.rulesets[read.packet.family], paste.node, read.packet).outcomes;
  if (!outcome) throw new Error("no outcome");
  return onTheNode(outcome, true).flatMap(({ commands }) => commands.map(({ command }) => command));
}

/** How a command is tried: filters are compiled only, and what goes on for ever is stopped soon. */
function tried(command: string): string {
  if (command.startsWith("tcpdump")) return command.replace("-ni", "-d -ni");
  if (command.startsWith("dmesg")) return "dmesg --help";
  return /monitor|conntrack -E/.test(command) ? `timeout -s INT 0.5 ${command}; [ $? -lt 125 ]` : command;
}

function isThere(tool: string): boolean {
  return spawnSync("sh", ["-c", `command -v ${tool}`]).status === 0;
}

const PACKETS: readonly (readonly [string, PacketFields])[] = [
  ["tcp through NAT", { in: "eth0", src: "192.168.1.20", dst: "10.0.91.63", proto: "tcp", sport: 4000, dport: 80 }],
  ["udp", { in: "eth0", src: "192.168.1.20", dst: "10.244.0.13", proto: "udp", dport: 53 }],
  ["icmp", { in: "eth0", src: "192.168.1.20", dst: "10.244.0.13", proto: "icmp" }],
  ["sctp", { in: "eth0", src: "192.168.1.20", dst: "10.244.0.13", proto: "sctp", dport: 80 }],
  ["gre", { in: "eth0", src: "192.168.1.20", dst: "10.244.0.13", proto: 47 }],
  ["udplite", { in: "eth0", src: "192.168.1.20", dst: "10.244.0.13", proto: 136, dport: 80 }],
  ["the node's own", { in: null, src: "192.168.1.10", dst: "10.244.0.13", proto: "tcp", dport: 443 }],
  ["with a mark", { in: "eth0", src: "192.168.1.20", dst: "10.244.0.13", proto: "tcp", dport: 443, mark: 16384 }],
  ["IPv6 tcp", { in: "eth0", src: "fd00:1::20", dst: "fd00:2::13", proto: "tcp", dport: 80 }],
  ["IPv6 icmp", { in: "eth0", src: "fd00:1::20", dst: "fd00:2::13", proto: "ipv6-icmp" }],
];

describe.each(PACKETS)("the commands for a packet: %s", (_name, fields) => {
  const commands = commandsFor(fields).filter((command) => isThere(command.split(" ")[0] ?? ""));

  it.each(["nft", "legacy"])("are taken by the tools, iptables being %s", (variant) => {
    const script = commands.map((command) => {
      const run = tried(command).replace(/^(ip6?tables) /, `$1-${variant} `);
      return `( ${run} ) >/tmp/said.$$ 2>&1 || { echo ${JSON.stringify(command)}; cat /tmp/said.$$; }`;
    });
    expect(inNamespace(`${script.join("\n")}\nrm -f /tmp/said.$$`).text).toBe("");
    expect(commands.length).toBeGreaterThan(5);
  });
});

it("the trace of nft shows the packet, and no other", () => {
  const own = commandsFor({ in: null, src: "192.168.1.10", dst: "10.244.0.13", proto: "udp", dport: 53 });
  const nft = own.filter((command) => command.startsWith("nft"));
  const monitor = nft.indexOf("nft monitor trace");
  const send = (port: number) =>
    `python3 -c "import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(('192.168.1.10', 40000)); s.sendto(b'x', ('10.244.0.13', ${String(port)}))"`;
  const { text } = inNamespace(
    [
      ...nft.slice(0, monitor),
      // Nobody says when the monitor listens, so the packets are sent until it tells of one.
      "seen=$(mktemp); nft monitor trace >$seen & monitor=$!",
      `for i in $(seq 200); do ${send(54)}; ${send(53)}; sleep 0.2; grep -q 'udp dport 53' $seen && break; done`,
      "kill $monitor; wait; cat $seen; rm $seen",
      ...nft.slice(monitor + 1),
      "nft list tables",
    ].join("\n"),
  );
  expect(text).toContain("udp dport 53");
  expect(text).not.toContain("udp dport 54");
  expect(text).not.toContain("table ip hookline_trace\n");
});
