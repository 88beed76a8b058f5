/**
 * `-m length`: the bytes of the whole packet, IP header included (iptables-extensions(8), length; kernel: xt_length.c).
 */
import { given, says, told } from "../condition";
import { defineMatch } from "../define";
import { numberRange, printRange } from "../kinds";
import { negatable, option } from "../options";
import { prose } from "../prose";

export const LENGTH = defineMatch({
  name: "length",
  listed: prose([/length (?<not>!?)(?<range>[\d:]+)/, "--length $range"]),
  options: { length: negatable(option(numberRange(65535, ":"), "--length")) },
  check: ({ length }) => (length ? undefined : "--length is missing"),
  test: ({ length }, { packet }) => given(length, ({ from, to }) => packet.length >= from && packet.length <= to),
  tell: ({ length }, bears) =>
    told(length, (range, is) => says("length", is, `${printRange(range, " to ")} bytes`, bears)) ?? "any length",
  shows: (_options, { packet }) => `${String(packet.length)} bytes`,
});
