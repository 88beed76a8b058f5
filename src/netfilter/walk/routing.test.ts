import { describe, expect, it } from "vitest";
import type { Address } from "../address";
import { formatAddress, parseAddress } from "../address";
import { UNKNOWN_NODE } from "../node";
import { readPaste } from "../../paste/paste";
import { addressType, arrivalAddress, lookUpRoute, masqueradeAddress } from "./routing";

const address = (text: string): Address => {
  const read = parseAddress(text);
  if (!read) throw new Error(text);
  return read;
};
const no = () => false;

const ADDRESSES = `
1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN
    inet 127.0.0.1/8 scope host lo
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 state UP
    inet 192.168.1.10/24 brd 192.168.1.255 scope global eth0
    inet 172.20.0.5/16 scope global eth0
    inet6 2001:db8::10/64 scope global
3: cni0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 state UP
    inet 10.244.0.1/24 brd 10.244.0.255 scope global cni0
`;
const ROUTES = `
default via 192.168.1.1 dev eth0
10.244.0.0/24 dev cni0 proto kernel scope link src 10.244.0.1
10.244.1.0/24 via 192.168.1.11 dev eth0
10.244.1.128/25 via 192.168.1.12 dev eth0 metric 5
192.168.1.0/24 dev eth0 proto kernel scope link src 192.168.1.10
blackhole 10.99.0.0/16
203.0.113.0/24 via 172.20.0.1 dev eth0
`;
const whole = readPaste(ADDRESSES + ROUTES).node;

describe("an address's type", () => {
  it.each([
    ["192.168.1.10", "LOCAL"],
    ["127.0.0.1", "LOCAL"],
    ["127.9.9.9", "LOCAL"],
    ["192.168.1.255", "BROADCAST"],
    ["255.255.255.255", "BROADCAST"],
    ["0.0.0.0", "BROADCAST"],
    ["224.0.0.1", "MULTICAST"],
    ["192.168.1.11", "UNICAST"],
    ["8.8.8.8", "UNICAST"],
    ["2001:db8::10", "LOCAL"],
    ["ff02::1", "MULTICAST"],
  ])("of %s is %s", (text, type) => {
    expect(addressType(whole, address(text))).toBe(type);
  });

  it("is a question where the paste tells no addresses, but never for the loopback", () => {
    expect(addressType(UNKNOWN_NODE, address("192.168.1.10"))).toMatchObject({ kind: "unknown" });
    expect(addressType(UNKNOWN_NODE, address("127.0.0.1"))).toBe("LOCAL");
  });
});

describe("a route", () => {
  const by = (text: string) => {
    const answer = lookUpRoute(whole, address(text), no);
    return answer.kind === "unicast"
      ? `${answer.dev}${answer.via ? ` ${formatAddress(answer.via)}` : ""}`
      : answer.kind;
  };

  it("is the one of the longest prefix", () => {
    expect(by("10.244.1.1")).toBe("eth0 192.168.1.11");
    expect(by("10.244.1.200")).toBe("eth0 192.168.1.12");
    expect(by("10.244.0.7")).toBe("cni0");
    expect(by("8.8.8.8")).toBe("eth0 192.168.1.1");
  });

  it("of the table main comes before a longer one of the table default, which is asked where main has none", () => {
    const more =
      "10.77.0.0/16 via 192.168.1.7 dev eth0 table default\nthrow 10.78.0.0/16\n10.78.0.0/16 via 192.168.1.8 dev eth0 table default\n";
    const ways = [ROUTES + more, ROUTES.replace(/default.*\n/, "") + more].map((routes) => {
      const { node } = readPaste(ADDRESSES + routes);
      return ["10.77.0.1", "10.78.0.1"].map((text) => {
        const answer = lookUpRoute(node, address(text), no);
        return answer.kind === "unicast" && answer.via && formatAddress(answer.via);
      });
    });
    // Asked of the kernel: `ip route get`.
    expect(ways).toEqual([
      ["192.168.1.1", "192.168.1.8"],
      ["192.168.1.7", "192.168.1.8"],
    ]);
  });

  it("to one of the node's own addresses leads to the node, before any other table is asked", () => {
    expect(by("10.244.0.1")).toBe("local");
  });

  it("that is a blackhole is none", () => {
    expect(by("10.99.1.1")).toBe("none");
  });

  it("is none where the paste has routes and no default among them", () => {
    const node = readPaste(`${ADDRESSES}10.244.0.0/24 dev cni0 scope link\n`).node;
    expect(lookUpRoute(node, address("8.8.8.8"), no)).toMatchObject({ kind: "none", reason: "no route to 8.8.8.8" });
  });

  it("is made from the addresses where the paste has no `ip route`, and untold beyond them", () => {
    const node = readPaste(ADDRESSES).node;
    expect(lookUpRoute(node, address("10.244.0.7"), no)).toMatchObject({ kind: "unicast", dev: "cni0" });
    expect(lookUpRoute(node, address("8.8.8.8"), no).kind).toBe("untold");
  });

  it("asks whether the address is the node's own where nothing tells", () => {
    const asked: string[] = [];
    const answer = lookUpRoute(UNKNOWN_NODE, address("10.0.0.5"), ({ question }) => {
      asked.push(question.yes);
      return true;
    });
    expect(answer.kind).toBe("local");
    expect(asked).toEqual(["10.0.0.5 is an address of this node"]);
  });

  it("with `table all` takes the table local as printed", () => {
    const node = readPaste(
      `${ROUTES}local 192.168.1.99 dev eth0 table local proto kernel scope host src 192.168.1.99\n`,
    ).node;
    expect(lookUpRoute(node, address("192.168.1.99"), no).kind).toBe("local");
  });
});

describe("the address that MASQUERADE takes", () => {
  const taken = (text: string) => {
    const found = masqueradeAddress(whole, lookUpRoute(whole, address(text), no), address(text));
    return found && formatAddress(found);
  };

  it("is the device's first that shares a network with the next hop", () => {
    expect(taken("8.8.8.8")).toBe("192.168.1.10");
    expect(taken("203.0.113.9")).toBe("172.20.0.5");
    expect(taken("10.244.0.7")).toBe("10.244.0.1");
  });
});

describe("the address that REDIRECT gives", () => {
  it("is the arriving device's first, and the loopback for the node's own", () => {
    const first = arrivalAddress(whole, 4, "eth0");
    const own = arrivalAddress(whole, 4, null);
    expect([first && formatAddress(first), own && formatAddress(own)]).toEqual(["192.168.1.10", "127.0.0.1"]);
  });
});
