import { describe, expect, it } from "vitest";
import type { Connection } from "../../connection";
import { answer, at, shown, tracking, words, world } from "../rule-in-hand";

function status(word: string, changes: Partial<Connection>) {
  return answer(`-m conntrack --ctstatus ${word}`, world({ tracking: tracking(changes) }));
}

describe("--ctstatus", () => {
  it("knows what the connection has been through", () => {
    expect(status("CONFIRMED", { confirmed: false })).toBe(false);
    expect(status("CONFIRMED", { confirmed: true })).toBe(true);
    expect(status("SEEN_REPLY", { answered: true })).toBe(true);
    expect(status("ASSURED", { answered: true, assured: false })).toBe(false);
    expect(status("ASSURED,EXPECTED", { expected: true })).toBe(true);
    expect(status("NONE", {})).toBe(false);
  });

  it("asks whether an answered UDP connection has lasted long enough", () => {
    const original = { src: at("10.244.1.5"), dst: at("10.96.0.10"), proto: 17, sport: 1, dport: 53 };
    expect(status("ASSURED", { original, answered: false })).toBe(false);
    expect(status("ASSURED", { original, answered: true })).toMatchObject({
      question: { yes: "the connection is assured" },
    });
  });

  it("is told, and what the packet bears in its place", () => {
    expect(words("-m conntrack ! --ctstatus ASSURED")[0]).toBe("the connection's status is not ASSURED");
    expect(shown("-m conntrack --ctstatus ASSURED")[0]).toBe("none yet");
  });
});
