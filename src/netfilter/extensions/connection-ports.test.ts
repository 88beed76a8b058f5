import { describe, expect, it } from "vitest";
import { answer, packet, tracking, world } from "./rule-in-hand";

const echo = (type: number) => packet({ proto: 1, transport: { kind: "icmp", type, code: 0, quotes: null } });
const connection = (proto: number) => {
  const { original, reply } = tracking({}).connection ?? {};
  if (!original || !reply) throw new Error("no connection");
  const bare = { proto, sport: null, dport: null };
  return tracking({ original: { ...original, ...bare }, reply: { ...reply, ...bare } });
};

describe("the ports of a connection", () => {
  it("are 0 where its protocol has none", () => {
    const asked = world({ packet: packet({ proto: 47, transport: { kind: "none" } }), tracking: connection(47) });
    expect(answer("-m conntrack --ctorigsrcport 0", asked)).toBe(true);
    expect(answer("-m conntrack --ctrepldstport 80", asked)).toBe(false);
  });

  it("are type and code in the destination's place of ICMP, and the identifier is unknown", () => {
    const asked = world({ packet: echo(8), tracking: connection(1) });
    expect(answer("-m conntrack --ctorigdstport 2048", asked)).toBe(true);
    expect(answer("-m conntrack --ctrepldstport 0", asked)).toBe(true);
    expect(answer("-m conntrack --ctorigsrcport 7", asked)).toMatchObject({ kind: "unknown" });
  });
});
