import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { formatAddress, formatPrefix } from "../address";
import type { Interface, Route } from "../node";
import { readConnections } from "./conntrack-list";
import { readIfconfig } from "./ifconfig";
import { readBriefInterfaces, readOneLineInterfaces } from "./ip-addr-brief";
import { readJsonInterfaces, readJsonRoutes } from "./ip-json";
import { readRoutingRules } from "./ip-rule";
import * as signs from "./node-signs";
import { ProblemList } from "./problems";
import { linesSection } from "./section.fixture";
import { readRouteTable } from "./route-table";
import type { Section } from "./section";

const sectionOf = (text: string) => ({ ...linesSection(text), family: undefined, table: undefined });

/** What a reader makes of a text, and the messages of its problems. */
function read<T>(reader: (sections: ReturnType<typeof sectionOf>[], problems: ProblemList) => T, text: string) {
  const problems = new ProblemList();
  const found = reader([sectionOf(text)], problems);
  return {
    found,
    problems: problems.kept().map(({ line, column, message }) => `${String(line)}:${String(column)} ${message}`),
  };
}

const plain = ({ name, addresses }: Interface) =>
  [name, ...addresses.map(({ address, prefix }) => `${formatAddress(address)} in ${formatPrefix(prefix)}`)].join(" ");

const way = ({ type, destination, dev, via, table, metric }: Route) =>
  `${type} ${formatPrefix(destination)} ${via ? formatAddress(via) : "-"} ${dev ?? "-"} ${table} ${String(metric)}`;

/** One node, as the tools of this file print it: two devices, one of them with a peer. */
const DEVICES = [
  "lo 127.0.0.1 in 127.0.0.1/8 ::1 in ::1/128",
  "tap0 10.5.0.1 in 10.5.0.1/24 fd05::1 in fd05::1/64",
  "tun1 10.8.0.1 in 10.8.0.2/32",
];

const BRIEF = `lo               UNKNOWN        127.0.0.1/8 ::1/128 
tap0@if5         DOWN           10.5.0.1/24 fd05::1/64 
tun1             UP             10.8.0.1 peer 10.8.0.2/32 `;

const ONE_LINE = String.raw`1: lo    inet 127.0.0.1/8 scope host lo\       valid_lft forever preferred_lft forever
1: lo    inet6 ::1/128 scope host \       valid_lft forever preferred_lft forever
2: tap0    inet 10.5.0.1/24 brd 10.5.0.255 scope global tap0\       valid_lft forever preferred_lft forever
2: tap0    inet6 fd05::1/64 scope global nodad \       valid_lft forever preferred_lft forever
3: tun1    inet 10.8.0.1 peer 10.8.0.2/32 scope global tun1\       valid_lft forever preferred_lft forever`;

const NEW_IFCONFIG = `lo: flags=73<UP,LOOPBACK,RUNNING>  mtu 65536
        inet 127.0.0.1  netmask 255.0.0.0
        inet6 ::1  prefixlen 128  scopeid 0x10<host>
        loop  txqueuelen 1000  (Local Loopback)

tap0: flags=4098<BROADCAST,MULTICAST>  mtu 1500
        inet 10.5.0.1  netmask 255.255.255.0  broadcast 0.0.0.0
        inet6 fd05::1  prefixlen 64  scopeid 0x0<global>
        RX packets 0  bytes 0 (0.0 B)

tun1: flags=4241<UP,POINTOPOINT,NOARP,MULTICAST>  mtu 1500
        inet 10.8.0.1  netmask 255.255.255.255  destination 10.8.0.2
`;

const OLD_IFCONFIG = `lo        Link encap:Local Loopback  
          inet addr:127.0.0.1  Mask:255.0.0.0
          inet6 addr: ::1/128 Scope:Host
          UP LOOPBACK RUNNING  MTU:65536  Metric:1

tap0      Link encap:Ethernet  HWaddr 1A:0B:4C:D9:C9:92  
          inet addr:10.5.0.1  Bcast:10.5.0.255  Mask:255.255.255.0
          inet6 addr: fd05::1/64 Scope:Global
          BROADCAST MULTICAST  MTU:1500  Metric:1

tun1      Link encap:UNSPEC  HWaddr 00-00-00-00-00-00-00-00-00-00-00-00-00-00-00-00  
          inet addr:10.8.0.1  P-t-P:10.8.0.2  Mask:255.255.255.255
          UP POINTOPOINT NOARP MULTICAST  MTU:1500  Metric:1
`;

const address = (family: string, local: string, prefixlen: number, more = {}) => ({
  family,
  local,
  prefixlen,
  ...more,
});
const JSON_ADDR = [
  {
    ifindex: 1,
    ifname: "lo",
    flags: ["UP"],
    addr_info: [address("inet", "127.0.0.1", 8), address("inet6", "::1", 128)],
  },
  {
    ifindex: 2,
    ifname: "tap0",
    flags: [],
    addr_info: [address("inet", "10.5.0.1", 24), address("inet6", "fd05::1", 64)],
  },
  {},
  { ifindex: 3, ifname: "tun1", flags: ["UP"], addr_info: [address("inet", "10.8.0.1", 32, { address: "10.8.0.2" })] },
];

describe("the devices of a node are the same in whatever form they are printed", () => {
  it.each([
    ["ip -br addr", readBriefInterfaces, BRIEF, [true, false, true]],
    ["ip -o addr", readOneLineInterfaces, ONE_LINE, [true, true, true]],
    ["ifconfig", readIfconfig, NEW_IFCONFIG, [true, false, true]],
    ["ifconfig of old and of busybox", readIfconfig, OLD_IFCONFIG, [true, false, true]],
    ["ip -j addr", readJsonInterfaces, JSON.stringify(JSON_ADDR), [true, false, true]],
    ["ip -j -p addr", readJsonInterfaces, JSON.stringify(JSON_ADDR, null, 8), [true, false, true]],
  ] as const)("%s", (_, reader, text, up) => {
    const { found, problems } = read(reader, text);
    expect(problems).toEqual([]);
    expect(found.map(plain)).toEqual(DEVICES);
    expect(found.map((one) => one.up)).toEqual(up);
    expect(found.map(({ addresses }) => addresses[0]?.scope)).toEqual(["host", "global", "global"]);
  });

  it("knows the lines of each, and not those of the others", () => {
    const lines = [BRIEF, ONE_LINE, NEW_IFCONFIG, OLD_IFCONFIG].map((text) => text.split("\n").slice(0, 1).join());
    const count = (is: (line: string) => boolean) => lines.map(is);
    expect(count(signs.isBriefInterfaceLine)).toEqual([true, false, false, false]);
    expect(count(signs.isOneLineInterface)).toEqual([false, true, false, false]);
    expect(count(signs.isIfconfigStart)).toEqual([false, false, true, true]);
    expect(NEW_IFCONFIG.split("\n").every(signs.continuesIfconfig)).toBe(true);
    expect(signs.isBriefInterfaceLine("ERROR UP and running")).toBe(false);
    const [first = "", second = "", ...rest] = JSON.stringify(JSON_ADDR, null, 8)
      .replace("[\n        {", "[ {")
      .split("\n");
    expect(signs.isJsonNodeStart(first, second)).toBe(true);
    expect(signs.isJsonNodeStart(first, "no key")).toBe(false);
    expect(rest.filter((line) => !signs.continuesJsonNode(line) && !/^\s*"\w+": /.test(line))).toEqual([]);
    expect(signs.isJsonNodeStart('[{"ifindex":1,"ifname":"lo"')).toBe(true);
  });

  it("takes a second IPv4 address of one network as secondary, and an address that stands twice once", () => {
    const [device] = read(
      readBriefInterfaces,
      "tap0 UP 10.5.0.1/24 10.5.0.2/24 10.5.0.1/24 10.5.0.3/16 fd05::1/64 fd05::2/64",
    ).found;
    expect(device?.addresses.map(({ address, secondary }) => [formatAddress(address), secondary])).toEqual([
      ["10.5.0.1", false],
      ["10.5.0.2", true],
      ["10.5.0.3", false],
      ["fd05::1", false],
      ["fd05::2", false],
    ]);
  });

  it("tells the line and column of what is no address", () => {
    expect(read(readBriefInterfaces, "lo UNKNOWN 127.0.0.1/8 nonsense").problems[0]).toMatch(
      /^1:24 "nonsense" is no address of the interface lo/,
    );
    expect(read(readIfconfig, "lo: flags=73<UP>  mtu 1\n        inet 127.0.0.x").problems[0]).toMatch(/^2:9 "inet 127/);
    expect(read(readJsonInterfaces, '[{"ifindex":1,"ifname":"lo"').problems[0]).toMatch(/^1:1 .*cut off/);
  });
});

describe("route -n and netstat -rn", () => {
  const ROUTE = `Kernel IP routing table
Destination     Gateway         Genmask         Flags Metric Ref    Use Iface
0.0.0.0         10.5.0.9        0.0.0.0         UG    5      0        0 tap0
10.5.0.0        0.0.0.0         255.255.255.0   U     0      0        0 tap0
10.44.0.0       -               255.255.0.0     !     0      -        0 -`;
  const V6 = `Kernel IPv6 routing table
Destination                    Next Hop                   Flag Met Ref  Use If
fd05::/64                      ::                         U    256 1      0 tap0
::/0                           fd05::2                    UG   1024 1      0 tap0
::1/128                        ::                         Un   0   2      0 lo`;

  it("are the table main", () => {
    const { found, problems } = read(readRouteTable, `${ROUTE}\n${V6}`);
    expect(problems).toEqual([]);
    expect(found.map(way)).toEqual([
      "unicast 0.0.0.0/0 10.5.0.9 tap0 main 5",
      "unicast 10.5.0.0/24 - tap0 main 0",
      "unreachable 10.44.0.0/16 - - main 0",
      "unicast fd05::/64 - tap0 main 256",
      "unicast ::/0 fd05::2 tap0 main 1024",
    ]);
    const [heading = "", ...lines] = `${ROUTE}\n${V6}`.split("\n");
    expect(signs.isRouteTableHeading(heading)).toBe(true);
    expect(lines.every(signs.continuesRouteTable)).toBe(true);
  });

  it("netstat has no metric where route has one", () => {
    const text = `Destination     Gateway         Genmask         Flags   MSS Window  irtt Iface
0.0.0.0         10.5.0.9        0.0.0.0         UG       40 0          0 tap0`;
    expect(read(readRouteTable, text).found.map(way)).toEqual(["unicast 0.0.0.0/0 10.5.0.9 tap0 main 0"]);
  });
});

describe("ip -j route", () => {
  it("gives each next hop, the table, the next hop of the other family and what refuses", () => {
    const text =
      '[{"dst":"default","gateway":"10.5.0.9","dev":"tap0","table":"100","metric":5,"flags":[]},{"dst":"10.9.0.0/16","flags":[],"nexthops":[{"gateway":"10.5.0.2","dev":"tap0","weight":3,"flags":[]},{"gateway":"10.5.0.3","dev":"tap0","weight":1,"flags":[]}]},{"dst":"10.11.0.0/16","via":{"family":"inet6","host":"fe80::1"},"dev":"tap0","flags":[]},{"type":"unreachable","dst":"10.44.0.0/16","flags":[]},{"dst":"default","dev":"tap0","metric":1024,"flags":[],"pref":"medium"}]';
    const { found, problems } = read(readJsonRoutes, text);
    expect(problems).toEqual([]);
    expect(signs.jsonNodeKind(text.split("\n"))).toBe("route");
    expect(found.map(way)).toEqual([
      "unicast 0.0.0.0/0 10.5.0.9 tap0 100 5",
      "unicast 10.9.0.0/16 10.5.0.2 tap0 main 0",
      "unicast 10.9.0.0/16 10.5.0.3 tap0 main 0",
      "unicast 10.11.0.0/16 fe80::1 tap0 main 0",
      "unreachable 10.44.0.0/16 - - main 0",
      "unicast ::/0 - tap0 main 1024",
    ]);
  });
});

describe("ip rule", () => {
  it("tells the standard rules from others", () => {
    const text = `0:\tfrom all lookup local
100:\tnot from 10.5.0.0/24 to 10.6.0.0/16 fwmark 0x1/0xff iif tap0 lookup 100
103:\tfrom 10.1.1.1 blackhole
32766:\tfrom all lookup main
32767:\tfrom all lookup default`;
    const { found, problems } = read(readRoutingRules, text);
    expect(problems).toEqual([]);
    expect(found.map(({ priority, table, standard }) => [priority, table, standard])).toEqual([
      [0, "local", true],
      [100, "100", false],
      [103, undefined, false],
      [32766, "main", true],
      [32767, "default", true],
    ]);
    expect(found[1]?.selector).toBe("not from 10.5.0.0/24 to 10.6.0.0/16 fwmark 0x1/0xff iif tap0");
    expect(text.split("\n").every(signs.isRoutingRule)).toBe(true);
    expect(signs.isRoutingRule("2: eth0: <UP> mtu 1500")).toBe(false);
  });
});

describe("conntrack -L", () => {
  const DNAT =
    "tcp      6 99 ESTABLISHED src=10.5.0.9 dst=10.5.0.1 sport=4000 dport=80 src=10.6.0.1 dst=10.5.0.9 sport=8080 dport=4000 [ASSURED] mark=7 use=1";
  const ICMP =
    "icmp     1 99 src=10.5.0.9 dst=10.5.0.1 type=8 code=0 id=77 [UNREPLIED] src=10.5.0.1 dst=10.5.0.9 type=0 code=0 id=77 mark=0 use=1";
  const OTHERS = [
    "ipv4     2 unknown  99 99 src=10.5.0.9 dst=10.5.0.1 [UNREPLIED] src=10.5.0.1 dst=10.5.0.9 mark=0 use=1",
    "ipv4     2 gre      47 99 timeout=0, stream_timeout=0 src=10.5.0.9 dst=10.5.0.1 srckey=0x5 dstkey=0x6 [UNREPLIED] src=10.5.0.1 dst=10.5.0.9 srckey=0x6 dstkey=0x5 mark=0 zone=3 use=2",
  ];
  const list = [DNAT, ICMP, ...OTHERS].join("\n");

  it("reads both directions, the nat between them, mark, state, zone and what was answered", () => {
    const { found, problems } = read(readConnections, `conntrack v1.4.7 (conntrack-tools): 4 flow entries\n${list}`);
    expect(problems).toEqual([]);
    expect(found.map(({ line, connection }) => [line, connection.original.proto])).toEqual([
      [2, 6],
      [3, 1],
      [4, 99],
      [5, 47],
    ]);
    expect(found[0]).toMatchObject({
      state: "ESTABLISHED",
      counted: false,
      connection: { sourceNat: false, destinationNat: true, mark: 7, assured: true, answered: true },
    });
    expect(found[0]?.connection.reply).toMatchObject({ sport: 8080, dport: 4000 });
    expect(found[1]).toMatchObject({
      icmp: { type: 8, code: 0, id: 77 },
      connection: { answered: false, destinationNat: false },
    });
    expect(found[3]?.connection.zone).toEqual({ original: 3, reply: 3 });
    expect(list.split("\n").every(signs.isConnectionLine)).toBe(true);
  });

  it("tells of a line that lacks a direction", () => {
    const { found, problems } = read(readConnections, "tcp 6 99 ESTABLISHED src=10.5.0.9 dst=10.5.0.1 sport=1 dport=2");
    expect(found).toEqual([]);
    expect(problems[0]).toMatch(/^1:1 .*expected a protocol, its number, and src= and dst= of both directions/);
  });
});

describe("any text", () => {
  const readers: readonly ((
    sections: (Section & { family: undefined; table: undefined })[],
    problems: ProblemList,
  ) => unknown)[] = [
    readBriefInterfaces,
    readOneLineInterfaces,
    readIfconfig,
    readRouteTable,
    readJsonInterfaces,
    readJsonRoutes,
    readRoutingRules,
    readConnections,
  ];
  it("is read or told of, and never throws", () => {
    const piece = fc.constantFrom(
      "lo",
      "UP",
      "1:",
      "inet",
      "10.0.0.1/24",
      "::1",
      "src=1.1.1.1",
      "dst=x",
      "tcp 6 ",
      "[",
      "{",
      '"dst":',
      "\n",
      " ",
      "from",
      "peer",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
        for (const reader of readers) expect(() => read(reader, pieces.join(" "))).not.toThrow();
      }),
    );
  });
});
