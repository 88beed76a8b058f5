/**
 * `-i` and `-o`: the devices of a rule's head (iptables(8), PARAMETERS). A `+` at the end stands for any ending; `+` alone
 * is no condition. A packet that has no such device there is compared with the empty name (kernel: ip_packet_match,
 * net/ipv4/netfilter/ip_tables.c), so that `-o eth0` fails and `! -o eth0` holds.
 */
import { unknown } from "../answer";
import { given } from "../condition";
import { defineMatch } from "../define";
import type { Answer, Device, MatchExtension, Question, World } from "../extension";
import { DEVICE } from "../kinds";
import { negatable, option, without } from "../options";

interface Way {
  readonly name: "in" | "out";
  readonly flags: readonly [string, ...string[]];
  readonly deviceOf: (world: World) => Device;
  /** `leaves by` */
  readonly is: string;
  /** `does not leave by` */
  readonly isNot: string;
}

const NONE = "no device";

function deviceMatch({ name, flags, deviceOf, is, isNot }: Way): MatchExtension {
  const question = (pattern: string): Question => {
    const plain = !pattern.endsWith("+");
    return {
      key: `${name}=${pattern}`,
      yes: `it ${is} ${patternWords(pattern)}`,
      no: `it ${isNot} ${patternWords(pattern)}`,
      ...(plain && name === "out" ? { thenOut: pattern } : {}),
    };
  };
  return defineMatch({
    name,
    head: true,
    options: { value: negatable(option(DEVICE, ...flags)) },
    canonical: (options) =>
      options.value?.value === "+" && !options.value.negated ? without(options, "value") : options,
    test: ({ value }, world) => given(value, (pattern) => isDevice(pattern, deviceOf(world), question)),
    narrows: ({ value }) =>
      value && !value.negated && !value.value.endsWith("+") ? { bears: name, device: value.value } : undefined,
    tell: ({ value }, bears) => {
      if (!value) return `it ${is} any device`;
      const pattern = patternWords(value.value);
      if (bears === undefined || bears === value.value) return `it ${value.negated ? isNot : is} ${pattern}`;
      if (!value.negated) return `it ${is} ${bears}, ${pattern}`;
      return bears === NONE ? `it ${is} no device here` : `it ${is} ${bears}, not by ${pattern}`;
    },
    wants: () => "another",
    shows: (_options, world) => {
      const device = deviceOf(world);
      return device.kind === "named" ? device.name : device.kind === "none" ? NONE : "unknown";
    },
  });
}

function isDevice(pattern: string, device: Device, question: (pattern: string) => Question): Answer {
  if (pattern === "+") return true;
  switch (device.kind) {
    case "none":
      return false;
    case "named":
      return deviceFits(pattern, device.name);
    case "unknown":
      return unknown(question(pattern));
  }
}

/** Whether a device's name is the pattern, or begins as it does where the pattern ends in `+`. */
function deviceFits(pattern: string, device: string): boolean {
  return pattern.endsWith("+") ? device.startsWith(pattern.slice(0, -1)) : device === pattern;
}

function patternWords(pattern: string): string {
  if (pattern === "+") return "any device";
  return pattern.endsWith("+") ? `a device named ${pattern.slice(0, -1)}…` : pattern;
}

export const IN_DEVICE = deviceMatch({
  name: "in",
  flags: ["-i", "--in-interface"],
  deviceOf: (world) => world.in,
  is: "comes in by",
  isNot: "does not come in by",
});

export const OUT_DEVICE = deviceMatch({
  name: "out",
  flags: ["-o", "--out-interface"],
  deviceOf: (world) => world.out,
  is: "leaves by",
  isNot: "does not leave by",
});
