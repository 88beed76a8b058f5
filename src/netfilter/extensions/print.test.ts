import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { read } from "./rule-in-hand";

/** Left as it may be written, right as iptables-save 1.8.9 prints it; each line was put through the real tools. */
const PRINTED: readonly (readonly [string, string])[] = [
  ["-s 10.0.0.1 ! -d 10.9.8.7/16", "-s 10.0.0.1/32 ! -d 10.9.0.0/16"],
  ["-i + -o eth+ -s 0.0.0.0/0 -p all", "-o eth+"],
  ["-p 200", "-p 200"],
  ["! -f", "! -f"],
  ["-p tcp --dport 1: --sport :", "-p tcp -m tcp --dport 1:65535"],
  [
    "-p tcp ! --syn --tcp-option 5 --dport 3",
    "-p tcp -m tcp --dport 3 --tcp-option 5 ! --tcp-flags FIN,SYN,RST,ACK SYN",
  ],
  ["-p tcp --tcp-flags ALL NONE", "-p tcp -m tcp --tcp-flags FIN,SYN,RST,PSH,ACK,URG NONE"],
  ["-p tcp --tcp-flags NONE NONE", "-p tcp -m tcp"],
  ["-p udp --dport domain --sport http", "-p udp -m udp --sport 80 --dport 53"],
  ["-p sctp --sport :", "-p sctp -m sctp --sport 0:65535"],
  ["-p sctp --chunk-types any INIT,DATA:Be", "-p sctp -m sctp --chunk-types any DATA:Be,INIT"],
  ["-p icmp --icmp-type host-prohibited", "-p icmp -m icmp --icmp-type 3/10"],
  ["-m state --state ESTABLISHED,RELATED,NEW", "-m state --state NEW,RELATED,ESTABLISHED"],
  ["-m conntrack --ctstate DNAT,SNAT,NEW,INVALID", "-m conntrack --ctstate INVALID,NEW,SNAT,DNAT"],
  ["-m conntrack --ctstatus CONFIRMED,EXPECTED", "-m conntrack --ctstatus EXPECTED,CONFIRMED"],
  [
    "-m conntrack --ctorigsrc 10.0.0.5/8 --ctproto udp --ctdir reply",
    "-m conntrack --ctproto 17 --ctorigsrc 10.0.0.5/8 --ctdir REPLY",
  ],
  [
    "-m addrtype --dst-type local --limit-iface-in --src-type UNICAST",
    "-m addrtype --src-type UNICAST --dst-type LOCAL --limit-iface-in",
  ],
  ["-m iprange --src-range 1.1.1.1", "-m iprange --src-range 1.1.1.1-1.1.1.1"],
  ["-m limit", "-m limit --limit 3/hour"],
  [
    "-m rateest --rateest a --rateest-gt --rateest-bps 1234567bit",
    "-m rateest --rateest a --rateest-gt --rateest-bps 1235Kbit",
  ],
  ["-m limit --limit 60/min --limit-burst 5", "-m limit --limit 1/sec"],
  ["-m limit --limit 7/min --limit-burst 6", "-m limit --limit 7/min --limit-burst 6"],
  ["-m limit --limit 100/hour", "-m limit --limit 100/hour"],
  [
    "-m hashlimit --hashlimit-upto 60/min --hashlimit-name x --hashlimit-mode dstport,srcip",
    "-m hashlimit --hashlimit-upto 1/sec --hashlimit-burst 5 --hashlimit-mode srcip,dstport --hashlimit-name x --hashlimit-htable-expire 60000",
  ],
  [
    "-m hashlimit ! --hashlimit-upto 5/sec --hashlimit-name x",
    "-m hashlimit --hashlimit-above 5/sec --hashlimit-burst 5 --hashlimit-name x",
  ],
  [
    "-m time --timestart 08:00 --timestop 17:30 --weekdays Fri,Mo --monthdays 5,1",
    "-m time --timestart 08:00:00 --timestop 17:30:00 --monthdays 1,5 --weekdays Mon,Fri --datestop 2038-01-19T03:14:07",
  ],
  ["-m time --datestart 2024-01-02 --utc", "-m time --datestart 2024-01-02T00:00:00 --datestop 2038-01-19T03:14:07"],
  ["-m mac --mac-source AA:bb:cc:00:11:2", "-m mac --mac-source aa:bb:cc:00:11:02"],
  [
    "-m physdev --physdev-out eth1 --physdev-is-bridged --physdev-in eth0 --physdev-is-in",
    "-m physdev --physdev-is-in --physdev-in eth0 --physdev-out eth1 --physdev-is-bridged",
  ],
  ["-m rpfilter --invert --validmark", "-m rpfilter --validmark --invert"],
  ["-m dscp --dscp-class af11", "-m dscp --dscp 0x0a"],
  ["-m tos --tos Minimize-Delay", "-m tos --tos 0x10/0x3f"],
  [
    "-m owner --uid-owner 5-5 ! --gid-owner 7 --socket-exists --suppl-groups",
    "-m owner --socket-exists --uid-owner 5 ! --gid-owner 7 --suppl-groups",
  ],
  ["-m pkttype --pkt-type host", "-m pkttype --pkt-type unicast"],
  ["-m ttl --ttl 5", "-m ttl --ttl-eq 5"],
  ["-m mark --mark 16384/0x4000", "-m mark --mark 0x4000/0x4000"],
  ["-m statistic --mode random --probability 0.3333333", "-m statistic --mode random --probability 0.33333329996"],
  ["-m recent ! --rcheck", "-m recent ! --rcheck --name DEFAULT --mask 255.255.255.255 --rsource"],
  [
    "-m recent --update --rdest --mask 255.255.0.0 --reap --seconds 5 --hitcount 2 --name x",
    "-m recent --update --seconds 5 --reap --hitcount 2 --name x --mask 255.255.0.0 --rdest",
  ],
  [String.raw`-m comment --comment "a b \"q\" 'x"`, String.raw`-m comment --comment "a b \"q\" \'x"`],
  ["-m comment --comment a.b", '-m comment --comment "a.b"'],
  ['-m u32 ! --u32 "0 >> 22 & 0x3C @ 0 =1:5,7 && 4=5"', '-m u32 ! --u32 "0x0>>0x16&0x3c@0x0=0x1:0x5,0x7&&0x4=0x5"'],
  ["-j MARK --set-mark 5/7", "-j MARK --set-xmark 0x5/0x7"],
  ["-j MARK --and-mark 0x5", "-j MARK --set-xmark 0x0/0xfffffffa"],
  ["-j MARK --or-mark 0x5", "-j MARK --set-xmark 0x5/0x5"],
  ["-j MARK --xor-mark 0x5", "-j MARK --set-xmark 0x5/0x0"],
  ["-j CONNMARK --save-mark --mask 0xff", "-j CONNMARK --save-mark --nfmask 0xff --ctmask 0xff"],
  ["-j CONNMARK --set-mark 0x1/0x10", "-j CONNMARK --set-xmark 0x1/0x11"],
  ["-j REJECT", "-j REJECT --reject-with icmp-port-unreachable"],
  ["-p tcp -j REJECT --reject-with tcp-rst", "-p tcp -j REJECT --reject-with tcp-reset"],
  ['-j LOG --log-level debug --log-prefix "a b"', '-j LOG --log-prefix "a b" --log-level 7'],
  ["-j TOS --set-tos 0x10", "-j TOS --set-tos 0x10/0xff"],
  ["-j NETMAP --to 10.0.0.5/24", "-j NETMAP --to 10.0.0.0/24"],
  ["-p tcp -j DNAT --to-destination :80", "-p tcp -j DNAT --to-destination :80"],
  [
    "-p tcp -j DNAT --to-destination 1.2.3.4-1.2.3.5:80-90/85",
    "-p tcp -j DNAT --to-destination 1.2.3.4-1.2.3.5:80-90/85",
  ],
  ["-p tcp -j MASQUERADE --random --to-ports 5-6", "-p tcp -j MASQUERADE --to-ports 5-6 --random"],
];

const PRINTED_6: readonly (readonly [string, string])[] = [
  ["-s fd00::1 -d ::/0", "-s fd00::1/128"],
  ["-p icmpv6 --icmpv6-type echo-request", "-p ipv6-icmp -m icmp6 --icmpv6-type 128"],
  ["-j REJECT", "-j REJECT --reject-with icmp6-port-unreachable"],
  ["-p tcp -j DNAT --to-destination [fd00::1]", "-p tcp -j DNAT --to-destination fd00::1"],
  ["-p tcp -j DNAT --to-destination [fd00::1]:80", "-p tcp -j DNAT --to-destination [fd00::1]:80"],
  ["-m recent --set", "-m recent --set --name DEFAULT --mask ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff --rsource"],
];

describe("an extension", () => {
  it.each(PRINTED)("prints %s as iptables-save does", (written, saved) => {
    expect(read(written)).toMatchObject({ printed: saved, problems: [] });
  });

  it.each(PRINTED_6)("prints %s as ip6tables-save does", (written, saved) => {
    expect(read(written, 6)).toMatchObject({ printed: saved, problems: [] });
  });

  it("prints again what it has printed", () => {
    for (const [, saved] of PRINTED) expect(read(saved).printed).toBe(saved);
    for (const [, saved] of PRINTED_6) expect(read(saved, 6).printed).toBe(saved);
  });

  it("prints any comment so that it is read as it was", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 40 }).filter((comment) => !/[\r\n]/.test(comment)),
        (comment) => {
          const first = read(`-m comment --comment "${comment.replace(/["\\]/g, "\\$&")}"`);
          expect(first.problems).toEqual([]);
          expect(first.rule?.matches[0]).toMatchObject({ options: { comment: { value: comment } } });
          expect(read(first.printed).rule?.matches).toEqual(first.rule?.matches);
        },
      ),
    );
  });

  it("prints any probability so that it is the kernel's fraction again", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (probability) => {
        const { printed } = read(`-m statistic --mode random --probability ${probability.toFixed(15)}`);
        expect(read(printed).printed).toBe(printed);
      }),
    );
  });
});

describe("an option that cannot be so", () => {
  it.each([
    ["-p tcp --dport 80:70", "--dport expects a port or a range"],
    ["-p tcp -m multiport --dports 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16", "at most 15"],
    ["-m statistic --mode random", "--probability is missing"],
    ["-m statistic --mode nth --every 3 --packet 3", "--packet must be less than --every"],
    ["-m conntrack", "an option such as --ctstate is missing"],
    ["-m recent --set --rcheck", "one of --set, --rcheck, --update and --remove is expected"],
    ["-m addrtype --limit-iface-in", "--src-type or --dst-type is missing"],
    ["-m limit --limit 10001/sec", "--limit expects a rate"],
    ["-j MARK", "one of --set-xmark"],
    ["-p tcp -j DNAT --to-destination [fd00::1]:80", "--to-destination expects an address"],
    ["! -p all", "no packet is of no protocol"],
  ])("is reported: %s", (line, message) => {
    expect(read(line).problems.join()).toContain(message);
  });

  it("is not found by a name that every object has", () => {
    expect(read("-m __proto__").problems.join()).toContain("__proto__ is not implemented");
    expect(read("-j constructor").problems.join()).toContain("constructor is neither a chain");
  });
});
