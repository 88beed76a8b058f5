import { describe, expect, it } from "vitest";
import { formatAddress } from "../address";
import { readPacket, type PacketFields } from "../read/packet";
import { readPaste } from "../../paste/paste";
import { walk } from "./walk";

const NODE = `2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP group default qlen 1000
    inet 192.168.1.10/24 brd 192.168.1.255 scope global eth0
3: cni0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default qlen 1000
    inet 10.244.0.1/24 brd 10.244.0.255 scope global cni0
default via 192.168.1.1 dev eth0
10.244.0.0/24 dev cni0 scope link
192.168.1.0/24 dev eth0 scope link
`;

/** The answer to a packet from 192.168.1.20 where a rule of FORWARD or INPUT rejects it. */
function answerTo(rule: string, fields: PacketFields, nat = "") {
  const tables = `*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n-A INPUT ${rule}\n-A FORWARD ${rule}\nCOMMIT\n${nat}`;
  const paste = readPaste(`${tables}${NODE}`);
  const read = readPacket({ in: "eth0", src: "192.168.1.20", ...fields }, paste.node);
  if (read.kind !== "read") throw new Error(JSON.stringify(read.errors));
  const [outcome] = walk(paste.rulesets[4], paste.node, read.packet).outcomes;
  const answer = outcome?.answer;
  if (!answer) return null;
  return { from: formatAddress(answer.src), to: formatAddress(answer.dst), transport: answer.transport };
}

describe("the answer to a rejected packet", () => {
  it("comes from the node's address towards the sender where the packet was to be forwarded", () => {
    const answer = answerTo("-j REJECT --reject-with icmp-port-unreachable", { dst: "10.244.0.13", dport: 80 });
    expect(answer).toMatchObject({ from: "192.168.1.10", to: "192.168.1.20", transport: { type: 3, code: 3 } });
  });

  it("comes from the address that was asked where that is the node's own", () => {
    const answer = answerTo("-j REJECT --reject-with icmp-admin-prohibited", { dst: "10.244.0.1", dport: 80 });
    expect(answer).toMatchObject({ from: "10.244.0.1", transport: { type: 3, code: 13 } });
  });

  it("is a reset from the Service where a connection to it was rewritten", () => {
    const nat =
      "*nat\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -d 10.96.0.9/32 -j DNAT --to-destination 10.244.0.13\nCOMMIT\n";
    const answer = answerTo("-p tcp -j REJECT --reject-with tcp-reset", { dst: "10.96.0.9", dport: 80 }, nat);
    expect(answer).toMatchObject({ from: "10.96.0.9", transport: { kind: "tcp", sport: 80, flags: 4 | 16 } });
  });

  it("is none to a reset, to an ICMP error, or to what is for everybody", () => {
    const reset = { dst: "10.244.0.13", dport: 80, tcpFlags: ["RST"] };
    expect(answerTo("-p tcp -j REJECT --reject-with tcp-reset", reset)).toBeNull();
    expect(answerTo("-j REJECT", { dst: "10.244.0.13", proto: "icmp", icmpType: 3 })).toBeNull();
    expect(answerTo("-j REJECT", { dst: "192.168.1.255", proto: "udp", dport: 9 })).toBeNull();
  });
});
