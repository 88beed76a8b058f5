/**
 * For tests: a paste read, a packet walked through it, and the story of that.
 */
import type { PacketFields } from "../netfilter/read/packet";
import { readPacket } from "../netfilter/read/packet";
import type { Paste } from "../paste/paste";
import { readPaste } from "../paste/paste";
import type { Trace } from "../netfilter/trace";
import { walk } from "../netfilter/walk/walk";
import type { OutcomeStory, Story } from "./story";
import { tellTrace } from "./tell-trace";

/** A node with two devices: eth0 towards the world, cni0 towards its pods. */
const NODE = `
1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
    inet 127.0.0.1/8 scope host lo
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq state UP group default qlen 1000
    inet 192.168.1.10/24 brd 192.168.1.255 scope global eth0
3: cni0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default qlen 1000
    inet 10.244.0.1/24 brd 10.244.0.255 scope global cni0

default via 192.168.1.1 dev eth0
10.244.0.0/24 dev cni0 proto kernel scope link src 10.244.0.1
192.168.1.0/24 dev eth0 proto kernel scope link src 192.168.1.10
`;

/** The paste of a ruleset on that node. */
export function pasteOf(rules: string): Paste {
  return readPaste(`${rules.trim()}\n${NODE}`);
}

/** What becomes of a packet. */
export function traceOf(paste: Paste, fields: PacketFields): Trace {
  const read = readPacket(fields, paste.node);
  if (read.kind !== "read") throw new Error(JSON.stringify(read.errors));
  return walk(paste.rulesets[read.packet.family], paste.node, read.packet);
}

/** The story of a packet, TCP to port 80 from 192.168.1.20 unless it says otherwise. */
export function tell(rules: string, fields: PacketFields): Story {
  const paste = pasteOf(rules);
  return tellTrace(traceOf(paste, { in: "eth0", src: "192.168.1.20", proto: "tcp", dport: 80, ...fields }), paste);
}

/** The story of its one outcome. */
export function tellOne(rules: string, fields: PacketFields): OutcomeStory {
  const [only, ...more] = tell(rules, fields).outcomes;
  if (!only || more.length > 0) throw new Error("one outcome was expected");
  return only;
}
