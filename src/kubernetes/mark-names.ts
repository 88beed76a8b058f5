/**
 * What the bits of marks are called by the software that sets them. A mark is only a number: 0x4000 is kube-proxy's
 * "masquerade this" where kube-proxy wrote the rules, and anybody's elsewhere. So a name is given only where the ruleset
 * shows chains of that software.
 */
import type { Ruleset } from "../netfilter/ruleset";

/** A bit, or several that mean something together. */
export interface MarkName {
  readonly mask: number;
  /** What stands under the mask; the mask itself for a single bit. */
  readonly value: number;
  /** `masquerade this` */
  readonly name: string;
  /** `kube-proxy` */
  readonly owner: string;
}

interface Owner {
  readonly owner: string;
  /** Chains that only this software makes. */
  readonly sign: RegExp;
  readonly names: readonly (readonly [mask: number, value: number, name: string])[];
}

const OWNERS: readonly Owner[] = [
  {
    // kubernetes, pkg/proxy/iptables/proxier.go (masqueradeMark, --iptables-masquerade-bit is 14 unless it is set).
    owner: "kube-proxy",
    sign: /^KUBE-(?:SERVICES|POSTROUTING|MARK-MASQ)$/,
    names: [[0x4000, 0x4000, "masquerade this"]],
  },
  {
    // kubernetes, pkg/kubelet/kubelet_network_linux.go (KUBE-MARK-DROP, --iptables-drop-bit is 15), up to 1.27.
    owner: "kubelet",
    sign: /^KUBE-MARK-DROP$/,
    names: [[0x8000, 0x8000, "drop this"]],
  },
];

const made = new WeakMap<Ruleset, readonly MarkName[]>();

/** The names that the bits of marks have in a ruleset; none in one that nobody known wrote. Made once for a ruleset. */
export function markNames(ruleset: Ruleset): readonly MarkName[] {
  const known = made.get(ruleset);
  if (known) return known;
  const chains = [...ruleset.tables.values()].flatMap((table) => [...table.chains.keys()]);
  const names = OWNERS.filter(({ sign }) => chains.some((chain) => sign.test(chain))).flatMap(({ owner, names }) =>
    names.map(([mask, value, name]) => ({ mask, value, name, owner })),
  );
  made.set(ruleset, names);
  return names;
}
