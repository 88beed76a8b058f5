/**
 * The words and the answers of extensions that have no test file of their own: true, false, and asked.
 */
import { describe, expect, it } from "vitest";
import { answer, effect, packet, tracking, words, world } from "./rule-in-hand";

const local = world({ hook: "OUTPUT", packet: packet({ in: null }) });
const fresh = world({
  tracking: tracking({ labels: [3], counts: { original: { packets: 2, bytes: 90 }, reply: { packets: 0, bytes: 0 } } }),
});

const MATCHES: readonly (readonly [string, string, ReturnType<typeof world>, boolean | "asked"])[] = [
  ["-m cpu --cpu 1", "the processor that handles it is 1", world(), "asked"],
  ["-m cpu ! --cpu 1", "the processor that handles it is not 1", world(), "asked"],
  ["-m cgroup --cgroup 5", "the class id of its sender's control group is 5", world(), false],
  ["-m cgroup --cgroup 5", "the class id of its sender's control group is 5", local, "asked"],
  ["-m cgroup ! --path /a", "its sender is not in the control group /a", local, "asked"],
  [
    "-m connbytes --connbytes 2:3 --connbytes-mode packets --connbytes-dir original",
    "the connection's number of packets in the original direction is 2 to 3",
    fresh,
    true,
  ],
  [
    "-m connbytes --connbytes 46: --connbytes-mode avgpkt --connbytes-dir both",
    "the connection's bytes a packet in both directions is 46 or more",
    fresh,
    false,
  ],
  ["-m connlabel --label 3", "the label 3 of the connection is set", fresh, true],
  ["-m connlabel ! --label 3", "the label 3 of the connection is not set", fresh, false],
  ["-m connlimit --connlimit-above 9", "there are more than 9 connections from its source", world(), "asked"],
  [
    "-m connlimit --connlimit-upto 9 --connlimit-daddr",
    "there are no more than 9 connections to its destination",
    world(),
    "asked",
  ],
  ["-m helper --helper ftp", "the helper that led to its connection is ftp", world(), false],
  ["-m helper ! --helper ftp", "the helper that led to its connection is not ftp", world(), true],
  ["-m ipvs --ipvs", "IPVS balances its connection", world(), "asked"],
  ["-m ipvs ! --vport 80", "the IPVS connection's virtual port is not 80", world(), "asked"],
  ["-m nfacct --nfacct-name a", "it is counted in the account a", world(), "asked"],
  ["-p tcp -m osf --genre linux", "the system that it seems to come from is linux", world(), "asked"],
  ["-m quota --quota 10", "the quota of 10 bytes is not used up", world(), false],
  ["-m quota ! --quota 100", "the quota of 100 bytes is used up", world(), "asked"],
  [
    "-m socket --transparent",
    "a transparent socket of this node that is bound to an address is open for it",
    world(),
    "asked",
  ],
  ["-m policy --dir in --pol none", "IPsec has nothing to do with it", world(), "asked"],
  ["-m policy --dir out --pol ipsec --proto esp", "IPsec is to encode it, where the protocol is esp", world(), "asked"],
  [
    "-m rateest --rateest a --rateest-gt --rateest-pps 5",
    "the packets a second of the estimator a are more than 5",
    world(),
    "asked",
  ],
  ["-m realm --realm 0x1", "the realm of its route is 0x1", world(), "asked"],
  ["-m devgroup --src-group 0x1", "the group of the device it comes in by is 0x1", world(), "asked"],
];

describe("a match", () => {
  it.each(MATCHES)("%s is told and answered", (rule, said, asked, expected) => {
    expect(words(rule).at(-1)).toBe(said);
    const given = answer(rule, asked);
    expect(typeof given === "boolean" ? given : "asked").toBe(expected);
  });

  it("-m connlabel --set gives the connection its label", () => {
    expect(answer("-m connlabel --label 7 --set", fresh)).toBe(true);
    expect(answer("-m connlabel --label 7", fresh)).toBe(false);
  });
});

const GO_ON = [
  "-j AUDIT --type drop",
  "-j CLASSIFY --set-class 1:10",
  "-j CONNSECMARK --save",
  "-j IDLETIMER --timeout 5 --label a",
  "-j LED --led-trigger-id a",
  "-j RATEEST --rateest-name a --rateest-interval 250ms --rateest-ewmalog 500ms",
  "-j SECMARK --selctx a",
  "-j TEE --gateway 10.0.0.9",
];

const TARGET_WORDS: readonly (readonly [string, string])[] = [
  ["-j AUDIT --type drop", "writes an audit record that says drop"],
  ["-j CLASSIFY --set-class 1:10", "puts it into the traffic class 0001:0010"],
  ["-j CONNSECMARK --restore", "takes its security context from the connection"],
  ["-j IDLETIMER --timeout 5 --label a", "starts the timer a of 5 seconds anew"],
  ["-j LED --led-trigger-id a", "lights the lamp of the trigger a"],
  ["-j SECMARK --selctx a", "gives it the security context a"],
  ["-j TEE --gateway 10.0.0.9", "sends a copy to 10.0.0.9"],
  ["-p tcp -j TPROXY --on-port 80 --tproxy-mark 0x1/0x1", "hands it to the socket at port 80 and marks it 0x1/0x1"],
  ["-p tcp -j SYNPROXY", "answers in the server's place until the client has completed the handshake"],
  ["-p tcp -j TCPOPTSTRIP --strip-options timestamp", "takes out the TCP options 8"],
  ["-p tcp -j ECN --ecn-tcp-remove", "clears the flags of congestion notification"],
  [
    "-j HMARK --hmark-tuple src,dst --hmark-mod 10 --hmark-rnd 5 --hmark-offset 100",
    "marks it by a hash, with one of 10 marks from 0x64 on",
  ],
  ["-j CT --zone 5", "puts it into the tracking zone 5"],
];

describe("a target", () => {
  it.each(GO_ON)("%s lets the packet go on as it is", (rule) => {
    expect(effect(rule)).toEqual({ kind: "continue" });
  });

  it.each(TARGET_WORDS)("%s is told", (rule, said) => {
    expect(words(rule).at(-1)).toBe(said);
  });

  it("TPROXY takes the packet where a socket waits", () => {
    expect(effect("-p tcp -j TPROXY --on-port 80 --tproxy-mark 0x1/0x1")).toMatchObject({
      kind: "divert",
      packet: { mark: 1 },
    });
  });

  it("SYNPROXY lets neither SYN nor ACK through", () => {
    expect(effect("-p tcp -j SYNPROXY")).toMatchObject({ kind: "drop" });
  });

  it("TCPOPTSTRIP takes out the MSS too, and leaves padding in its place", () => {
    expect(effect("-p tcp -j TCPOPTSTRIP --strip-options 2")).toMatchObject({
      packet: { transport: { mss: null, options: [1, 1, 1, 1] } },
    });
  });

  it("CT --zone is a template for the connection", () => {
    expect(effect("-j CT --zone 5")).toEqual({
      kind: "template",
      template: { zone: { original: 5, reply: 5 }, helper: null },
    });
  });
});
