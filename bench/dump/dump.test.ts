/** Made dumps are what iptables-save prints: read without a problem, and printed again to the letter. */
import { describe, expect, it } from "vitest";
import { printRuleset } from "../../src/netfilter/print";
import { readPaste } from "../../src/paste/paste";
import { services } from "../../src/kubernetes/services";
import { endpointChain, portChain } from "./chain-names";
import { makeCluster, type ServicePort } from "./cluster";
import { makeDump } from "./dump";

const cluster = makeCluster(60, 3, 7);

describe.each(["1.30", "1.22"] as const)("a dump of Kubernetes %s", (release) => {
  describe.each([true, false])("with comments at endpoints: %s", (comments) => {
    const text = makeDump(cluster, { release, comments, kubectl: null });
    const paste = readPaste(text);

    it("is read without a problem, and printed again to the letter", () => {
      expect(paste.problems).toEqual([]);
      const rules = text.slice(text.indexOf("*mangle"), text.indexOf("# Completed"));
      expect(printRuleset(paste.rulesets[4], { counters: true }).replaceAll(/^\[0:0\] /gm, "")).toBe(rules);
    });

    it("holds the rules of every Service", () => {
      const names = new Set(services(paste.rulesets[4], paste.cluster).map(({ service }) => service));
      const made = new Set(cluster.ports.map(({ service }) => service));
      expect(names).toEqual(made);
    });
  });
});

it("is the same for the same seed, and another for another", () => {
  const dump = (seed: number) =>
    makeDump(makeCluster(5, 2, seed), { release: "1.30", comments: undefined, kubectl: "tables" });
  expect(dump(1)).toBe(dump(1));
  expect(dump(1)).not.toBe(dump(2));
});

it("names chains as kube-proxy does", () => {
  const port = { namespace: "ns1", service: "svc1", name: "p80", protocol: "tcp", targetPort: 80 } as ServicePort;
  expect(portChain("SVC", port)).toBe("KUBE-SVC-XPGD46QRK7WJZT7O");
  expect(endpointChain(port, { address: "10.180.0.1", local: true })).toBe("KUBE-SEP-SXIVWICOYRO3J4NJ");
});
