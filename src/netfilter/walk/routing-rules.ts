/**
 * The rules of `ip rule`, as far as they tell whether a routing decision here is the node's: the tables local, main and
 * default are asked, and a rule that may lead a packet to another table before them is told (ip-rule(8); the kernel's
 * fib_rules_lookup, net/core/fib_rules.c).
 */
import { parsePrefix, prefixHolds, type Address } from "../address";
import type { Node, RoutingRule } from "../node";
import { portsOf, type Packet } from "../packet";

/** The first rule that may route a packet by a table which is not asked here; undefined where there is none. */
export function ruleAside(node: Node, packet: Packet): RoutingRule | undefined {
  const { dst } = packet;
  const rules = (node.rules ?? []).filter(({ family }) => (family ?? 4) === dst.family);
  for (const rule of [...rules].sort((a, b) => a.priority - b.priority)) {
    if (rule.standard && rule.table !== "main") continue;
    const asked = asks(rule, packet);
    if (asked === false) continue;
    if (rule.table === "main" || rule.table === "254") {
      if (asked === true) return undefined;
      continue;
    }
    if (!leadsNowhere(node, rule, dst)) return rule;
  }
  return undefined;
}

/** True where the paste shows the rule's table, and no route of it leads to the address: the next rule is asked then. */
function leadsNowhere({ routes }: Node, { table }: RoutingRule, dst: Address): boolean {
  const own = table === undefined ? undefined : routes?.filter((route) => route.table === table);
  if (!own || own.length === 0) return false;
  return !own.some(({ destination }) => prefixHolds(destination, dst));
}

/** Whether a rule asks for a packet; undefined where it asks for what is not known. */
function asks({ selector }: RoutingRule, packet: Packet): boolean | undefined {
  const words = selector.split(/\s+/);
  const negated = words[0] === "not";
  let all: boolean | undefined = true;
  for (let at = negated ? 1 : 0; at < words.length; at += 2) {
    const one = asksFor(words[at] ?? "", words[at + 1] ?? "", packet);
    if (one === false) all = false;
    else if (one === undefined && all === true) all = undefined;
  }
  return all === undefined ? undefined : all !== negated;
}

function asksFor(key: string, value: string, packet: Packet): boolean | undefined {
  switch (key) {
    case "from":
    case "to": {
      const prefix = parsePrefix(value);
      if (value === "all") return true;
      return prefix && prefixHolds(prefix, key === "from" ? packet.src : packet.dst);
    }
    case "fwmark": {
      const [mark = "", mask = "0xffffffff"] = value.split("/");
      const [wanted, bits] = [Number(mark), Number(mask)];
      return Number.isNaN(wanted + bits) ? undefined : (packet.mark & bits) >>> 0 === wanted >>> 0;
    }
    case "iif":
      return (packet.in ?? "lo") === value;
    case "ipproto":
      return /^\d+$/.test(value) ? packet.proto === Number(value) : undefined;
    case "sport":
    case "dport": {
      const port = portsOf(packet)?.[key];
      const [from = "", to = from] = value.split("-");
      return port === undefined || port === null || !/^\d+$/.test(from + to)
        ? undefined
        : port >= Number(from) && port <= Number(to);
    }
    default:
      return undefined;
  }
}
