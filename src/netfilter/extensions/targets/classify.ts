/**
 * `-j CLASSIFY`: the class in which the queue of the device puts it; no rule asks for that (iptables-extensions(8), CLASSIFY;
 * kernel: net/netfilter/xt_CLASSIFY.c).
 */
import { defineTarget } from "../define";
import type { Kind } from "../kinds";
import { option } from "../options";
import { prose } from "../prose";

const CLASS: Kind<readonly [number, number]> = {
  expects: "a class such as 1:10, in hexadecimal",
  read: (word) => {
    const [, major, minor] = /^([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(word) ?? [];
    return major === undefined || minor === undefined
      ? undefined
      : [Number.parseInt(major, 16), Number.parseInt(minor, 16)];
  },
  print: (parts) => parts.map((part) => part.toString(16).padStart(4, "0")).join(":"),
};

export const CLASSIFY = defineTarget({
  name: "CLASSIFY",
  listed: prose([/CLASSIFY set (?<band>\S+)/, "--set-class $band"]),
  options: { to: option(CLASS, "--set-class") },
  check: ({ to }) => (to ? undefined : "--set-class is missing"),
  act: () => ({ kind: "continue" }),
  means: {
    to: (band) => `the class, major and minor, that the queue of the device puts it into: ${band}`,
  },
  tell: ({ to }) => `puts it into the traffic class ${to ? CLASS.print(to.value) : ""}`,
});
