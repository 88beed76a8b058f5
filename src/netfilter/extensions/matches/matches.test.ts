import { describe, expect, it } from "vitest";
import { TCP_FLAGS } from "../../packet";
import { unknown } from "../answer";
import { answer, at, packet, shown, tracking, words, world } from "../rule-in-hand";

const udp = (ports: { sport?: number | null; dport?: number | null } = {}) =>
  world({ packet: packet({ proto: 17, transport: { kind: "ports", sport: 40000, dport: 53, ...ports } }) });
const tcpFlags = (flags: number) =>
  world({ packet: packet({ transport: { kind: "tcp", sport: 1, dport: 2, flags, mss: null, options: [] } }) });
const node = (changes: Parameters<typeof packet>[0] = {}) =>
  world({ hook: "OUTPUT", in: { kind: "none" }, packet: packet({ in: null, ...changes }) });

describe("ports", () => {
  it("fit a port, a range, and none of another protocol", () => {
    expect(answer("-p tcp --dport 80")).toBe(true);
    expect(answer("-p tcp ! --dport 80:90")).toBe(false);
    expect(answer("-p udp --dport 53", udp())).toBe(true);
    expect(answer("-p tcp --dport 53", udp())).toBe(false);
    expect(answer("-p udp --dport 80")).toBe(false);
    expect(answer("-p udp ! --dport 80")).toBe(false);
  });

  it("that the kernel draws are unknown unless every port fits", () => {
    const drawn = udp({ sport: null });
    expect(answer("-p udp --sport 53", drawn)).toMatchObject({ kind: "unknown", inverted: false });
    expect(answer("-p udp ! --sport 53", drawn)).toMatchObject({ kind: "unknown", inverted: true });
    expect(answer("-p udp --sport 0:65535", drawn)).toBe(true);
    expect(answer("-p udp -m multiport --ports 53", drawn)).toBe(true);
    expect(answer("-p udp -m multiport --ports 54", drawn)).toMatchObject({ kind: "unknown" });
  });

  it("are told and shown", () => {
    expect(words("-p tcp ! --sport 1024:65535 --dport 443")).toEqual([
      "protocol is tcp",
      "source port is not 1024 to 65535 and destination port is 443",
    ]);
    expect(shown("-p tcp -m multiport --dports 80,443")).toEqual(["tcp", "80"]);
  });
});

describe("TCP flags", () => {
  it("are compared under a mask", () => {
    expect(answer("-p tcp --syn", tcpFlags(TCP_FLAGS.SYN))).toBe(true);
    expect(answer("-p tcp --syn", tcpFlags(TCP_FLAGS.SYN | TCP_FLAGS.ACK))).toBe(false);
    expect(answer("-p tcp ! --syn", tcpFlags(TCP_FLAGS.ACK))).toBe(true);
    expect(answer("-p tcp --tcp-flags ALL FIN,PSH,URG", tcpFlags(TCP_FLAGS.FIN | TCP_FLAGS.PSH | TCP_FLAGS.URG))).toBe(
      true,
    );
  });
});

describe("ICMP types", () => {
  const echo = world({ packet: packet({ proto: 1, transport: { kind: "icmp", type: 8, code: 0, quotes: null } }) });

  it("fit by name, by number and as any", () => {
    expect(answer("-p icmp --icmp-type ping", echo)).toBe(true);
    expect(answer("-p icmp --icmp-type 8/1", echo)).toBe(false);
    expect(answer("-p icmp --icmp-type any", echo)).toBe(true);
    expect(answer("-p icmp --icmp-type any")).toBe(false);
  });

  it("are told and shown by name", () => {
    expect(words("-p icmp ! --icmp-type 3/3")).toEqual(["protocol is icmp", "ICMP type is not port-unreachable"]);
    expect(shown("-p icmp --icmp-type 3", echo)).toEqual(["icmp", "echo-request"]);
  });
});

describe("the connection", () => {
  it("has a state", () => {
    expect(answer("-m conntrack --ctstate NEW,RELATED")).toBe(true);
    expect(answer("-m state ! --state NEW")).toBe(false);
    expect(
      answer("-m conntrack --ctstate DNAT", world({ tracking: tracking({ destinationNat: true }, "ESTABLISHED") })),
    ).toBe(true);
  });

  it("is missing where the packet is not tracked: the state alone decides, and without one nothing fits", () => {
    const untracked = world({ tracking: { state: "INVALID", direction: "original", connection: null } });
    expect(answer("-m conntrack --ctstate INVALID --ctproto 17", untracked)).toBe(true);
    expect(answer("-m conntrack ! --ctproto 17", untracked)).toBe(false);
    expect(answer("-m connmark ! --mark 1", untracked)).toBe(false);
  });

  it("has addresses, ports and directions of its own", () => {
    const natted = world({
      tracking: tracking({
        reply: { src: at("10.244.0.13"), dst: at("10.244.1.5"), proto: 6, sport: 8080, dport: null },
      }),
    });
    expect(answer("-m conntrack --ctreplsrc 10.244.0.13 --ctreplsrcport 8080 --ctorigdst 10.96.0.0/12", natted)).toBe(
      true,
    );
    expect(answer("-m conntrack --ctrepldstport 40000", natted)).toMatchObject({ kind: "unknown" });
    expect(answer("-m conntrack --ctdir REPLY", natted)).toBe(false);
    expect(shown("-m conntrack --ctreplsrc 10.0.0.1", natted)).toEqual(["10.244.0.13"]);
  });

  it("has no status before it is confirmed", () => {
    expect(answer("-m conntrack --ctstatus NONE")).toBe(false);
    expect(answer("-m conntrack ! --ctstatus NONE")).toBe(true);
    expect(answer("-m conntrack --ctstatus CONFIRMED")).toBe(false);
    expect(
      answer("-m conntrack --ctstatus SEEN_REPLY", world({ tracking: tracking({ answered: true }, "ESTABLISHED") })),
    ).toBe(true);
  });

  it("is told in words", () => {
    expect(words("-m conntrack --ctstate RELATED,NEW")).toEqual(["the connection's state is NEW or RELATED"]);
    expect(words("-m conntrack ! --ctstate DNAT")).toEqual([
      "the connection's state is not DNAT (its destination was rewritten)",
    ]);
  });
});

describe("marks", () => {
  it("are compared under a mask, the highest bit too", () => {
    const marked = world({ packet: packet({ mark: 0x80004000 }) });
    expect(answer("-m mark --mark 0x4000/0x4000", marked)).toBe(true);
    expect(answer("-m mark --mark 0x80000000/0x80000000", marked)).toBe(true);
    expect(answer("-m mark ! --mark 0x80004000", marked)).toBe(false);
    expect(shown("-m mark --mark 1", marked)).toEqual(["0x80004000"]);
    expect(words("-m mark ! --mark 0x4000/0x4000")).toEqual(["the mark does not have bit 0x4000 set"]);
  });
});

describe("the kind of an address", () => {
  it("is what the node says", () => {
    const local = world({ addressType: () => "LOCAL" });
    expect(answer("-m addrtype --dst-type LOCAL", local)).toBe(true);
    expect(answer("-m addrtype ! --dst-type LOCAL,BROADCAST", local)).toBe(false);
    expect(words("-m addrtype --dst-type LOCAL")).toEqual(["destination is an address of this node"]);
  });

  it("is asked for where the node is not told, and is then LOCAL or UNICAST", () => {
    const question = { key: "local=10.96.0.10", yes: "yes", no: "no" };
    const untold = world({ addressType: () => unknown(question) });
    expect(answer("-m addrtype --dst-type LOCAL", untold)).toEqual({ kind: "unknown", question, inverted: false });
    expect(answer("-m addrtype ! --dst-type LOCAL", untold)).toEqual({ kind: "unknown", question, inverted: true });
    expect(answer("-m addrtype --dst-type UNICAST", untold)).toEqual({ kind: "unknown", question, inverted: true });
    expect(answer("-m addrtype --dst-type UNICAST,LOCAL", untold)).toBe(true);
    expect(answer("-m addrtype --dst-type BROADCAST", untold)).toBe(false);
  });
});

describe("statistic", () => {
  it("holds with a probability, and otherwise with the rest of it", () => {
    expect(answer("-m statistic --mode random --probability 0.25")).toEqual({ kind: "chance", probability: 0.25 });
    expect(answer("-m statistic --mode random ! --probability 0.25")).toEqual({ kind: "chance", probability: 0.75 });
    expect(answer("-m statistic --mode nth --every 4 --packet 0")).toEqual({ kind: "chance", probability: 0.25 });
  });
});

describe("what lies outside the paste", () => {
  it.each([
    ["-m recent --rcheck --seconds 10800 --name SEP --reap", "10.244.1.5 was seen under SEP within 10800 s"],
    ["-m limit --limit 10/min", "packets come no faster than 10/min"],
    ["-m set --match-set KUBE-X dst,dst", "the set KUBE-X holds 10.96.0.10,80"],
    ["-m rpfilter", "an answer to 10.244.1.5 would leave by cni0"],
    ["-m physdev --physdev-is-bridged", "it is bridged and not routed"],
    ["-m mac --mac-source 52:54:00:12:34:56", "its hardware source is 52:54:00:12:34:56"],
    [
      "-m hashlimit --hashlimit-upto 5/sec --hashlimit-name x --hashlimit-mode srcip",
      "packets come no faster than 5/sec for 10.244.1.5",
    ],
  ])("is a question: %s", (line, yes) => {
    expect(answer(line)).toMatchObject({ kind: "unknown", inverted: false, question: { yes } });
  });

  it("is not asked for where the list is only written", () => {
    expect(answer("-m recent --set --name SEP")).toBe(true);
  });

  it("is not asked for where it cannot be: what the node sends has no hardware source", () => {
    expect(answer("-m mac ! --mac-source 52:54:00:12:34:56", node())).toBe(false);
  });
});

describe("the sender of a packet", () => {
  it("is known where the node itself sends it", () => {
    expect(answer("-m owner --uid-owner 1000-1999", node({ uid: 1500 }))).toBe(true);
    expect(answer("-m owner ! --uid-owner 1500", node({ uid: 1500 }))).toBe(false);
    expect(answer("-m owner --gid-owner 5", node({ gid: 7 }))).toBe(false);
    expect(answer("-m owner --gid-owner 5 --suppl-groups", node({ gid: 7 }))).toMatchObject({ kind: "unknown" });
  });

  it("is nobody where the packet came from elsewhere", () => {
    expect(answer("-m owner --uid-owner 0")).toBe(false);
    expect(answer("-m owner ! --uid-owner 0")).toBe(true);
    expect(answer("-m owner ! --socket-exists")).toBe(true);
  });
});

describe("the packet's header", () => {
  it("has a length, a TTL, a TOS and an MSS", () => {
    const sent = world({ packet: packet({ length: 60, ttl: 63, tos: 0xb8 }) });
    expect(answer("-m length --length 60:100", sent)).toBe(true);
    expect(answer("-m ttl --ttl-lt 64", sent)).toBe(true);
    expect(answer("-m ttl ! --ttl-eq 63", sent)).toBe(false);
    expect(answer("-m dscp --dscp-class EF", sent)).toBe(true);
    expect(answer("-m tos --tos 0x08/0x0f", sent)).toBe(true);
    expect(answer("-p tcp -m tcpmss --mss 1400:1500", sent)).toBe(true);
    expect(answer("-p tcp -m tcpmss ! --mss 1400:1500", tcpFlags(TCP_FLAGS.ACK))).toBe(true);
  });

  it("lies in a range of addresses", () => {
    expect(answer("-m iprange --src-range 10.244.1.1-10.244.1.9 ! --dst-range 10.96.0.1-10.96.0.9")).toBe(true);
  });

  it("tells how the link carried it", () => {
    const group = world({ addressType: () => "MULTICAST" });
    expect(answer("-m pkttype --pkt-type multicast", group)).toBe(true);
    expect(answer("-m pkttype --pkt-type multicast", { ...group, packet: packet({ in: null }) })).toBe(false);
  });
});

describe("u32", () => {
  it("reads the header's bytes", () => {
    expect(answer('-m u32 --u32 "0x6&0xff=0x6"')).toBe(true);
    expect(answer('-m u32 --u32 "0x6&0xff=0x11"')).toBe(false);
    expect(answer('-m u32 ! --u32 "0x10=0xa60000a"')).toBe(false);
    expect(answer('-m u32 --u32 "0x10=0xa60000a&&0x6&0xff=0x6"')).toBe(true);
  });

  it("follows the header's length to the ports", () => {
    expect(answer('-m u32 --u32 "0>>22&0x3C@0>>16=40000"')).toBe(true);
    expect(answer('-m u32 --u32 "0>>22&0x3C@0&0xffff=81:90"')).toBe(false);
    expect(answer('-m u32 --u32 "0>>22&0x3C@12>>16&0x3f=2"')).toBe(true);
  });

  it("fails behind the packet's end, and asks for what the packet does not tell", () => {
    expect(answer('-m u32 --u32 "41=0:0xffffffff"')).toBe(false);
    expect(answer('-m u32 --u32 "0>>22&0x3C@4=5"')).toMatchObject({ kind: "unknown" });
    expect(answer('-m u32 --u32 "0>>22&0x3C@4=0:0xffffffff"')).toBe(true);
  });
});
