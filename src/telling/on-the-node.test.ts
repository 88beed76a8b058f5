import { describe, expect, it } from "vitest";
import type { PacketFields } from "../netfilter/read/packet";
import { onTheNode } from "./on-the-node";
import { pasteOf, traceOf } from "./told.fixture";

const SERVICE = `*nat
:PREROUTING ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A PREROUTING -d 10.0.91.63/32 -p tcp -m tcp --dport 80 -j DNAT --to-destination 10.244.0.13:8080
-A POSTROUTING -j MASQUERADE --random-fully
COMMIT
`;

/** The commands for the first outcome of a packet. */
function commandsFor(fields: PacketFields, sport = false): readonly string[] {
  const fully = { in: "eth0", src: "192.168.1.20", dst: "10.0.91.63", proto: "tcp", dport: 80, ...fields };
  const [outcome] = traceOf(pasteOf(SERVICE), fully).outcomes;
  if (!outcome) throw new Error("an outcome was expected");
  return onTheNode(outcome, sport).flatMap(({ commands }) => commands.map(({ command }) => command));
}

describe("how a packet is seen on the node", () => {
  it("is by tcpdump before NAT and after it, by its connection and its route, and by two kinds of trace", () => {
    expect(commandsFor({})).toEqual([
      "tcpdump -ni eth0 'ip and tcp and src host 192.168.1.20 and dst host 10.0.91.63 and dst port 80'",
      "tcpdump -ni cni0 'ip and tcp and src host 10.244.0.1 and dst host 10.244.0.13 and dst port 8080'",
      "conntrack -L -f ipv4 -p tcp --orig-src 192.168.1.20 --orig-dst 10.0.91.63 --orig-port-dst 80",
      "conntrack -E -f ipv4 -p tcp --orig-src 192.168.1.20 --orig-dst 10.0.91.63 --orig-port-dst 80",
      "ip route get 10.244.0.13 from 192.168.1.20 iif eth0",
      "iptables -t raw -I PREROUTING -i eth0 -p tcp -s 192.168.1.20 -d 10.0.91.63 --dport 80 -j TRACE",
      "xtables-monitor --trace",
      "dmesg -w | grep TRACE",
      "iptables -t raw -D PREROUTING -i eth0 -p tcp -s 192.168.1.20 -d 10.0.91.63 --dport 80 -j TRACE",
      "nft add table ip hookline_trace",
      "nft 'add chain ip hookline_trace prerouting { type filter hook prerouting priority -350; }'",
      `nft 'add rule ip hookline_trace prerouting iifname "eth0" ip saddr 192.168.1.20 ip daddr 10.0.91.63 meta l4proto 6 tcp dport 80 meta nftrace set 1'`,
      "nft monitor trace",
      "nft delete table ip hookline_trace",
    ]);
  });

  it("names the source port where it was given, and never one that the kernel draws", () => {
    const [before, after] = commandsFor({ sport: 4711 }, true);
    expect(before).toContain("src port 4711");
    expect(after).not.toContain("src port");
  });

  it("looks at OUTPUT, and at any device, for what the node itself sends", () => {
    const commands = commandsFor({ in: null, src: "192.168.1.10", dst: "10.244.0.13", proto: "icmp" });
    expect(commands[0]).toBe("tcpdump -ni any 'ip and icmp and src host 192.168.1.10 and dst host 10.244.0.13'");
    expect(commands).toContain("iptables -t raw -I OUTPUT -p icmp -s 192.168.1.10 -d 10.244.0.13 -j TRACE");
    expect(commands).toContain("ip route get 10.244.0.13");
  });

  it("speaks of IPv6 to the tools of IPv6", () => {
    const commands = commandsFor({ src: "fd00::1", dst: "fd00::2", proto: "udp", dport: 53 });
    expect(commands[0]).toBe(
      "tcpdump -ni eth0 'ip6 and udp and src host fd00::1 and dst host fd00::2 and dst port 53'",
    );
    expect(commands.join("\n")).toContain(
      "ip6tables -t raw -I PREROUTING -i eth0 -p udp -s fd00::1 -d fd00::2 --dport 53",
    );
    expect(commands.join("\n")).toContain("conntrack -L -f ipv6 -p udp");
  });

  it("quotes a device of an odd name for the shell", () => {
    expect(commandsFor({ in: "br$(reboot)" })[0]).toMatch(/^tcpdump -ni 'br\$\(reboot\)' /);
  });
});
