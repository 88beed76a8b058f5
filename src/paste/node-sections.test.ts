import { describe, expect, it } from "vitest";
import { formatAddress, formatPrefix } from "../netfilter/address";
import { readPaste } from "./paste";

/** One node, as each tool prints it: lo and eth0 with 10.0.0.5/24, and a default route. */
const ADDR = `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
    inet 127.0.0.1/8 scope host lo
2: eth0@if7: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default
    inet 10.0.0.5/24 brd 10.0.0.255 scope global eth0
       valid_lft forever preferred_lft forever`;
const BRIEF = `lo               UNKNOWN        127.0.0.1/8
eth0@if7         UP             10.0.0.5/24`;
const ONE_LINE = String.raw`1: lo    inet 127.0.0.1/8 scope host lo\       valid_lft forever preferred_lft forever
2: eth0    inet 10.0.0.5/24 brd 10.0.0.255 scope global eth0\       valid_lft forever preferred_lft forever`;
const JSON_ADDR = `[{"ifindex":1,"ifname":"lo","flags":["UP"],"addr_info":[{"family":"inet","local":"127.0.0.1","prefixlen":8}]},{"ifindex":2,"ifname":"eth0","flags":["UP"],"addr_info":[{"family":"inet","local":"10.0.0.5","prefixlen":24}]}]`;
const PRETTY_ADDR = JSON.stringify(JSON.parse(JSON_ADDR), null, 4).replace("[\n    {", "[ {");
const IFCONFIG = `eth0: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 1500
        inet 10.0.0.5  netmask 255.255.255.0  broadcast 10.0.0.255
        ether 02:42:ac:11:00:02  txqueuelen 0  (Ethernet)

lo: flags=73<UP,LOOPBACK,RUNNING>  mtu 65536
        inet 127.0.0.1  netmask 255.0.0.0`;

const ROUTE = "default via 10.0.0.1 dev eth0\n10.0.0.0/24 dev eth0 proto kernel scope link src 10.0.0.5";
const JSON_ROUTE =
  '[{"dst":"default","gateway":"10.0.0.1","dev":"eth0","flags":[]},{"dst":"10.0.0.0/24","dev":"eth0","prefsrc":"10.0.0.5"}]';
const PRETTY_ROUTE = JSON.stringify(JSON.parse(JSON_ROUTE), null, 4).replace("[\n    {", "[ {");
const ROUTE_N = `Kernel IP routing table
Destination     Gateway         Genmask         Flags Metric Ref    Use Iface
0.0.0.0         10.0.0.1        0.0.0.0         UG    0      0        0 eth0
10.0.0.0        0.0.0.0         255.255.255.0   U     0      0        0 eth0`;

const RULES = "0:\tfrom all lookup local\n32766:\tfrom all lookup main\n32767:\tfrom all lookup default";
const CONNECTION =
  "tcp      6 99 ESTABLISHED src=10.5.0.9 dst=10.5.0.1 sport=4000 dport=80 src=10.6.0.1 dst=10.5.0.9 sport=8080 dport=4000 [ASSURED] mark=0 use=1";

const devicesOf = (text: string) =>
  readPaste(text)
    .node.interfaces?.map(({ name, addresses }) => [name, ...addresses.map(({ address }) => formatAddress(address))])
    .sort();
const routesOf = (text: string) =>
  readPaste(text).node.routes?.map(({ destination, dev }) => `${formatPrefix(destination)} ${dev ?? ""}`);
const kindsOf = (text: string) => readPaste(text).sections.map(({ kind }) => kind);

describe("a node that a paste tells of", () => {
  const devices = [
    ["eth0", "10.0.0.5"],
    ["lo", "127.0.0.1"],
  ];

  it.each([
    ["addr", ADDR],
    ["addr-brief", BRIEF],
    ["addr-lines", ONE_LINE],
    ["addr-json", JSON_ADDR],
    ["addr-json", PRETTY_ADDR],
    ["ifconfig", IFCONFIG],
  ])("has the same devices by %s, with a prompt or none, before and after rules", (kind, text) => {
    expect(devicesOf(text)).toEqual(devices);
    expect(kindsOf(text)).toEqual([kind]);
    const session = `*nat\n:A - [0:0]\nCOMMIT\nroot@node:~# some command\n${text}\nroot@node:~# ip route\n${ROUTE}`;
    expect(devicesOf(session)).toEqual(devices);
    expect(readPaste(session).problems).toEqual([]);
    expect(kindsOf(session)).toEqual(["save", kind, "route"]);
  });

  it("has the same routes by each tool, and each route once where several print it", () => {
    const routes = ["0.0.0.0/0 eth0", "10.0.0.0/24 eth0"];
    for (const text of [ROUTE, JSON_ROUTE, PRETTY_ROUTE, ROUTE_N, [ROUTE, JSON_ROUTE, ROUTE_N].join("\n")])
      expect(routesOf(text)).toEqual(routes);
    expect(kindsOf([ROUTE_N, ROUTE, PRETTY_ROUTE, JSON_ROUTE].join("\n"))).toEqual([
      "route-table",
      "route",
      "route-json",
      "route-json",
    ]);
  });

  it("has each device once where several tools print it, with the flags of the one that tells most", () => {
    const { node } = readPaste([BRIEF.replace("UP ", "DOWN "), ONE_LINE, IFCONFIG, ADDR].join("\n"));
    expect(node.interfaces?.map(({ name, up, addresses }) => [name, up, addresses.length])).toEqual([
      ["lo", true, 1],
      ["eth0", true, 1],
    ]);
  });

  it("tells its routing rules and the connections that stand", () => {
    const { node, sections } = readPaste(
      `$ ip -6 rule\n${RULES}\n$ conntrack -L\nconntrack v1.4.7 (conntrack-tools): 1 flow entries have been shown.\n${CONNECTION}`,
    );
    expect(node.rules?.map(({ family, standard }) => [family, standard])).toEqual([
      [6, true],
      [6, true],
      [6, true],
    ]);
    expect(node.connections?.map(({ line }) => line)).toEqual([7]);
    expect(sections.map(({ words }) => words)).toEqual(["ip rule, 3 lines", "conntrack -L, 1 line"]);
  });

  it("is not found in prose that looks a little like it", () => {
    expect(kindsOf("server UP\nthe service is DOWN\nlo")).toEqual(["noise"]);
  });
});
