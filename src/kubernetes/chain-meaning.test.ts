import { describe, expect, it } from "vitest";
import { SAMPLES } from "../../samples/index";
import { readPaste } from "../paste/paste";
import { chainMeanings, explainChain } from "./chain-meaning";

const [aks, shop, docker] = await Promise.all(SAMPLES.map(async (sample) => readPaste(await sample.load())));
if (!aks || !shop || !docker) throw new Error("three samples were expected");

describe("the meaning of a chain's name", () => {
  it("is the Service of a Service's chain and the address of an endpoint's", () => {
    const meanings = chainMeanings(aks.rulesets[4], aks.cluster);
    expect(meanings.get("nat/KUBE-SVC-2CMXP7HKUVJN7L6M")).toBe("default/nginx");
    expect(meanings.get("nat/KUBE-SEP-RPYTXMYI33B6SF5E")).toBe("10.244.0.13:80");
  });

  it("tells a Service's chains apart", () => {
    const meanings = chainMeanings(shop.rulesets[4], shop.cluster);
    expect(meanings.get("nat/KUBE-FW-67NZLRHBNDSAWJRO")).toBe("shop/web:http source ranges");
    expect(meanings.get("nat/KUBE-EXT-67NZLRHBNDSAWJRO")).toBe("shop/web:http from outside");
    expect(meanings.get("nat/KUBE-SVL-BHF5724B4WQY5GBD")).toBe("shop/gateway:https on this node");
  });

  it("is the Service's address where no comment names it", () => {
    const silent = readPaste(`*nat
:KUBE-SERVICES - [0:0]
:KUBE-SVC-2CMXP7HKUVJN7L6M - [0:0]
-A KUBE-SERVICES -d 10.0.91.63/32 -p tcp -m tcp --dport 80 -j KUBE-SVC-2CMXP7HKUVJN7L6M
COMMIT
`);
    expect(chainMeanings(silent.rulesets[4], silent.cluster).get("nat/KUBE-SVC-2CMXP7HKUVJN7L6M")).toBe(
      "10.0.91.63:80",
    );
  });

  it("is not told for a chain that says it by itself", () => {
    expect(chainMeanings(aks.rulesets[4], aks.cluster).get("nat/KUBE-SERVICES")).toBeUndefined();
  });
});

describe("the explanation of a chain", () => {
  it("depends on the table where a name means two things", () => {
    expect(explainChain(aks.rulesets[4], aks.cluster, "nat", "KUBE-SERVICES")).toContain("list of Services");
    expect(explainChain(aks.rulesets[4], aks.cluster, "filter", "KUBE-SERVICES")).toContain("without endpoints");
  });

  it("names what the chain stands for", () => {
    expect(explainChain(aks.rulesets[4], aks.cluster, "nat", "KUBE-SVC-2CMXP7HKUVJN7L6M")).toBe(
      "The endpoints of default/nginx: one of them is chosen here",
    );
  });

  it("does not name what no rule names", () => {
    expect(explainChain(aks.rulesets[4], aks.cluster, "nat", "KUBE-SEP-AAAAAAAAAAAAAAAA")).toBe(
      "One endpoint: the destination becomes something that no rule names",
    );
  });

  it("knows every chain of the samples but nobody's own", () => {
    for (const paste of [aks, shop, docker]) {
      for (const [table, { chains }] of paste.rulesets[4].tables) {
        for (const name of chains.keys())
          expect(explainChain(paste.rulesets[4], paste.cluster, table, name), `${table}/${name}`).not.toBeNull();
      }
    }
    expect(explainChain(aks.rulesets[4], aks.cluster, "filter", "my-own-chain")).toBeNull();
  });
});
