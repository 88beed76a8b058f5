/**
 * `-j REJECT`: drops the packet and says so to its sender (iptables-extensions(8), REJECT; kernel: net/ipv4/netfilter/
 * ipt_REJECT.c and net/ipv6/netfilter/ip6t_REJECT.c).
 */
import type { Family } from "../../address";
import { defineTarget } from "../define";
import type { Kind } from "../kinds";
import { byDefault, option } from "../options";
import { prose } from "../prose";

/** The answers by the names that iptables-save prints, each with its other names. */
const ANSWERS: Readonly<Record<Family, ReadonlyMap<string, readonly string[]>>> = {
  4: new Map([
    ["icmp-net-unreachable", ["net-unreach"]],
    ["icmp-host-unreachable", ["host-unreach"]],
    ["icmp-proto-unreachable", ["proto-unreach"]],
    ["icmp-port-unreachable", ["port-unreach"]],
    ["icmp-net-prohibited", ["net-prohib"]],
    ["icmp-host-prohibited", ["host-prohib"]],
    ["tcp-reset", ["tcp-rst"]],
    ["icmp-admin-prohibited", ["admin-prohib"]],
  ]),
  6: new Map([
    ["icmp6-no-route", ["no-route"]],
    ["icmp6-adm-prohibited", ["adm-prohibited"]],
    ["icmp6-addr-unreachable", ["addr-unreach"]],
    ["icmp6-port-unreachable", ["port-unreach"]],
    ["tcp-reset", []],
    ["icmp6-policy-fail", ["policy-fail"]],
    ["icmp6-reject-route", ["reject-route"]],
  ]),
};

const DEFAULTS: Readonly<Record<Family, string>> = { 4: "icmp-port-unreachable", 6: "icmp6-port-unreachable" };

const ANSWER: Kind<string> = {
  expects: "an answer such as icmp-port-unreachable (icmp6-port-unreachable for IPv6) or tcp-reset",
  read: (word, family) => [...ANSWERS[family]].find(([name, others]) => name === word || others.includes(word))?.[0],
  print: (answer) => answer,
};

export const REJECT = defineTarget({
  name: "REJECT",
  listed: prose([/reject-with (?<answer>\S+)/, "--reject-with $answer"]),
  options: { with: option(ANSWER, "--reject-with") },
  check: (options, { protocol }) =>
    options.with?.value === "tcp-reset" && (protocol?.number !== 6 || protocol.negated)
      ? "--reject-with tcp-reset needs -p tcp"
      : undefined,
  canonical: (options, family) => ({ with: options.with ?? byDefault(DEFAULTS[family]) }),
  act: (options, { packet }) => ({ kind: "reject", with: options.with?.value ?? DEFAULTS[packet.family] }),
  means: {
    with: (_text, answer) =>
      answer === "tcp-reset"
        ? "its sender is answered with a TCP reset"
        : `its sender is answered with the ICMP error ${answer}`,
  },
  tell: (options) => `refuses with ${options.with?.value ?? "port-unreachable"}`,
});
