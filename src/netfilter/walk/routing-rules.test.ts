import { describe, expect, it } from "vitest";
import { readPaste } from "../../paste/paste";
import { readPacket, type PacketFields } from "../read/packet";
import { walk } from "./walk";

const NODE = `1: lo: <LOOPBACK,UP> mtu 65536
    inet 127.0.0.1/8 scope host lo
2: eth0: <UP> mtu 1500
    inet 10.5.0.1/24 scope global eth0
3: eth1: <UP> mtu 1500
    inet 10.7.0.1/24 scope global eth1
$ ip route show table all
default via 10.5.0.254 dev eth0
10.5.0.0/24 dev eth0 scope link src 10.5.0.1
10.8.0.0/16 via 10.7.0.254 dev eth1 table 100
*mangle
:PREROUTING ACCEPT [0:0]
-A PREROUTING -p udp -j MARK --set-xmark 0x7/0xffffffff
COMMIT
$ ip rule
0:\tfrom all lookup local`;
const LAST = "32766:\tfrom all lookup main\n32767:\tfrom all lookup default";

const FIELDS: PacketFields = { in: "eth0", src: "10.5.0.9", dst: "10.8.0.1", proto: "tcp", dport: 80 };

function assumptions(rules: string, more: PacketFields = {}): readonly string[] {
  const paste = readPaste(`${NODE}\n${rules}\n${LAST}`);
  const read = readPacket({ ...FIELDS, ...more }, paste.node);
  if (read.kind !== "read") throw new Error("no packet");
  return walk(paste.rulesets[4], paste.node, read.packet).outcomes.flatMap((outcome) => outcome.assumptions);
}

const TOLD = /^the routing rule “100: .*” \(line 17\) leads no other way/;

describe("a rule of ip rule that is not the kernel's own", () => {
  it.each([
    "from all lookup 100",
    "from 10.5.0.0/24 lookup 100",
    "from all to 10.8.0.0/16 lookup 100",
    "not from 10.6.0.0/24 lookup 100",
    "from all iif eth0 ipproto 6 dport 80-90 lookup 100",
    "from all uidrange 0-0 lookup 100",
    "from all lookup vrf-that-is-not-shown",
    "from 10.5.0.9 blackhole",
  ])("is assumed aloud to lead no other way where it may meet the packet: %s", (rule) => {
    expect(assumptions(`100:\t${rule}`)).toEqual([expect.stringMatching(TOLD)]);
  });

  it.each([
    "from 10.6.0.0/24 lookup 100",
    "from all to 10.9.0.0/16 lookup 100",
    "not from 10.5.0.0/24 lookup 100",
    "from all fwmark 0x7 lookup 100",
    "from all iif eth1 lookup 100",
    "from all dport 81-90 lookup 100",
    "from all to 10.8.0.0/16 lookup main",
  ])("is not spoken of where it does not: %s", (rule) => {
    expect(assumptions(`100:\t${rule}`)).toEqual([]);
  });

  it("asks for the mark that the rules before gave the packet", () => {
    expect(assumptions("100:\tfrom all fwmark 0x7/0xff lookup 100", { proto: "udp" })).toHaveLength(1);
  });

  it("is not spoken of where its table is shown and has no route to there, or where main is asked before", () => {
    expect(assumptions("100:\tfrom all lookup 100", { dst: "10.9.0.1" })).toEqual([]);
    expect(assumptions("50:\tfrom all lookup main\n100:\tfrom all lookup 100")).toEqual([]);
  });

  it("is not spoken of for what is the node's own", () => {
    expect(assumptions("100:\tfrom all lookup 100", { dst: "10.5.0.1" })).toEqual([]);
  });
});
