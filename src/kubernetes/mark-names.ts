/**
 * What the bits of marks are called by the software that sets them. A mark is only a number: 0x4000 is kube-proxy's
 * "masquerade this" where kube-proxy wrote the rules, and anybody's elsewhere. So a name is given only where the ruleset
 * shows chains of that software.
 */
import { chainsBeginning } from "../netfilter/read/read-chains";
import type { Ruleset } from "../netfilter/ruleset";

/** A bit, or several that mean something together. */
export interface MarkName {
  readonly mask: number;
  /** What stands under the mask, the mask itself for a single bit; null where each value means another thing of the kind. */
  readonly value: number | null;
  /** `masquerade this` */
  readonly name: string;
  /** `kube-proxy` */
  readonly owner: string;
}

interface Owner {
  readonly owner: string;
  /** Chains that only this software makes; `*` at the end stands for any rest. */
  readonly chains: readonly string[];
  readonly names: readonly (readonly [mask: number, value: number | null, name: string])[];
}

const OWNERS: readonly Owner[] = [
  {
    // kubernetes, pkg/proxy/iptables/proxier.go (masqueradeMark, --iptables-masquerade-bit is 14 unless it is set).
    owner: "kube-proxy",
    chains: ["KUBE-SERVICES", "KUBE-POSTROUTING", "KUBE-MARK-MASQ"],
    names: [[0x4000, 0x4000, "masquerade this"]],
  },
  {
    // kubernetes, pkg/kubelet/kubelet_network_linux.go (KUBE-MARK-DROP, --iptables-drop-bit is 15), up to 1.27.
    owner: "kubelet",
    chains: ["KUBE-MARK-DROP"],
    names: [[0x8000, 0x8000, "drop this"]],
  },
  {
    // felix, dataplane/driver.go: the lowest bits of IptablesMarkMask (0xffff0000 unless it is set) in this order. Further
    // on what is switched on (WireGuard, IPsec) takes bits too.
    owner: "Calico",
    chains: ["cali-FORWARD", "cali-PREROUTING", "cali-INPUT"],
    names: [
      [0x10000, 0x10000, "accepted by policy"],
      [0x20000, 0x20000, "go on with the next tier or profile"],
      [0x40000, 0x40000, "a chain's own note, the first"],
      [0x80000, 0x80000, "a chain's own note, the second"],
    ],
  },
  {
    // felix, rules/endpoints.go and dataplane/driver.go: what is left of the mask, where kube-proxy runs with IPVS.
    owner: "Calico",
    chains: ["cali-set-endpoint-mark"],
    names: [[0xfff00000, null, "the endpoint that it comes from"]],
  },
  {
    // amazon-vpc-cni-k8s, README.md (AWS_VPC_K8S_CNI_CONNMARK, 0x80 unless it is set).
    owner: "Amazon VPC CNI",
    chains: ["AWS-SNAT-CHAIN*", "AWS-CONNMARK-CHAIN*"],
    names: [[0x80, 0x80, "answer by the primary interface"]],
  },
  {
    // cilium, pkg/datapath/linux/linux_defaults/mark.go and bpf/lib/common.h (MARK_MAGIC_…).
    owner: "Cilium",
    chains: ["CILIUM_*"],
    names: [
      [0xf00, 0x200, "to the proxy"],
      [0xf00, 0x300, "SNAT is done"],
      [0xf00, 0xa00, "from the ingress proxy"],
      [0xf00, 0xb00, "from the egress proxy"],
      [0xf00, 0xc00, "from the host"],
      [0xf00, 0xd00, "decrypt this"],
      [0xf00, 0xe00, "encrypt this"],
      [0xf00, 0xf00, "bears an identity"],
    ],
  },
  {
    // istio, tools/istio-iptables/pkg/constants/constants.go (INBOUND_TPROXY_MARK 1337) and cni/pkg/iptables (0x539/0xfff).
    owner: "Istio",
    chains: ["ISTIO_*"],
    names: [[0xfff, 0x539, "of Istio's proxy"]],
  },
  {
    // containernetworking/plugins, plugins/meta/portmap/portmap.go (DefaultMarkBit 13).
    owner: "CNI portmap",
    chains: ["CNI-HOSTPORT-SETMARK", "CNI-HOSTPORT-MASQ"],
    names: [[0x2000, 0x2000, "masquerade this host port"]],
  },
  {
    // azure-container-networking, npm/util/const.go of the first version, which has these chains.
    owner: "Azure NPM",
    chains: ["AZURE-NPM-INGRESS-PORT", "AZURE-NPM-INGRESS-FROM"],
    names: [
      [0x1000, 0x1000, "allowed to leave"],
      [0x2000, 0x2000, "allowed to come in"],
    ],
  },
  {
    // weave, npc/constants.go (WEAVE-NPC-EGRESS) and net/ipsec/ipsec.go.
    owner: "Weave",
    chains: ["WEAVE-NPC-EGRESS*"],
    names: [[0x40000, 0x40000, "allowed to leave"]],
  },
  {
    owner: "Weave",
    chains: ["WEAVE-IPSEC-IN*"],
    names: [[0x20000, 0x20000, "came in by IPsec"]],
  },
  {
    // kube-router, pkg/controllers/netpol (KUBE-POD-FW- chains).
    owner: "kube-router",
    chains: ["KUBE-POD-FW-*", "KUBE-NWPLCY-*", "KUBE-ROUTER-FORWARD*"],
    names: [
      [0x10000, 0x10000, "allowed by a network policy"],
      [0x20000, 0x20000, "accepted by the pod's firewall"],
    ],
  },
  {
    // tailscale, util/linuxfw/linuxfw.go (TailscaleSubnetRouteMark, TailscaleBypassMark).
    owner: "Tailscale",
    chains: ["ts-input", "ts-forward", "ts-postrouting"],
    names: [
      [0xff0000, 0x40000, "for a subnet route"],
      [0xff0000, 0x80000, "by tailscaled itself"],
    ],
  },
];

const made = new WeakMap<Ruleset, readonly MarkName[]>();

/**
 * The names that the bits of marks have in a ruleset; none in one that nobody known wrote. Where two claim the same bits
 * both are named. Made once for a ruleset.
 */
export function markNames(ruleset: Ruleset): readonly MarkName[] {
  const known = made.get(ruleset);
  if (known) return known;
  const stands = signsIn(ruleset);
  const found = new Map<string, MarkName>();
  for (const { owner, chains, names } of OWNERS) {
    if (!chains.some((chain) => stands.has(chain))) continue;
    for (const [mask, value, name] of names) {
      const key = String(value ?? `/${String(mask)}`);
      const other = found.get(key);
      const both = other && {
        name: `${other.name} (${other.owner}), or ${name} (${owner})`,
        owner: `${other.owner} or ${owner}`,
      };
      found.set(key, { mask: other?.mask ?? mask, value, ...(both ?? { name, owner }) });
    }
  }
  const names = [...found.values()];
  made.set(ruleset, names);
  return names;
}

const SIGNS = OWNERS.flatMap(({ chains }) => chains);
const BEGINNINGS = SIGNS.filter((sign) => sign.endsWith("*")).map((sign) => sign.slice(0, -1));

/** Those of the owners' chains that a ruleset has. */
function signsIn({ tables }: Ruleset): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { chains } of tables.values()) {
    for (const sign of SIGNS) if (chains.has(sign)) found.add(sign);
    for (const { name } of chainsBeginning(chains, BEGINNINGS))
      for (const word of BEGINNINGS) if (name.startsWith(word)) found.add(`${word}*`);
  }
  return found;
}
