/**
 * `-m cpu`: the processor that handles the packet (iptables-extensions(8), cpu; kernel: net/netfilter/xt_cpu.c).
 */
import { given, told } from "../condition";
import { defineMatch } from "../define";
import { MOST_32, wholeNumber } from "../kinds";
import { negatable, option } from "../options";
import { asked } from "../questions";
import { prose } from "../prose";

export const CPU = defineMatch({
  name: "cpu",
  listed: prose([/cpu (?<not>! )?(?<number>\d+)/, "--cpu $number"]),
  options: { cpu: negatable(option(wholeNumber(MOST_32), "--cpu")) },
  check: ({ cpu }) => (cpu ? undefined : "--cpu is missing"),
  test: ({ cpu }) =>
    given(cpu, (number) =>
      asked(`processor ${String(number)} handles the packet`, `another processor than ${String(number)} handles it`),
    ),
  tell: ({ cpu }) => told(cpu, (number, is) => `the processor that handles it ${is} ${String(number)}`) ?? "any",
});
