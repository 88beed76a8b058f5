/**
 * The facts of a walk's few addresses are gathered for each alone, and must be those that gathering all gives.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeCluster } from "../../bench/dump/cluster";
import { makeDump } from "../../bench/dump/dump";
import { SAMPLES } from "../../samples/index";
import { parseAddress, type Address } from "../netfilter/address";
import { readPaste } from "../paste/paste";
import { addressFacts } from "./address-facts";
import { changedDump } from "./changed-dumps.fixture";

/** Fewer than are gathered one by one before all are. */
const FEW = 20;

const ADDRESSES = /(?:\d{1,3}\.){3}\d{1,3}|[\da-f]{1,4}(?::[\da-f]{0,4}){2,7}/g;

function addressesOf(text: string): Address[] {
  return [...new Set(text.match(ADDRESSES))].flatMap((word) => parseAddress(word) ?? []);
}

/** Asks for each of some addresses in a paste of which nothing was asked, and in one where all were gathered. */
function expectSame(text: string, addresses: readonly Address[]) {
  const gathered = addressFacts(readPaste(text)).all();
  for (let from = 0; from < addresses.length; from += FEW) {
    const alone = addressFacts(readPaste(text));
    for (const { value } of addresses.slice(from, from + FEW))
      expect([value, alone.at(value)]).toEqual([value, gathered.get(value) ?? []]);
  }
}

describe("the facts of an address", () => {
  it.each(SAMPLES.map(({ title, load }) => ({ title, load })))("are the same alone in $title", async ({ load }) => {
    const text = await load();
    expectSame(text, addressesOf(text));
  });

  it("are the same alone in any dump of kube-proxy, whatever of it lacks", () => {
    fc.assert(
      fc.property(changedDump, fc.nat(), (text, from) => {
        const addresses = addressesOf(text);
        const start = from % Math.max(1, addresses.length);
        expectSame(text, [...addresses.slice(start), ...addresses.slice(0, start)].slice(0, FEW));
      }),
      { numRuns: 60 },
    );
  });

  it("are told of a Service, its endpoints, its node port and what stands at none of them", () => {
    const [port] = makeCluster(8, 3, 1).ports.filter(({ endpoints }) => endpoints.length > 0);
    const facts = addressFacts(
      readPaste(makeDump(makeCluster(8, 3, 1), { release: "1.30", comments: true, kubectl: null })),
    );
    const at = (text: string) => {
      const address = parseAddress(text);
      return address ? facts.at(address.value).map(({ kind }) => kind) : null;
    };
    expect(at(port?.clusterIp ?? "")).toContain("service");
    expect(at(port?.endpoints[0]?.address ?? "")).toContain("endpoint");
    expect(at("203.0.113.99")).toEqual([]);
  });
});
