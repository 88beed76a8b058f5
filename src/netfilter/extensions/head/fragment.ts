/**
 * `-f`: second and later fragments of an IPv4 packet (iptables(8), PARAMETERS). A packet here is never a fragment: with
 * connection tracking the kernel puts packets together before any rule but those of `raw` is asked (nf_defrag_ipv4).
 */
import { given } from "../condition";
import { defineMatch } from "../define";
import { flag, negatable } from "../options";

export const FRAGMENT = defineMatch({
  name: "fragment",
  head: true,
  options: { value: negatable(flag("-f", "--fragment")) },
  test: ({ value }) => given(value, () => false),
  tell: ({ value }) => (value?.negated === true ? "it is not a later fragment" : "it is a later fragment"),
});
