import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SAMPLES } from "../../samples/index";
import { placeText } from "../netfilter/address";
import { readPaste } from "../paste/paste";
import { endpointHash, servicePortHash } from "./chain-hash";
import { services } from "./services";

const SUITE = join(import.meta.dirname, "../../../shared/conformance/kube-proxy/rulesets");

/** Every chain of a dump whose name the comments explain: as it is, and as it is computed. */
function chains(text: string): { readonly printed: string[]; readonly computed: string[] } {
  const { rulesets, cluster } = readPaste(text);
  const named = [4, 6]
    .flatMap((family) => services(rulesets[family === 4 ? 4 : 6], cluster))
    .filter(({ name }) => name !== null);
  const printed: string[] = [];
  const computed: string[] = [];
  for (const { name, protocol, chains, endpoints } of named) {
    for (const chain of chains) {
      printed.push(chain);
      computed.push(chain.replace(/[^-]*$/, servicePortHash(name ?? "", protocol)));
    }
    for (const { chain, address, port } of endpoints) {
      printed.push(chain);
      computed.push(`KUBE-SEP-${endpointHash(name ?? "", protocol, placeText(address, port))}`);
    }
  }
  return { printed, computed };
}

describe("the names of kube-proxy's chains", () => {
  it("are those of default/nginx", () => {
    expect(servicePortHash("default/nginx", "tcp")).toBe("2CMXP7HKUVJN7L6M");
    expect(endpointHash("default/nginx", "tcp", "10.244.0.13:80")).toBe("RPYTXMYI33B6SF5E");
  });

  it.each(SAMPLES.map(({ id }) => id))("are computed as the sample %s has them", async (id) => {
    const sample = SAMPLES.find((one) => one.id === id);
    const { printed, computed } = chains((await sample?.load()) ?? "");
    expect(printed.length).toBeGreaterThan(0);
    expect(computed).toEqual(printed);
  });

  it.skipIf(!existsSync(SUITE))("are computed as kube-proxy's own tests have them", () => {
    const files = readdirSync(SUITE).filter((name) => name.endsWith(".saved.rules"));
    const all = files.map((name) => chains(readFileSync(join(SUITE, name), "utf8")));
    expect(all.flatMap(({ printed }) => printed).length).toBeGreaterThan(100);
    expect(all.flatMap(({ computed }) => computed)).toEqual(all.flatMap(({ printed }) => printed));
  });
});
