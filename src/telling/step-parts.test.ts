import { describe, expect, it } from "vitest";
import { readPaste } from "../paste/paste";
import { replyPacket } from "../netfilter/walk/conversation";
import { walk } from "../netfilter/walk/walk";
import type { HeaderField, StepStory } from "./story";
import { tellTrace } from "./tell-trace";
import { pasteOf, tellOne, traceOf } from "./told.fixture";

const SERVICE = `*nat
:PREROUTING ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:KUBE-SERVICES - [0:0]
:KUBE-MARK-MASQ - [0:0]
:KUBE-POSTROUTING - [0:0]
-A PREROUTING -j KUBE-SERVICES
-A POSTROUTING -j KUBE-POSTROUTING
-A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000
-A KUBE-SERVICES -d 10.0.91.63/32 -p tcp -m tcp --dport 80 -j KUBE-MARK-MASQ
-A KUBE-SERVICES -d 10.0.91.63/32 -p tcp -m tcp --dport 80 -j DNAT --to-destination 10.244.0.13:8080
-A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN
-A KUBE-POSTROUTING -j MARK --set-xmark 0x4000/0x0
-A KUBE-POSTROUTING -j MASQUERADE
COMMIT
`;

const PACKET = { dst: "10.0.91.63" };

/** The first step that a condition holds for. */
function find(steps: readonly StepStory[], wanted: (step: StepStory) => boolean): StepStory {
  const found = steps.find(wanted);
  if (!found) throw new Error("no such step");
  return found;
}

function changedIn({ header }: StepStory): readonly (readonly [string, HeaderField["was"], HeaderField["value"]])[] {
  return header.filter(({ changed }) => changed).map(({ name, was, value }) => [name, was, value]);
}

describe("the header beside a step", () => {
  const { steps } = tellOne(SERVICE, PACKET);

  it("has the same fields in the same order at every step", () => {
    const [first] = steps;
    const names = first?.header.map(({ name }) => name);
    expect(new Set(steps.map(({ header }) => JSON.stringify(header.map(({ name }) => name)))).size).toBe(1);
    expect(names?.slice(2, 6)).toEqual(["source", "sourcePort", "destination", "destinationPort"]);
  });

  it("marks what a rule changed, and nothing at the step behind it", () => {
    const at = steps.findIndex(({ verdict }) => verdict === "DNAT");
    expect(changedIn(find(steps, ({ verdict }) => verdict === "DNAT"))).toEqual([
      ["destination", "10.0.91.63", "10.244.0.13"],
      ["destinationPort", "80", "8080"],
    ]);
    expect(steps[at + 1]?.kind).toBe("routing");
    expect(changedIn(steps[at + 1] ?? find(steps, () => false)).map(([name]) => name)).toEqual(["out", "ttl"]);
    expect(steps[at + 1]?.header.find(({ name }) => name === "destination")?.value).toBe("10.244.0.13");
  });

  it("has no state before connection tracking is asked", () => {
    const told = tellOne("*raw\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -p tcp\nCOMMIT\n", PACKET);
    const states = told.steps.map(({ header }) => header.find(({ name }) => name === "state")?.value);
    expect(states.slice(0, 3)).toEqual([null, null, "NEW"]);
  });

  it("is untracked as soon as a rule of raw says so", () => {
    const told = tellOne("*raw\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -j CT --notrack\nCOMMIT\n", PACKET);
    expect(told.steps[0]?.header.find(({ name }) => name === "state")).toMatchObject({ value: "UNTRACKED", was: null });
  });

  it("says what an ICMP packet is in the place of flags, and has no ports", () => {
    const told = tellOne("*filter\n:FORWARD ACCEPT [0:0]\nCOMMIT\n", { dst: "10.244.0.13", proto: "icmp" });
    const values = Object.fromEntries(told.steps[0]?.header.map(({ name, value }) => [name, value]) ?? []);
    expect(values).toMatchObject({ flags: "echo-request", sourcePort: null, destinationPort: null });
  });
});

describe("a routing decision", () => {
  const NOTHING = "*filter\n:FORWARD ACCEPT [0:0]\nCOMMIT\n";

  function routed(dst: string, rules = NOTHING) {
    return find(tellOne(rules, { dst }).steps, ({ kind }) => kind === "routing");
  }

  it("names the route of the paste, and why the default route was not taken", () => {
    const step = routed("10.244.0.13");
    expect(step.words).toBe("Leaves by cni0: 10.244.0.0/24 is the smallest network of a route that holds 10.244.0.13");
    expect(step.routing).toMatchObject({
      leads: "out",
      device: "cni0",
      gateway: null,
      route: "10.244.0.0/24 dev cni0 proto kernel scope link src 10.244.0.1",
      others: [{ route: "default via 192.168.1.1 dev eth0", why: "its network is larger: /0, not /24" }],
    });
    expect(step.line).toBe(step.routing?.line);
  });

  it("names the next hop", () => {
    expect(routed("8.8.8.8").words).toBe(
      "Leaves by eth0, through 192.168.1.1: no other route holds 8.8.8.8, so the default route does",
    );
  });

  it("says whose address makes the packet the node's own, and where the paste says so", () => {
    const step = routed("192.168.1.10");
    expect(step.words).toBe("For this node: 192.168.1.10 is an address of eth0");
    expect(step.routing?.route).toBeNull();
    expect(step.line).toBe(pasteOf(NOTHING).node.interfaces?.find(({ name }) => name === "eth0")?.line);
  });

  it("says why a broadcast stays here", () => {
    expect(routed("10.244.0.255").words).toBe("For this node: 10.244.0.255 is the broadcast address of cni0");
  });

  it("prefers the lower metric of two routes to the same network, and says so", () => {
    const two = `${NOTHING}10.9.0.0/16 dev cni0 scope link metric 200\n10.9.0.0/16 dev eth0 scope link metric 100\n`;
    expect(routed("10.9.0.1", two).routing).toMatchObject({
      device: "eth0",
      others: [{ why: "its metric is higher: 200, not 100" }, { why: "its network is larger: /0, not /16" }],
    });
  });

  it("says where nothing of the paste tells", () => {
    const paste = readPaste(NOTHING);
    const trace = traceOf(paste, { in: "eth0", src: "192.168.1.20", dst: "10.0.0.1", proto: "tcp", dport: 80 });
    const step = tellTrace(trace, paste).outcomes[0]?.steps.find(({ kind }) => kind === "routing");
    expect(step?.words).toBe("Leaves by a device that nobody knows: the paste holds no route to 10.0.0.1");
  });
});

describe("connection tracking", () => {
  it("tells the two tuples, and the NAT that the answer meets", () => {
    const paste = pasteOf(SERVICE);
    const trace = traceOf(paste, { in: "eth0", src: "192.168.1.20", dst: "10.0.91.63", proto: "tcp", dport: 80 });
    const [first] = trace.outcomes;
    const reply = first && replyPacket(first);
    if (!reply) throw new Error("an answer was expected");
    const back = walk(paste.rulesets[4], paste.node, reply, { connection: first.connection ?? undefined });
    const told = tellTrace(back, paste).outcomes[0]?.steps.find(({ kind }) => kind === "tracking")?.tracking;
    expect(told).toMatchObject({
      state: "ESTABLISHED",
      direction: "reply",
      original: { source: "192.168.1.20:40000", destination: "10.0.91.63:80" },
      reply: { source: "10.244.0.13:8080", destination: "10.244.0.1:40000" },
      nat: {
        rewrites: [
          { what: "destination", from: "10.244.0.1:40000", to: "192.168.1.20:40000" },
          { what: "source", from: "10.244.0.13:8080", to: "10.0.91.63:80" },
        ],
      },
    });
  });

  it("carries no NAT where none was decided", () => {
    const { steps } = tellOne(SERVICE, { dst: "10.244.0.13" });
    expect(find(steps, ({ kind }) => kind === "tracking").tracking?.nat).toBeNull();
  });

  it("tells at a rewriting rule what the answer's end becomes in turn", () => {
    const { steps } = tellOne(SERVICE, PACKET);
    expect(find(steps, ({ verdict }) => verdict === "DNAT").nat).toEqual({
      rewrites: [{ what: "destination", from: "10.0.91.63:80", to: "10.244.0.13:8080" }],
      answers: [{ what: "source", from: "10.244.0.13:8080", to: "10.0.91.63:80" }],
    });
  });
});

describe("the mark beside a step", () => {
  const { steps } = tellOne(SERVICE, PACKET);
  const setAt = steps.findIndex(({ chain }) => chain === "KUBE-MARK-MASQ");

  it("is named, and remembers who set it", () => {
    expect(steps[setAt]?.marks).toEqual({
      value: "0x4000",
      bits: [{ bit: "0x4000", name: "masquerade this", owner: "kube-proxy", setBy: setAt, now: "set" }],
    });
    expect(steps[setAt + 1]?.marks?.bits[0]).toMatchObject({ setBy: setAt, now: "kept" });
  });

  it("is told as cleared by the step that clears it, and not beyond", () => {
    const cleared = steps.findIndex(({ marks }) => marks?.bits[0]?.now === "cleared");
    expect(steps[cleared]?.chain).toBe("KUBE-POSTROUTING");
    expect(steps[cleared + 1]?.marks).toBeNull();
  });

  it("is nobody's in rules that show no sign of Kubernetes, bit by bit", () => {
    const plain = "*mangle\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -j MARK --set-xmark 0x4001/0xffffffff\nCOMMIT\n";
    const bits = tellOne(plain, { dst: "10.244.0.13", mark: 2 }).steps.find(({ kind }) => kind === "rule")?.marks?.bits;
    expect(bits?.map(({ bit, name, setBy, now }) => [bit, name, setBy, now])).toEqual([
      ["0x1", null, 1, "set"],
      ["0x2", null, null, "cleared"],
      ["0x4000", null, 1, "set"],
    ]);
  });
});

describe("a mark of several bits", () => {
  it("is one thing where they mean something together, and whatever else is set stands beside it", () => {
    const rules =
      "*mangle\n:PREROUTING ACCEPT [0:0]\n:CILIUM_PRE_mangle - [0:0]\n:cali-set-endpoint-mark - [0:0]\n-A PREROUTING -j MARK --set-xmark 0x30000a01/0xffffffff\nCOMMIT\n";
    const step = tellOne(rules, { dst: "10.244.0.13" }).steps.find(({ kind }) => kind === "rule");
    expect(step?.marks?.bits.map(({ bit, name }) => [bit, name])).toEqual([
      ["0x1", null],
      ["0xa00", "from the ingress proxy"],
      ["0x30000000", "the endpoint that it comes from"],
    ]);
  });
});
