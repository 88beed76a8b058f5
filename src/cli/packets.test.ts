import { describe, expect, it } from "vitest";
import { BadInput } from "./bad-input";
import { packetOfFlags, readPackets } from "./packets";

const complaint = (text: string) => {
  try {
    readPackets("p.jsonl", text);
  } catch (error) {
    if (error instanceof BadInput) return error.message;
    throw error;
  }
  return "nothing";
};

describe("packets as lines of JSON", () => {
  it("are read in their order, blank lines passed over", () => {
    const packets = readPackets(
      "p.jsonl",
      '{"id": "a", "src": "10.0.0.1", "in": null}\n\n{"id": "b", "replyTo": "a"}\n{"id": 3, "follows": "b"}\n',
    );
    expect(packets.map(({ id, replyTo, follows, where }) => [id, replyTo, follows, where])).toEqual([
      ["a", undefined, undefined, "p.jsonl:1"],
      ["b", "a", undefined, "p.jsonl:3"],
      ["3", undefined, "b", "p.jsonl:4"],
    ]);
    expect(packets[0]?.fields).toEqual({ src: "10.0.0.1", in: null });
  });

  it.each([
    ['{"id": "a",}', /^p\.jsonl:1:12: not JSON: /],
    ['{"id": "a"}\n{"id": "b"', /^p\.jsonl:2:\d+: not JSON: /],
    ['{"id": "a", "sorc": "10.0.0.1"}', /^p\.jsonl:1:13: “sorc” is not a field of a packet: id, in, src, /],
    ['{"id": "a", "dport": "http"}', /^p\.jsonl:1:13: “dport” must be number, not "http"$/],
    ['{"src": "10.0.0.1"}', /^p\.jsonl:1:1: “id” is missing$/],
    ["[1]", /^p\.jsonl:1:1: /],
    ["7", /^p\.jsonl:1:1: expected a JSON object such as /],
    ['{"id": "a"}\n{"id": "a"}', /^p\.jsonl:2:1: the id a was given before$/],
    ['{"id": "b", "replyTo": "a"}', /^p\.jsonl:1:1: no packet before this line has the id a$/],
    ['{"id": "a"}\n{"id": "b", "replyTo": "a", "follows": "a"}', /^p\.jsonl:2:1: a packet either answers/],
    ["\n\n", /^p\.jsonl:1:1: holds no packet/],
  ])("of %j are refused with file, line and column", (text, message) => {
    expect(complaint(text)).toMatch(message);
  });
});

describe("a packet by flags", () => {
  it("is the node's own where --in is empty, and has its device found where it is left out", () => {
    expect(packetOfFlags({ in: "", src: "10.0.0.1" }).fields).toEqual({ in: null, src: "10.0.0.1" });
    expect(packetOfFlags({ src: "10.0.0.1", json: true }).fields).toEqual({ src: "10.0.0.1" });
  });
});
