import { describe, expect, it } from "vitest";
import { answer, packet, shown, words, world } from "../rule-in-hand";

describe("the addresses of a rule's head", () => {
  it("hold for an address in the network", () => {
    expect(answer("-s 10.244.0.0/16")).toBe(true);
    expect(answer("! -s 10.244.0.0/16")).toBe(false);
    expect(answer("-d 10.96.0.11/32")).toBe(false);
  });

  it("take a mask with holes", () => {
    expect(answer("-s 10.9.1.0/255.0.255.0")).toBe(true);
  });

  it("are told and shown", () => {
    expect(words("! -s 10.244.0.0/16 -d 10.96.0.10")).toEqual([
      "source is not in 10.244.0.0/16",
      "destination is 10.96.0.10",
    ]);
    expect(shown("-s 10.0.0.1")).toEqual(["10.244.1.5"]);
  });
});

describe("the devices of a rule's head", () => {
  it("are a name or the beginning of one", () => {
    expect(answer("-i cni0")).toBe(true);
    expect(answer("-i cni+")).toBe(true);
    expect(answer("-i cni")).toBe(false);
    expect(answer("! -o eth+")).toBe(false);
  });

  it("are compared with the empty name where the packet has none there", () => {
    const arriving = world({ hook: "INPUT", out: { kind: "none" } });
    expect(answer("-o eth0", arriving)).toBe(false);
    expect(answer("! -o eth0", arriving)).toBe(true);
    expect(answer("-o +", arriving)).toBe(true);
    expect(answer("! -o +", arriving)).toBe(false);
  });

  it("are asked for where nobody knows by which the packet leaves", () => {
    const leaving = world({ out: { kind: "unknown" } });
    const question = { key: "out=cni0", yes: "it leaves by cni0", no: "it does not leave by cni0", thenOut: "cni0" };
    expect(answer("-o cni0", leaving)).toEqual({ kind: "unknown", inverted: false, question });
    expect(answer("! -o cni0", leaving)).toEqual({ kind: "unknown", inverted: true, question });
    expect(answer("-o veth+", leaving)).toEqual({
      kind: "unknown",
      inverted: false,
      question: {
        key: "out=veth+",
        yes: "it leaves by a device named veth…",
        no: "it does not leave by a device named veth…",
      },
    });
  });
});

describe("the protocol and the fragment of a rule's head", () => {
  it("is no condition as all", () => {
    expect(answer("-p all")).toBe(true);
    expect(answer("! -p udp")).toBe(true);
    expect(answer("-p udp")).toBe(false);
  });

  it("is never a later fragment", () => {
    expect(answer("-f")).toBe(false);
    expect(answer("! -f")).toBe(true);
  });

  it("is told by its name", () => {
    expect(words("! -p 17")).toEqual(["protocol is not udp"]);
    expect(shown("-p udp", world({ packet: packet({ proto: 132 }) }))).toEqual(["sctp"]);
  });
});
