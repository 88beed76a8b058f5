import { describe, expect, it } from "vitest";
import { answer, read, tracking, words, world } from "../rule-in-hand";
import { INVALID } from "../../walk/conntrack";

const OF_TWO = "--cluster-total-nodes 2 --cluster-hash-seed 0xdeadbeef";

describe("-m cluster", () => {
  it("is printed with a mask of nodes, whichever way they were named", () => {
    expect(read(`-m cluster ${OF_TWO} --cluster-local-node 2`).printed).toBe(
      "-m cluster --cluster-local-nodemask 0x00000002 --cluster-total-nodes 2 --cluster-hash-seed 0xdeadbeef",
    );
    expect(read("-m cluster --cluster-local-node 1 --cluster-hash-seed 1").problems.join()).toContain(
      "--cluster-total-nodes",
    );
  });

  it("gives each connection to one node, and a packet without a connection to none", () => {
    const asked = world({ tracking: tracking({}) });
    const nodes = [1, 2].map((node) => answer(`-m cluster ${OF_TWO} --cluster-local-node ${String(node)}`, asked));
    expect(nodes.filter((own) => own === true)).toHaveLength(1);
    expect(answer(`-m cluster ${OF_TWO} ! --cluster-local-nodemask 0x3`, asked)).toBe(false);
    expect(answer(`-m cluster ${OF_TWO} ! --cluster-local-node 1`, world({ tracking: INVALID }))).toBe(false);
  });

  it("is told in words", () => {
    expect(words(`-m cluster ${OF_TWO} ! --cluster-local-node 1`)[0]).toBe(
      "by the hash of its source the connection is not for node 1 of 2",
    );
  });
});
