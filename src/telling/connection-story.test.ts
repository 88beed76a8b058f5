import { describe, expect, it } from "vitest";
import type { PacketFields } from "../netfilter/read/packet";
import { replyPacket } from "../netfilter/walk/conversation";
import { walk } from "../netfilter/walk/walk";
import { connectionStory } from "./connection-story";
import type { ConnectionStory } from "./story";
import { tellTrace } from "./tell-trace";
import { pasteOf, traceOf } from "./told.fixture";

/** A Service 10.0.91.63:80 whose one endpoint is `to`, masqueraded where `masquerade` is a rule. */
function service(to: string, masquerade = ""): string {
  return `*nat
:PREROUTING ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A PREROUTING -d 10.0.91.63/32 -p tcp -m tcp --dport 80 -j DNAT --to-destination ${to}:8080
${masquerade}
COMMIT
`;
}

const MASQUERADE = "-A POSTROUTING -j MASQUERADE";

/** A packet of a client in the world and its answer, where one comes. */
function there(rules: string, fields: PacketFields): ConnectionStory {
  const paste = pasteOf(rules);
  const trace = traceOf(paste, { in: "eth0", src: "192.168.1.20", proto: "tcp", dport: 80, ...fields });
  const [outcome] = trace.outcomes;
  const [story] = tellTrace(trace, paste).outcomes;
  const reply = outcome && replyPacket(outcome);
  if (!outcome || !story) throw new Error("an outcome was expected");
  if (!reply) return connectionStory({ outcome, story }, null, paste.node);
  const back = walk(paste.rulesets[4], paste.node, reply, { connection: outcome.connection ?? undefined });
  const [first] = back.outcomes;
  const [told] = tellTrace(back, paste).outcomes;
  return connectionStory({ outcome, story }, first && told ? { outcome: first, story: told } : null, paste.node);
}

function remarks({ remarks: all }: ConnectionStory): readonly string[] {
  return all.map(({ kind }) => kind);
}

describe("a request and its answer", () => {
  const story = there(service("10.244.0.13", MASQUERADE), { dst: "10.0.91.63" });

  it("stand on one time line: in, NAT, routing, out, the far end, and back", () => {
    expect(story.stations.map(({ direction, kind }) => `${direction} ${kind}`)).toEqual([
      "request starts",
      "request tracking",
      "request nat",
      "request routing",
      "request nat",
      "request ends",
      "answer far end",
      "answer starts",
      "answer tracking",
      "answer nat",
      "answer routing",
      "answer nat",
      "answer ends",
    ]);
  });

  it("bear the pairs of addresses before and after each NAT", () => {
    const pairs = story.stations.filter(({ kind }) => kind === "nat").map(({ before, ends }) => [before, ends]);
    expect(pairs[0]).toEqual([
      { source: "192.168.1.20:40000", destination: "10.0.91.63:80" },
      { source: "192.168.1.20:40000", destination: "10.244.0.13:8080" },
    ]);
    expect(pairs.at(-1)?.[1]).toEqual({ source: "10.0.91.63:80", destination: "192.168.1.20:40000" });
  });

  it("are seen by the client, the node and the far end each in their own way", () => {
    expect(story.views).toEqual([
      {
        who: "client",
        request: { source: "192.168.1.20:40000", destination: "10.0.91.63:80" },
        answer: { source: "10.0.91.63:80", destination: "192.168.1.20:40000" },
      },
      {
        who: "node",
        request: { source: "192.168.1.20:40000", destination: "10.0.91.63:80" },
        answer: { source: "10.244.0.13:8080", destination: "10.244.0.1:40000" },
      },
      {
        who: "far end",
        request: { source: "10.244.0.1:40000", destination: "10.244.0.13:8080" },
        answer: { source: "10.244.0.13:8080", destination: "10.244.0.1:40000" },
      },
    ]);
  });

  it("point at the steps of their own walks", () => {
    const nat = story.stations.find(({ kind, direction }) => kind === "nat" && direction === "request");
    expect(nat).toMatchObject({ step: 1, words: "Rewrites the destination to 10.244.0.13:8080" });
  });

  it("give no cause for remarks where all comes back as it should", () => {
    expect(story.remarks).toEqual([]);
  });
});

describe("what is worth noticing", () => {
  it("is an endpoint on the client's own network that answers past the node", () => {
    const found = there(service("192.168.1.30"), { dst: "10.0.91.63" });
    expect(remarks(found)).toEqual(["missing snat"]);
    expect(found.remarks[0]).toMatchObject({ direction: "request", step: 1 });
    expect(found.remarks[0]?.words).toContain(
      "192.168.1.20 and 192.168.1.30 are both on the network of eth0, so 192.168.1.30 answers it directly, past this node: the client asked 10.0.91.63:80 and drops an answer from 192.168.1.30:8080",
    );
  });

  it("is an endpoint behind a gateway, whose way back may lead elsewhere; and is none with SNAT", () => {
    expect(
      there(service("172.16.0.9"), { in: "cni0", src: "10.244.0.9", dst: "10.0.91.63" }).remarks[0]?.words,
    ).toContain("No SNAT: 172.16.0.9 is behind 192.168.1.1 (eth0) and sees 10.244.0.9 as the source");
    expect(
      remarks(there(service("172.16.0.9", MASQUERADE), { in: "cni0", src: "10.244.0.9", dst: "10.0.91.63" })),
    ).toEqual([]);
  });

  it("is a client that is its own endpoint, with SNAT and without", () => {
    const own = { in: "cni0", src: "10.244.0.13", dst: "10.0.91.63" } as const;
    expect(there(service("10.244.0.13"), own).remarks[0]?.words).toMatch(
      /^Hairpin without SNAT: 10\.244\.0\.13 reaches/,
    );
    expect(there(service("10.244.0.13", MASQUERADE), own).remarks[0]?.words).toMatch(/^Hairpin: .*come back through/);
  });

  it("is an answer that leaves by another device than the request came in by", () => {
    const found = there("*filter\n:FORWARD ACCEPT [0:0]\nCOMMIT\n", {
      in: "cni0",
      src: "172.16.5.5",
      dst: "10.244.0.13",
    });
    expect(remarks(found)).toEqual(["asymmetric"]);
    expect(found.remarks[0]).toMatchObject({ direction: "answer" });
  });

  it("is an answer that is dropped", () => {
    const rules = "*filter\n:FORWARD ACCEPT [0:0]\n-A FORWARD -p tcp -m tcp --sport 80 -j DROP\nCOMMIT\n";
    expect(there(rules, { dst: "10.244.0.13" }).remarks).toEqual([
      {
        kind: "no answer",
        words: "The client gets no answer: Dropped by rule 1 of filter/FORWARD",
        direction: "answer",
        step: 2,
      },
    ]);
  });

  it("is an answer from somewhere that the client did not ask", () => {
    const rules = `*raw
:PREROUTING ACCEPT [0:0]
-A PREROUTING -i cni0 -j CT --notrack
COMMIT
${service("10.244.0.13")}`;
    expect(remarks(there(rules, { dst: "10.0.91.63" }))).toEqual(["other answer"]);
  });

  it("ends where the request does, where nothing came through", () => {
    const found = there("*filter\n:FORWARD DROP [0:0]\nCOMMIT\n", { dst: "10.244.0.13" });
    expect(found.stations.at(-1)).toMatchObject({ direction: "request", kind: "stops" });
    expect(found.views.at(-1)).toEqual({ who: "far end", request: null, answer: null });
  });
});
