/**
 * In which table a chain stands that Kubernetes, Docker or a network plugin made, told by its name alone, and what
 * kube-proxy always writes beside the rules that somebody picked out of a table.
 */
import type { TableDraft } from "../netfilter/read/table-draft";
import { splitWords } from "../netfilter/read/words";
import type { TableName } from "../netfilter/ruleset";

/** Names that stand in one table only. Those of several tables (KUBE-SERVICES, DOCKER, cali-PREROUTING) are not here. */
const NAMES: readonly (readonly [RegExp, TableName])[] = [
  [/^KUBE-(?:SVC|SVL|SEP|EXT|FW|XLB)-/, "nat"],
  [/^KUBE-(?:MARK-MASQ|MARK-DROP|POSTROUTING|LOAD-BALANCER|LOAD-BALANCER-SOURCE-IP)$/, "nat"],
  [/^KUBE-(?:FORWARD|FIREWALL|EXTERNAL-SERVICES|PROXY-FIREWALL|NWPLCY-\S+|POD-FW-\S+|ROUTER-\S+)$/, "filter"],
  [/^(?:CNI-DN-|CNI-HOSTPORT-|CNI-SN-|AWS-SNAT-CHAIN|AWS-CONNMARK-CHAIN|FLANNEL-POSTRTG|IP-MASQ)/, "nat"],
  [
    /^(?:DOCKER_OUTPUT|DOCKER_POSTROUTING|cali-fip-|cali-nat-outgoing|CILIUM_POST_nat|CILIUM_OUTPUT_nat|CILIUM_PRE_nat)/,
    "nat",
  ],
  [/^ISTIO_(?:INBOUND|OUTPUT|REDIRECT|IN_REDIRECT)$/, "nat"],
  [
    /^(?:DOCKER-USER|DOCKER-ISOLATION|DOCKER-FORWARD|DOCKER-CT|DOCKER-INTERNAL|DOCKER-BRIDGE|FLANNEL-FWD|CNI-FORWARD|CNI-ADMIN)/,
    "filter",
  ],
  [
    /^(?:cali-(?:fw|tw|pi|po|pri|pro)-|cali-(?:from|to)-wl-dispatch|cali-(?:wl-to-host|INPUT|FORWARD)$|AZURE-NPM|WEAVE-NPC)/,
    "filter",
  ],
  [/^CILIUM_(?:FORWARD|INPUT|OUTPUT)$/, "filter"],
  [/^CILIUM_(?:PRE|POST)_mangle$/, "mangle"],
  [/^CILIUM_(?:PRE|OUTPUT)_raw$/, "raw"],
  [/^(?:ufw6?-|f2b-|fail2ban-|LIBVIRT_(?:FW|IN|OUT))/, "filter"],
  [/^LIBVIRT_PRT$/, "nat"],
];

/** The table of a chain's name; undefined for names that do not tell. */
export function tableOfChain(chain: string): TableName | undefined {
  return NAMES.find(([name]) => name.test(chain))?.[1];
}

/**
 * The table of a jump to KUBE-SERVICES, which nat and filter both have: only in filter are new connections alone sent
 * there (kubernetes, pkg/proxy/iptables/proxier.go, iptablesJumpChains).
 */
export function tableOfJump(target: string, rule: string): TableName | undefined {
  if (target !== "KUBE-SERVICES") return undefined;
  return /--ctstate NEW\b|ctstate NEW\b/.test(rule) ? "filter" : "nat";
}

/** A rule that kube-proxy always writes, for a chain that the paste may lack. */
interface Usual {
  readonly chain: string;
  readonly rule: string;
  /** Where it stands: what is jumped to first comes first, KUBE-NODEPORTS comes last. */
  readonly at: "first" | "last";
}

/** Written by every kube-proxy of the mode iptables (kubernetes, pkg/proxy/iptables/proxier.go, syncProxyRules). */
const PORTALS: readonly Usual[] = [
  { chain: "PREROUTING", rule: '-m comment --comment "kubernetes service portals" -j KUBE-SERVICES', at: "first" },
  { chain: "OUTPUT", rule: '-m comment --comment "kubernetes service portals" -j KUBE-SERVICES', at: "first" },
];

const NODE_PORTS: Usual = {
  chain: "KUBE-SERVICES",
  rule: '-m comment --comment "kubernetes service nodeports; NOTE: this must be the last rule in this chain" -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS',
  at: "last",
};

const TO_POSTROUTING: Usual = {
  chain: "POSTROUTING",
  rule: '-m comment --comment "kubernetes postrouting rules" -j KUBE-POSTROUTING',
  at: "first",
};

const MARK: Usual = { chain: "KUBE-MARK-MASQ", rule: "-j MARK --set-xmark 0x4000/0x4000", at: "last" };

const MASQUERADE: readonly Usual[] = [
  { chain: "KUBE-POSTROUTING", rule: "-m mark ! --mark 0x4000/0x4000 -j RETURN", at: "last" },
  { chain: "KUBE-POSTROUTING", rule: "-j MARK --set-xmark 0x4000/0x0", at: "last" },
  {
    chain: "KUBE-POSTROUTING",
    rule: '-m comment --comment "kubernetes service traffic requiring SNAT" -j MASQUERADE --random-fully',
    at: "last",
  },
];

/**
 * Puts what kube-proxy always writes into a nat table that is told in part, where the paste leaves it out: the jumps from
 * PREROUTING and OUTPUT to KUBE-SERVICES, the mark of KUBE-MARK-MASQ, KUBE-POSTROUTING. Gives how many rules it put there.
 */
export function supplyUsual(nat: TableDraft): number {
  if (nat.whole || nat.name !== "nat") return 0;
  const told = new Set<string>();
  const jumped = new Set<string>();
  for (const chain of nat.chains.values())
    for (const rule of chain.rules) {
      told.add(chain.name);
      const words = rule.words();
      const target = words[words.findIndex(({ text }) => text === "-j" || text === "-g") + 1]?.text;
      if (target !== undefined) jumped.add(`${chain.name} ${target}`).add(target);
    }
  const has = (chain: string) => told.has(chain);
  const kube = [...told, ...jumped].some((chain) => /^KUBE-(?:SVC|SEP|SVL|EXT)-|^KUBE-SERVICES$/.test(chain));
  if (!kube) return 0;
  const usual: Usual[] = [];
  if (has("KUBE-SERVICES")) usual.push(...PORTALS.filter(({ chain }) => !jumped.has(`${chain} KUBE-SERVICES`)));
  if (has("KUBE-NODEPORTS") && has("KUBE-SERVICES") && !jumped.has("KUBE-SERVICES KUBE-NODEPORTS"))
    usual.push(NODE_PORTS);
  const marks = jumped.has("KUBE-MARK-MASQ");
  if (marks && !has("KUBE-MARK-MASQ")) usual.push(MARK);
  if ((marks || has("KUBE-POSTROUTING")) && !jumped.has("POSTROUTING KUBE-POSTROUTING")) usual.push(TO_POSTROUTING);
  if (marks && !has("KUBE-POSTROUTING")) usual.push(...MASQUERADE);
  for (const { chain, rule, at } of usual) {
    const draft = { words: () => splitWords(rule), text: `-A ${chain} ${rule}`, line: null, counters: undefined };
    const { rules } = nat.chain(chain, null);
    if (at === "first") rules.unshift(draft);
    else rules.push(draft);
  }
  return usual.length;
}
