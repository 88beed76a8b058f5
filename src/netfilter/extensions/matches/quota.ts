/**
 * `-m quota`: holds until so many bytes have come (iptables-extensions(8), quota; kernel: net/netfilter/xt_quota.c).
 */
import { given } from "../condition";
import { defineMatch } from "../define";
import { BIG_NUMBER } from "../big-numbers";
import { negatable, option } from "../options";
import { askedHere } from "../questions";
import { prose } from "../prose";

export const QUOTA = defineMatch({
  name: "quota",
  listed: prose([/quota: \d+ bytes/, () => undefined]),
  options: { quota: negatable(option(BIG_NUMBER, "--quota")) },
  check: ({ quota }) => (quota ? undefined : "--quota is missing"),
  test: ({ quota }, { packet }) =>
    given(
      quota,
      (bytes) =>
        bytes >= BigInt(packet.length) &&
        askedHere(
          `the quota of ${String(bytes)} bytes is not used up`,
          `the quota of ${String(bytes)} bytes is used up`,
        ),
    ),
  lacks: ({ quota }, { packet }) =>
    `the packet's ${String(packet.length)} bytes are more than the quota of ${String(quota?.value ?? 0)}`,
  tell: ({ quota }) =>
    quota ? `the quota of ${String(quota.value)} bytes is ${quota.negated ? "used up" : "not used up"}` : "any quota",
});
