import { describe, expect, it } from "vitest";
import { formatAddress } from "../address";
import { readConnections } from "../read/conntrack-list";
import { readPacket, type PacketFields } from "../read/packet";
import { ProblemList } from "../read/problems";
import { linesSection } from "../read/section.fixture";
import { readPaste } from "../../paste/paste";
import { standingConnection } from "./standing";
import { walk } from "./walk";

/** What DNATs to another address today than it did when the connection began. */
const PASTE = `1: lo: <LOOPBACK,UP> mtu 65536
    inet 127.0.0.1/8 scope host lo
2: eth0: <UP> mtu 1500
    inet 10.5.0.1/24 scope global eth0
3: cni0: <UP> mtu 1500
    inet 10.6.0.254/24 scope global cni0
default via 10.5.0.254 dev eth0
*nat
:PREROUTING ACCEPT [0:0]
-A PREROUTING -d 10.5.0.1/32 -p tcp -m tcp --dport 80 -j DNAT --to-destination 10.6.0.2:8080
COMMIT
*filter
:FORWARD DROP [0:0]
-A FORWARD -m conntrack --ctstate ESTABLISHED -j ACCEPT
COMMIT`;

const there = "src=10.5.0.9 dst=10.5.0.1 sport=4000 dport=80";
const back = "src=10.6.0.1 dst=10.5.0.9 sport=8080 dport=4000";
const ASSURED = `tcp      6 99 ESTABLISHED ${there} ${back} [ASSURED] mark=0 use=1`;

function walked(conntrack: string, fields: PacketFields) {
  const paste = readPaste(PASTE);
  const connections = readConnections([linesSection(conntrack)], new ProblemList());
  const node = { ...paste.node, connections };
  const read = readPacket(fields, node);
  if (read.kind !== "read") throw new Error("no packet");
  const [outcome] = walk(paste.rulesets[4], node, read.packet).outcomes;
  if (!outcome) throw new Error("no outcome");
  const tracking = outcome.steps.flatMap((step) => (step.kind === "tracking" ? [step.text] : []));
  return {
    verdict: outcome.verdict,
    src: formatAddress(outcome.packet.src),
    dst: formatAddress(outcome.packet.dst),
    tracking,
  };
}

const ACK: PacketFields = {
  in: "eth0",
  src: "10.5.0.9",
  dst: "10.5.0.1",
  proto: "tcp",
  sport: 4000,
  dport: 80,
  tcpFlags: ["ACK"],
};
const ANSWER: PacketFields = {
  in: "cni0",
  src: "10.6.0.1",
  dst: "10.5.0.9",
  proto: "tcp",
  sport: 8080,
  dport: 4000,
  tcpFlags: ["ACK"],
};

describe("a packet of a connection that stands in the paste", () => {
  it("goes where the connection goes: the rules of nat are not asked again", () => {
    expect(walked(ASSURED, ACK)).toEqual({
      verdict: "forwarded",
      src: "10.5.0.9",
      dst: "10.6.0.1",
      tracking: ["a packet of a known connection: it stands in line 1 of the paste (conntrack -L)"],
    });
  });

  it("is known by its answer too, which gets its old source back", () => {
    expect(walked(`\n${ASSURED}`, ANSWER)).toMatchObject({ verdict: "forwarded", src: "10.5.0.1", dst: "10.5.0.9" });
  });

  it("of other ports begins a connection of its own", () => {
    expect(walked(ASSURED, { ...ACK, sport: 4001 })).toMatchObject({ verdict: "dropped", dst: "10.6.0.2" });
  });

  it("begins a new one with a SYN where the old one is over", () => {
    const over = ASSURED.replace("ESTABLISHED", "TIME_WAIT");
    expect(walked(over, { ...ACK, tcpFlags: ["SYN"] })).toMatchObject({ verdict: "dropped", dst: "10.6.0.2" });
    expect(walked(over, ACK)).toMatchObject({ verdict: "forwarded", dst: "10.6.0.1" });
  });
});

it("100,000 connections are asked by their tuple", () => {
  const lines = Array.from({ length: 100_000 }, (_, n) =>
    ASSURED.replaceAll("10.5.0.9", `10.${String(10 + (n >> 16))}.${String((n >> 8) & 255)}.${String(n & 255)}`),
  );
  const connections = readConnections([linesSection(lines.join("\n"))], new ProblemList());
  const node = { ...readPaste("").node, connections };
  const read = readPacket({ ...ACK, src: "10.11.134.159" }, node);
  expect(read.kind === "read" && standingConnection(node, read.packet)).toBe(connections[99_999]?.connection);
});
