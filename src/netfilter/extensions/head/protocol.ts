/**
 * `-p`: the protocol of a rule's head, by name or number; `all` and 0 are no condition (iptables(8), PARAMETERS).
 */
import { protocolSeen } from "../../headers";
import { protocolName } from "../../protocols";
import { given, says, told } from "../condition";
import { defineMatch } from "../define";
import { PROTOCOL } from "../kinds";
import { negatable, option, without } from "../options";

export const PROTOCOL_MATCH = defineMatch({
  name: "protocol",
  head: true,
  options: { value: negatable(option({ ...PROTOCOL, print: protocolName }, "-p", "--protocol", "--proto")) },
  check: ({ value }) =>
    value?.negated === true && value.value === 0 ? "no packet is of no protocol at all (! -p all)" : undefined,
  canonical: (options) => (options.value?.value === 0 ? without(options, "value") : options),
  test: ({ value }, { packet }) => given(value, (number) => number === 0 || number === protocolSeen(packet)),
  narrows: ({ value }) =>
    value && !value.negated && value.value !== 0 ? { bears: "protocol", number: value.value } : undefined,
  tell: ({ value }, bears) =>
    told(value, (number, is) => (number === 0 ? "any protocol" : says("protocol", is, protocolName(number), bears))) ??
    "any protocol",
  wants: () => "another",
  shows: (_options, { packet }) => protocolName(protocolSeen(packet)),
});
