import { describe, expect, it } from "vitest";
import { readPaste } from "../paste/paste";
import { markNames } from "./mark-names";

/** What the marks are called in a table with these chains. */
function namesWith(...chains: readonly string[]): readonly string[] {
  const declared = chains.map((chain) => `:${chain} - [0:0]\n`).join("");
  const { rulesets } = readPaste(`*filter\n:FORWARD ACCEPT [0:0]\n${declared}COMMIT\n`);
  return markNames(rulesets[4]).map(({ value, mask, name, owner }) => {
    const bits = value === null ? `any/0x${mask.toString(16)}` : `0x${value.toString(16)}`;
    return `${bits} ${owner}: ${name}`;
  });
}

describe("the names of marks", () => {
  it("are nobody's where the rules show no sign of anybody", () => {
    expect(namesWith("mine", "KUBE-LIKE")).toEqual([]);
  });

  it("are kube-proxy's and the kubelet's where their chains stand", () => {
    expect(namesWith("KUBE-MARK-MASQ", "KUBE-MARK-DROP")).toEqual([
      "0x4000 kube-proxy: masquerade this",
      "0x8000 kubelet: drop this",
    ]);
  });

  it.each([
    ["cali-FORWARD", "0x10000 Calico: accepted by policy"],
    ["cali-set-endpoint-mark", "any/0xfff00000 Calico: the endpoint that it comes from"],
    ["AWS-CONNMARK-CHAIN-0", "0x80 Amazon VPC CNI: answer by the primary interface"],
    ["CILIUM_PRE_mangle", "0x200 Cilium: to the proxy"],
    ["ISTIO_OUTPUT", "0x539 Istio: of Istio's proxy"],
    ["CNI-HOSTPORT-SETMARK", "0x2000 CNI portmap: masquerade this host port"],
    ["AZURE-NPM-INGRESS-PORT", "0x1000 Azure NPM: allowed to leave"],
    ["WEAVE-NPC-EGRESS", "0x40000 Weave: allowed to leave"],
    ["WEAVE-IPSEC-IN-MARK", "0x20000 Weave: came in by IPsec"],
    ["KUBE-POD-FW-ABC", "0x10000 kube-router: allowed by a network policy"],
    ["ts-forward", "0x40000 Tailscale: for a subnet route"],
  ])("of %s are known", (chain, name) => {
    expect(namesWith(chain)[0]).toBe(name);
  });

  it("are told both where two claim the same bit", () => {
    expect(namesWith("cali-FORWARD", "ts-forward")).toContain(
      "0x40000 Calico or Tailscale: a chain's own note, the first (Calico), or for a subnet route (Tailscale)",
    );
  });
});
