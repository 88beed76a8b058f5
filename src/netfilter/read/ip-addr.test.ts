import { describe, expect, it } from "vitest";
import { formatAddress, formatPrefix } from "../address";
import { readInterfaces } from "./ip-addr";
import { ProblemList } from "./problems";
import { linesSection } from "./section.fixture";

const NODE = `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
    inet 127.0.0.1/8 scope host lo
       valid_lft forever preferred_lft forever
    inet6 ::1/128 scope host
       valid_lft forever preferred_lft forever
2: eth0@if3: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default
    link/ether 02:42:ac:11:00:02 brd ff:ff:ff:ff:ff:ff link-netnsid 0
    altname enp0s3
    inet 10.0.0.5/24 brd 10.0.0.255 scope global dynamic noprefixroute eth0
       valid_lft 86000sec preferred_lft 86000sec
    inet 10.0.0.6/24 brd 10.0.0.255 scope global secondary eth0:1
    inet6 fe80::42:acff:fe11:2/64 scope link deprecated
3: tun0: <POINTOPOINT,MULTICAST,NOARP> mtu 1500 qdisc noop state DOWN group default qlen 500
    link/none
    inet 10.8.0.1 peer 10.8.0.2/32 scope global tun0`;

function read(...texts: string[]) {
  const problems = new ProblemList();
  const sections = texts.map(linesSection);
  return { interfaces: readInterfaces(sections, problems), problems: problems.kept() };
}

describe("ip addr", () => {
  const { interfaces, problems } = read(NODE);
  const [lo, eth0, tun0] = interfaces;

  it("gives each interface by its name, without the @ of its other end, and the line it begins on", () => {
    expect(interfaces.map(({ name, index, line }) => [name, index, line])).toEqual([
      ["lo", 1, 1],
      ["eth0", 2, 7],
      ["tun0", 3, 14],
    ]);
    expect(problems).toEqual([]);
  });

  it("tells which interfaces are up", () => {
    expect([lo?.up, eth0?.up, tun0?.up]).toEqual([true, true, false]);
  });

  it("gives the addresses of both families with their scope", () => {
    expect(eth0?.addresses.map(({ address, scope }) => [formatAddress(address), scope])).toEqual([
      ["10.0.0.5", "global"],
      ["10.0.0.6", "global"],
      ["fe80::42:acff:fe11:2", "link"],
    ]);
  });

  it("tells a secondary address from the first", () => {
    expect(eth0?.addresses.map(({ secondary }) => secondary)).toEqual([false, true, false]);
  });

  it("gives the broadcast address where there is one", () => {
    const [first] = eth0?.addresses ?? [];
    expect(first?.broadcast && formatAddress(first.broadcast)).toBe("10.0.0.255");
    expect(lo?.addresses[0]?.broadcast).toBeUndefined();
  });

  it("takes the peer's network as the one on the link", () => {
    const [point] = tun0?.addresses ?? [];
    expect(point && [formatAddress(point.address), formatPrefix(point.prefix)]).toEqual(["10.8.0.1", "10.8.0.2/32"]);
  });

  it("joins what is printed of one interface in several outputs", () => {
    const four = "2: eth0: <UP>\n    inet 10.0.0.5/24 scope global eth0";
    const six = "2: eth0: <UP>\n    inet 10.0.0.5/24 scope global eth0\n    inet6 fd00::5/64 scope global";
    expect(read(four, six).interfaces).toHaveLength(1);
    expect(read(four, six).interfaces[0]?.addresses).toHaveLength(2);
  });

  it("tells where an address cannot be read", () => {
    const {
      interfaces: [cut],
      problems: told,
    } = read("2: eth0: <UP>\n    inet 10.0.0.\n    inet");
    expect(cut?.addresses).toEqual([]);
    expect(told).toMatchObject([
      { line: 2, column: 10 },
      { line: 3, column: 9 },
    ]);
    expect(told[0]?.message).toContain("expected an address such as 10.0.0.5/24");
  });
});
