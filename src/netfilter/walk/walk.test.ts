/**
 * What a packet meets on its way, rule by rule. Many of these are faults that were seen in other tools.
 */
import { describe, expect, it } from "vitest";
import { formatAddress } from "../address";
import { portsOf } from "../packet";
import type { PacketFields } from "../read/packet";
import { readPacket } from "../read/packet";
import { readPaste } from "../../paste/paste";
import type { Outcome } from "../trace";
import type { WalkOptions } from "./walk";
import { walk } from "./walk";

const NODE = `
1: lo: <LOOPBACK,UP> mtu 65536
    inet 127.0.0.1/8 scope host lo
2: eth0: <UP> mtu 1500
    inet 192.168.1.10/24 scope global eth0
3: cni0: <UP> mtu 1500
    inet 10.244.0.1/24 scope global cni0
default via 192.168.1.1 dev eth0
10.244.0.0/24 dev cni0 proto kernel scope link src 10.244.0.1
192.168.1.0/24 dev eth0 proto kernel scope link src 192.168.1.10
`;
/** In by eth0 to a pod: through the node. */
const THROUGH: PacketFields = { in: "eth0", src: "192.168.1.20", dst: "10.244.0.7", proto: "tcp", dport: 80 };
const HERE: PacketFields = { ...THROUGH, dst: "192.168.1.10" };
const OUT: PacketFields = { ...THROUGH, in: null, src: "192.168.1.10", dst: "8.8.8.8" };

function outcomes(
  ruleset: string,
  fields: PacketFields = THROUGH,
  node = NODE,
  options: WalkOptions = {},
): readonly Outcome[] {
  const paste = readPaste(node + ruleset);
  const read = readPacket(fields, paste.node);
  if (read.kind !== "read") throw new Error(JSON.stringify(read.errors));
  return walk(paste.rulesets[4], paste.node, read.packet, options).outcomes;
}

function only(ruleset: string, fields: PacketFields = THROUGH, node = NODE): Outcome {
  const [first, ...others] = outcomes(ruleset, fields, node);
  if (!first || others.length > 0) throw new Error(`${String(others.length + 1)} outcomes`);
  return first;
}

const table = (name: string, lines: string) => `*${name}\n${lines.trim()}\nCOMMIT\n`;
const FILTER = ":INPUT ACCEPT\n:FORWARD ACCEPT\n:OUTPUT ACCEPT\n";
const NAT = ":PREROUTING ACCEPT\n:INPUT ACCEPT\n:OUTPUT ACCEPT\n:POSTROUTING ACCEPT\n";
const filter = (lines: string) => table("filter", FILTER + lines);
const nat = (lines: string) => table("nat", NAT + lines);
const rules = ({ steps }: Outcome) =>
  steps.flatMap((step) => {
    if (step.kind === "rule") return [`${step.table}/${step.chain} ${String(step.rule)} ${step.verdict}`];
    return step.kind === "policy" ? [`${step.table}/${step.chain} policy ${step.verdict}`] : [];
  });
const destination = ({ packet }: Outcome) => `${formatAddress(packet.dst)}:${String(portsOf(packet)?.dport)}`;

describe("a chain", () => {
  it("ends with its policy, which is told", () => {
    const dropped = only(table("filter", ":INPUT ACCEPT\n:FORWARD DROP\n:OUTPUT ACCEPT"));
    expect([dropped.verdict, dropped.reason, rules(dropped)]).toEqual([
      "dropped",
      "the policy of filter/FORWARD",
      ["filter/FORWARD policy DROP"],
    ]);
  });

  it("is left by an ACCEPT in a chain of the user's own, and the base chain asks no more", () => {
    const accepted = only(filter(":a -\n-A FORWARD -j a\n-A FORWARD -j DROP\n-A a -j ACCEPT"));
    expect([accepted.verdict, rules(accepted)]).toEqual([
      "forwarded",
      ["filter/FORWARD 1 JUMP a", "filter/a 1 ACCEPT"],
    ]);
  });

  it("comes back to the rule behind the jump at its end and at a RETURN", () => {
    expect(
      rules(
        only(
          filter(":a -\n:b -\n-A FORWARD -j a\n-A FORWARD -j b\n-A FORWARD -j DROP\n-A b -j RETURN\n-A b -j ACCEPT"),
        ),
      ),
    ).toEqual(["filter/FORWARD 1 JUMP a", "filter/FORWARD 2 JUMP b", "filter/b 1 RETURN", "filter/FORWARD 3 DROP"]);
  });

  it("applies its policy at a RETURN where it is built in", () => {
    expect(rules(only(table("filter", ":FORWARD DROP\n-A FORWARD -j RETURN\n-A FORWARD -j ACCEPT")))).toEqual([
      "filter/FORWARD 1 RETURN",
      "filter/FORWARD policy DROP",
    ]);
  });

  it("that was entered by a goto does not come back to the chain that it was left from", () => {
    expect(rules(only(filter(":a -\n:b -\n-A FORWARD -j a\n-A FORWARD -j DROP\n-A a -g b\n-A a -j ACCEPT")))).toEqual([
      "filter/FORWARD 1 JUMP a",
      "filter/a 1 GOTO b",
      "filter/FORWARD 2 DROP",
    ]);
  });

  it("may have dashes in its name, or the name of something of JavaScript's own", () => {
    expect(
      rules(
        only(
          filter(":my-chain -\n:__proto__ -\n-A FORWARD -j my-chain\n-A FORWARD -j __proto__\n-A __proto__ -j DROP"),
        ),
      ),
    ).toEqual(["filter/FORWARD 1 JUMP my-chain", "filter/FORWARD 2 JUMP __proto__", "filter/__proto__ 1 DROP"]);
  });

  it("that jumps to itself ends the walk with a word why", () => {
    expect(only(filter(":a -\n-A FORWARD -j a\n-A a -j a"))).toMatchObject({
      verdict: "invalid",
      reason: "filter/a is reached again from itself: the kernel refuses such a ruleset",
    });
  });

  it("that goes round by gotos ends the walk too", () => {
    expect(only(filter(":a -\n:b -\n-A FORWARD -g a\n-A a -g b\n-A b -g a"))).toMatchObject({
      verdict: "invalid",
      reason: expect.stringContaining("mostly gotos go in a circle") as string,
    });
  });
});

describe("a target", () => {
  it("MARK, LOG and none let the packet go on", () => {
    expect(
      rules(
        only(
          filter("-A FORWARD -j LOG\n-A FORWARD\n-A FORWARD -j DROP") +
            table("mangle", ":FORWARD ACCEPT\n-A FORWARD -j MARK --set-xmark 0x1/0xffffffff"),
        ),
      ),
    ).toEqual([
      "mangle/FORWARD 1 MARK",
      "mangle/FORWARD policy ACCEPT",
      "filter/FORWARD 1 LOG",
      "filter/FORWARD 2 CONTINUE",
      "filter/FORWARD 3 DROP",
    ]);
  });

  it("MARK is (mark & ~mask) ^ value, and a mark match sees it", () => {
    const marked = only(
      table("mangle", ":PREROUTING ACCEPT\n-A PREROUTING -j MARK --set-xmark 0x4000/0x4000") +
        filter("-A FORWARD -m mark ! --mark 0x4000/0x4000 -j DROP\n-A FORWARD -m mark --mark 0x1/0x1 -j DROP"),
      { ...THROUGH, mark: 0x8000 },
    );
    expect([marked.verdict, marked.packet.mark]).toEqual(["forwarded", 0xc000]);
  });

  it("DROP ends the packet in any table", () => {
    expect(only(table("raw", ":PREROUTING ACCEPT\n-A PREROUTING -j DROP")).verdict).toBe("dropped");
    expect(only(table("mangle", ":POSTROUTING ACCEPT\n-A POSTROUTING -j DROP")).verdict).toBe("dropped");
  });

  it("REJECT ends the packet and says with what", () => {
    expect(only(filter("-A FORWARD -p tcp -j REJECT --reject-with tcp-reset"))).toMatchObject({
      verdict: "rejected",
      reason: "rule 1 of filter/FORWARD, with tcp-reset",
    });
  });

  it("DNAT sends the packet where its new destination is routed", () => {
    const rewritten = only(
      nat("-A PREROUTING -d 10.96.0.1/32 -p tcp -m tcp --dport 80 -j DNAT --to-destination 10.244.0.7:8080"),
      {
        ...THROUGH,
        dst: "10.96.0.1",
      },
    );
    expect([rewritten.out, destination(rewritten)]).toEqual(["cni0", "10.244.0.7:8080"]);
  });

  it("REDIRECT brings the packet to the node itself", () => {
    const redirected = only(nat("-A PREROUTING -p tcp -j REDIRECT --to-ports 15001"));
    expect([redirected.verdict, destination(redirected)]).toEqual(["delivered", "192.168.1.10:15001"]);
  });

  it("MASQUERADE takes the address of the device it leaves by, and keeps the port unless told to draw one", () => {
    const source = (rule: string) => {
      const { packet } = only(nat(rule));
      return [formatAddress(packet.src), portsOf(packet)?.sport];
    };
    expect(source("-A POSTROUTING -j MASQUERADE")).toEqual(["10.244.0.1", 40000]);
    expect(source("-A POSTROUTING -j MASQUERADE --random-fully")).toEqual(["10.244.0.1", null]);
  });

  it("that nobody implements is kept, and splits the walk", () => {
    const found = outcomes(filter("-A FORWARD -j FANCY --with this"));
    expect(found.map(({ verdict, probability, assumptions }) => [verdict, probability, assumptions.length])).toEqual([
      ["forwarded", null, 1],
      ["dropped", null, 1],
    ]);
  });
});

describe("a rule", () => {
  it("with `!` matches what its condition does not", () => {
    expect(only(filter("-A FORWARD ! -s 192.168.1.0/24 -j DROP")).verdict).toBe("forwarded");
    expect(only(filter("-A FORWARD ! -s 10.0.0.0/8 -j DROP")).verdict).toBe("dropped");
    expect(only(filter("-A FORWARD -m conntrack ! --ctstate RELATED,ESTABLISHED -j DROP")).verdict).toBe("dropped");
  });

  it("for 0.0.0.0/0 matches every source", () => {
    expect(only(filter("-A FORWARD -s 0.0.0.0/0 -j DROP")).verdict).toBe("dropped");
  });

  it("with a match that nobody implements splits the walk in two, each saying what it assumed", () => {
    const found = outcomes(filter("-A FORWARD -m fancy --with this -j DROP"));
    expect(found.map(({ verdict, probability }) => [verdict, probability])).toEqual([
      ["forwarded", null],
      ["dropped", null],
    ]);
    expect(found.map(({ assumptions }) => assumptions)).toEqual([
      ["the match `-m fancy --with this` of rule 1 of filter/FORWARD does not hold, which is not implemented here"],
      ["the match `-m fancy --with this` of rule 1 of filter/FORWARD holds, which is not implemented here"],
    ]);
  });

  it("with an unknown match does not split where a known one already fails", () => {
    expect(only(filter("-A FORWARD -p udp -m fancy --with this -j DROP")).probability).toBe(1);
  });

  it("with a probability of a third, a half and one shares a Service out in equal thirds", () => {
    const found = outcomes(
      nat(`:SVC -
-A PREROUTING -j SVC
-A SVC -m statistic --mode random --probability 0.33333333349 -j DNAT --to-destination 10.244.0.2
-A SVC -m statistic --mode random --probability 0.50000000000 -j DNAT --to-destination 10.244.0.3
-A SVC -j DNAT --to-destination 10.244.0.4`),
    );
    expect(found).toHaveLength(3);
    for (const { probability } of found) expect(probability).toBeCloseTo(1 / 3, 8);
  });
});

describe("the way of a packet", () => {
  const EVERY = ["raw", "mangle", "nat", "filter", "security"]
    .map((name) =>
      table(name, ":PREROUTING ACCEPT\n:INPUT ACCEPT\n:FORWARD ACCEPT\n:OUTPUT ACCEPT\n:POSTROUTING ACCEPT"),
    )
    .join("");
  const asked = (fields: PacketFields) => rules(only(EVERY, fields)).map((line) => line.replace(" policy ACCEPT", ""));

  it("through the node asks the tables in the kernel's order", () => {
    expect(asked(THROUGH)).toEqual([
      "raw/PREROUTING",
      "mangle/PREROUTING",
      "nat/PREROUTING",
      "mangle/FORWARD",
      "filter/FORWARD",
      "security/FORWARD",
      "mangle/POSTROUTING",
      "nat/POSTROUTING",
    ]);
  });

  it("to the node ends in INPUT", () => {
    expect(asked(HERE)).toEqual([
      "raw/PREROUTING",
      "mangle/PREROUTING",
      "nat/PREROUTING",
      "mangle/INPUT",
      "filter/INPUT",
      "nat/INPUT",
      "security/INPUT",
    ]);
  });

  it("out of the node asks OUTPUT and POSTROUTING, never FORWARD", () => {
    expect(asked(OUT)).toEqual([
      "raw/OUTPUT",
      "mangle/OUTPUT",
      "nat/OUTPUT",
      "filter/OUTPUT",
      "security/OUTPUT",
      "mangle/POSTROUTING",
      "nat/POSTROUTING",
    ]);
  });

  it("from the node to itself comes in again by lo, where nat is not asked a second time", () => {
    expect(asked({ ...OUT, dst: "192.168.1.10" }).slice(5)).toEqual([
      "mangle/POSTROUTING",
      "nat/POSTROUTING",
      "raw/PREROUTING",
      "mangle/PREROUTING",
      "mangle/INPUT",
      "filter/INPUT",
      "security/INPUT",
    ]);
  });

  it("shows filter OUTPUT the first route's device and POSTROUTING the one after DNAT", () => {
    const sent = only(
      nat("-A OUTPUT -p tcp -j DNAT --to-destination 10.244.0.7:80\n-A POSTROUTING -o cni0 -j RETURN") +
        filter("-A OUTPUT -o eth0 -j RETURN"),
      OUT,
    );
    expect(rules(sent)).toEqual([
      "nat/OUTPUT 1 DNAT",
      "filter/OUTPUT 1 RETURN",
      "filter/OUTPUT policy ACCEPT",
      "nat/POSTROUTING 1 RETURN",
      "nat/POSTROUTING policy ACCEPT",
    ]);
    expect([sent.verdict, sent.out]).toEqual(["sent", "cni0"]);
  });

  it("ends where no route leads on", () => {
    expect(
      only(
        "",
        THROUGH,
        NODE.replace(/default.*\n/, "")
          .replaceAll(/^10\.244.*\n/gm, "")
          .replace(/3: cni0[^]*?eth0\n/, ""),
      ),
    ).toMatchObject({
      verdict: "unroutable",
      reason: "no route to 10.244.0.7",
    });
  });

  it("ends where its time to live runs out, and shows FORWARD one less", () => {
    expect(only("", { ...THROUGH, ttl: 1 }).verdict).toBe("dropped");
    expect(only(filter("-A FORWARD -m ttl --ttl-eq 63 -j DROP")).verdict).toBe("dropped");
  });
});

describe("where the paste tells no addresses", () => {
  it("the packet may be for this node or go through it, and each outcome says so", () => {
    expect(outcomes("", THROUGH, "").map(({ verdict, assumptions }) => [verdict, assumptions[0]])).toEqual([
      ["forwarded", "10.244.0.7 is not an address of this node"],
      ["delivered", "10.244.0.7 is an address of this node"],
    ]);
  });

  it("the user's choice decides, and is stated", () => {
    const [here, ...none] = outcomes("", THROUGH, "", { route: "here" });
    expect([here?.verdict, here?.probability, here?.assumptions]).toEqual([
      "delivered",
      1,
      ["10.244.0.7 is an address of this node"],
    ]);
    expect(none).toEqual([]);
    expect(outcomes("", THROUGH, "", { route: "through" }).map(({ verdict }) => verdict)).toEqual(["forwarded"]);
  });

  it("what is assumed of an address is assumed for the whole way", () => {
    const found = outcomes(nat("-A PREROUTING -m addrtype --dst-type LOCAL -j MARK --set-xmark 0x1/0x1"), THROUGH, "");
    expect(found.map(({ verdict, packet }) => [verdict, packet.mark])).toEqual([
      ["forwarded", 0],
      ["delivered", 1],
    ]);
  });
});

describe("a rate that nobody knows", () => {
  it("is asked anew by every rule that has one", () => {
    const found = outcomes(
      filter(
        "-A FORWARD -m limit --limit 3/min -j LOG\n-A FORWARD -m limit --limit 3/min -j ACCEPT\n-A FORWARD -j DROP",
      ),
    );
    expect(found).toHaveLength(4);
  });
});
