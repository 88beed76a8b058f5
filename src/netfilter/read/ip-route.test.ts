import { describe, expect, it } from "vitest";
import { formatAddress, formatPrefix, type Family } from "../address";
import { isRouteLine, readRoutes } from "./ip-route";
import { ProblemList } from "./problems";
import { linesSection } from "./section.fixture";

function read(text: string, family?: Family, table?: string) {
  const problems = new ProblemList();
  return {
    routes: readRoutes([{ ...linesSection(text), family, table }], problems),
    problems: problems.kept(),
  };
}

function shown(text: string, family?: Family, table?: string) {
  return read(text, family, table).routes.map((route) =>
    [
      route.type,
      formatPrefix(route.destination),
      route.via && formatAddress(route.via),
      route.dev,
      route.table,
      route.metric,
    ].join(" "),
  );
}

describe("ip route", () => {
  it("gives destination, next hop, device and metric", () => {
    expect(shown("default via 10.0.0.1 dev eth0 proto dhcp src 10.0.0.5 metric 100 onlink")).toEqual([
      "unicast 0.0.0.0/0 10.0.0.1 eth0 main 100",
    ]);
    expect(shown("10.244.0.0/24 dev cni0 proto kernel scope link src 10.244.0.1")).toEqual([
      "unicast 10.244.0.0/24  cni0 main 0",
    ]);
    expect(shown("10.244.1.7 dev veth1 scope link")).toEqual(["unicast 10.244.1.7/32  veth1 main 0"]);
  });

  it("gives the source that the route prefers", () => {
    const [route] = read("10.244.0.0/24 dev cni0 src 10.244.0.1").routes;
    expect(route?.src && formatAddress(route.src)).toBe("10.244.0.1");
  });

  it("knows the types and tables of `table all`", () => {
    const text = `local 10.0.0.5 dev eth0 table local proto kernel scope host src 10.0.0.5
broadcast 10.0.0.255 dev eth0 table local proto kernel scope link src 10.0.0.5
blackhole 10.1.0.0/16 table 100
unreachable default metric 4278198272
anycast fe80:: dev eth0 table local proto kernel metric 0 pref medium
multicast ff00::/8 dev eth0 table local proto kernel metric 256 pref medium`;
    expect(shown(text)).toEqual([
      "local 10.0.0.5/32  eth0 local 0",
      "broadcast 10.0.0.255/32  eth0 local 0",
      "blackhole 10.1.0.0/16   100 0",
      "unreachable 0.0.0.0/0   main 4278198272",
      "anycast fe80::/128  eth0 local 0",
      "multicast ff00::/8  eth0 local 256",
    ]);
  });

  it("knows the family of a default route by its next hop, by the command, or by its fields", () => {
    expect(shown("default via fe80::1 dev eth0 metric 1024")).toEqual(["unicast ::/0 fe80::1 eth0 main 1024"]);
    expect(shown("default dev tun0 metric 1024", 6)).toEqual(["unicast ::/0  tun0 main 1024"]);
    expect(shown("default dev tun0 metric 1024 pref medium")).toEqual(["unicast ::/0  tun0 main 1024"]);
    expect(shown("default dev tun0 scope link")).toEqual(["unicast 0.0.0.0/0  tun0 main 0"]);
  });

  it("knows an IPv4 route with an IPv6 next hop", () => {
    expect(shown("10.0.0.0/8 via inet6 fe80::1 dev eth0")).toEqual(["unicast 10.0.0.0/8 fe80::1 eth0 main 0"]);
    expect(shown("default via inet6 fe80::1 dev eth0")).toEqual(["unicast 0.0.0.0/0 fe80::1 eth0 main 0"]);
  });

  it("takes the table from the command where the lines do not name it", () => {
    expect(shown("default dev wg0 scope link", 4, "51820")).toEqual(["unicast 0.0.0.0/0  wg0 51820 0"]);
  });

  it("makes a route of each next hop", () => {
    const text =
      "default proto static metric 20\n\tnexthop via 10.0.0.1 dev eth0 weight 1\n\tnexthop via 10.0.1.1 dev eth1 weight 1";
    expect(shown(text)).toEqual(["unicast 0.0.0.0/0 10.0.0.1 eth0 main 20", "unicast 0.0.0.0/0 10.0.1.1 eth1 main 20"]);
    expect(read(text).routes.map(({ line }) => line)).toEqual([2, 3]);
    expect(shown(text.replaceAll("\n", " \\"))).toHaveLength(2);
  });

  it("keeps one of two equal routes and clears host bits", () => {
    expect(shown("10.0.0.7/8 dev eth0\n10.0.0.0/8  dev eth0 table main")).toEqual(["unicast 10.0.0.0/8  eth0 main 0"]);
  });

  it("tells where a route cannot be read", () => {
    const { routes, problems } = read("default\n10.0.0.0/99 dev eth0\nlocal\ndefault via 10.0. dev eth0");
    expect(routes).toHaveLength(1);
    expect(problems.map(({ line, column }) => [line, column])).toEqual([
      [1, 1],
      [2, 1],
      [3, 6],
      [4, 13],
    ]);
  });

  it("is told from prose, from rules and from ip route get", () => {
    expect(isRouteLine("default via 10.0.0.1 dev eth0")).toBe(true);
    expect(isRouteLine("throw 10.0.0.0/8")).toBe(true);
    expect(isRouteLine("default settings via the dev team")).toBe(false);
    expect(isRouteLine("local customs proto kernel")).toBe(false);
    expect(isRouteLine("default settings of the node")).toBe(false);
    expect(isRouteLine("-A INPUT -s 10.0.0.0/8 -j DROP")).toBe(false);
    expect(isRouteLine("1.1.1.1 via 10.0.0.1 dev eth0 src 10.0.0.5 uid 0")).toBe(false);
  });
});
