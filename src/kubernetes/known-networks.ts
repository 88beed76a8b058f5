/**
 * The networks that a paste knows by what they are for: pods' networks, those of the node's devices, and those that are
 * the same everywhere.
 */
import {
  formatPrefix,
  maskedPrefix,
  parsePrefix,
  prefixHolds,
  prefixLength,
  type Address,
  type Prefix,
} from "../netfilter/address";
import { goalOf } from "../netfilter/read/pasted-rule";
import { passedRules } from "../netfilter/read/printed-chain";
import type { Paste } from "../paste/paste";
import { matchOption } from "./rule-option";
import { servicesInOrder } from "./services";
import { TELLING_SETS } from "./telling-sets";

export interface KnownNetwork {
  readonly prefix: Prefix;
  /** `in the pod network`, of an address in it. */
  readonly label: string;
  /** `10.244.0.0/16 is the network of all pods, by kube-proxy's rules` */
  readonly detail: string;
}

const made = new WeakMap<Paste, readonly KnownNetwork[]>();

/** The smallest known network that an address is in. */
export function networkOf(paste: Paste, address: Address): KnownNetwork | undefined {
  const known = made.get(paste) ?? knownNetworks(paste);
  made.set(paste, known);
  return known.find(({ prefix }) => prefixHolds(prefix, address));
}

/** Longest prefixes first. */
function knownNetworks(paste: Paste): KnownNetwork[] {
  const { node, cluster } = paste;
  const found: KnownNetwork[] = [];
  const add = (prefix: Prefix, what: string, detail: string) => {
    const text = formatPrefix(maskedPrefix(prefix));
    if (prefixLength(prefix) === 0 || found.some((one) => one.detail === `${text} is ${detail}`)) return;
    found.push({ prefix, label: `in ${what}`, detail: `${text} is ${detail}` });
  };
  for (const { name, podNetworks } of cluster.nodes)
    for (const prefix of podNetworks)
      add(prefix, `the pod network of ${name}`, `the network of the pods on the node ${name}`);
  for (const { name, addresses } of node.interfaces ?? [])
    for (const { prefix } of addresses)
      if (prefixLength(prefix) !== (prefix.family === 4 ? 32 : 128))
        add(prefix, `the network of ${name}`, `the network of this node's device ${name}`);
  for (const prefix of cluster.podNetworks)
    add(prefix, "the pod network", "the network of all pods, by kube-proxy's configuration");
  for (const prefix of podNetworksOfRules(paste))
    add(prefix, "the pod network", "the network of pods, by kube-proxy's rules");
  for (const [name, set] of node.ipsets ?? []) {
    const told = TELLING_SETS.find((one) => one.name.test(name));
    if (told?.of !== "network") continue;
    for (const { elements } of set.entries)
      if (elements[0]?.kind === "network") add(elements[0].prefix, told.label, `${told.detail}, by the set ${name}`);
  }
  for (const [text, what, detail] of EVERYWHERE) {
    const prefix = parsePrefix(text);
    if (prefix) found.push({ prefix, label: what, detail });
  }
  return found.sort((a, b) => (prefixLength(b.prefix) ?? 0) - (prefixLength(a.prefix) ?? 0));
}

/** `! -s 10.244.0.0/16 -d 10.0.91.63/32 … -j KUBE-MARK-MASQ` at the head of a Service's chain: what is no pod is masqueraded. */
function podNetworksOfRules({ rulesets, cluster }: Paste): Prefix[] {
  return [rulesets[4], rulesets[6]].flatMap((ruleset) => {
    const chains = ruleset.tables.get("nat")?.chains;
    for (const { chains: own } of servicesInOrder(ruleset, cluster)) {
      for (const name of own) {
        const chain = chains?.get(name);
        for (const rule of chain ? passedRules(chain) : []) {
          if (goalOf(rule) !== "KUBE-MARK-MASQ") continue;
          const source = matchOption(rule, "-s");
          const prefix = source?.negated === true ? parsePrefix(source.value) : undefined;
          if (prefix) return [prefix];
        }
      }
    }
    return [];
  });
}

/** RFC 1122, 3927, 5771, 4291; and the addresses at which clouds answer their machines. */
const EVERYWHERE = [
  ["127.0.0.0/8", "loopback", "127.0.0.0/8 is a machine's own network: it never leaves it"],
  ["::1/128", "loopback", "::1 is a machine's own address: it never leaves it"],
  [
    "169.254.169.254/32",
    "the cloud's metadata service",
    "169.254.169.254 is where a cloud tells a machine about itself",
  ],
  [
    "168.63.129.16/32",
    "Azure's platform",
    "168.63.129.16 is where Azure serves DNS, DHCP and health probes to a machine",
  ],
  ["169.254.0.0/16", "link-local", "169.254.0.0/16 holds only on the link"],
  ["fe80::/10", "link-local", "fe80::/10 holds only on the link"],
  ["224.0.0.0/4", "multicast", "224.0.0.0/4 are groups of receivers"],
  ["ff00::/8", "multicast", "ff00::/8 are groups of receivers"],
  ["255.255.255.255/32", "broadcast", "255.255.255.255 is everybody on the link"],
] as const;
