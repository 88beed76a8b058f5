/**
 * `-j SECMARK` and `-j CONNSECMARK`: the security context of a packet and of its connection, which no rule asks for
 * (iptables-extensions(8), SECMARK and CONNSECMARK; kernel: net/netfilter/xt_SECMARK.c, xt_CONNSECMARK.c).
 */
import { defineTarget } from "../define";
import { name } from "../kinds";
import { flag, option } from "../options";
import { prose } from "../prose";

export const SECMARK = defineTarget({
  name: "SECMARK",
  listed: prose([/SECMARK selctx (?<context>\S+)/, "--selctx $context"]),
  options: { context: option(name(255), "--selctx") },
  check: ({ context }) => (context ? undefined : "--selctx is missing"),
  act: () => ({ kind: "continue" }),
  means: {
    context: (context) => `the SELinux context that it gets: ${context}`,
  },
  tell: ({ context }) => `gives it the security context ${context?.value ?? ""}`,
});

export const CONNSECMARK = defineTarget({
  name: "CONNSECMARK",
  listed: prose(/CONNSECMARK/, [/save/, "--save"], [/restore/, "--restore"]),
  options: { save: flag("--save"), restore: flag("--restore") },
  check: (options) => (Object.keys(options).length === 1 ? undefined : "one of --save and --restore is expected"),
  act: () => ({ kind: "continue" }),
  means: {
    save: "the packet's context goes to its connection, if that has none",
    restore: "the connection's context goes to the packet, if that has none",
  },
  tell: ({ save }) =>
    save ? "keeps its security context with the connection" : "takes its security context from the connection",
});
