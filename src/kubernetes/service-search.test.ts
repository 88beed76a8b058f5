/**
 * What is found of few Services must be what the lists of all tell of them.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeCluster } from "../../bench/dump/cluster";
import { makeDump } from "../../bench/dump/dump";
import { formatAddress } from "../netfilter/address";
import { readPaste } from "../paste/paste";
import { changedDump } from "./changed-dumps.fixture";
import type { ServicePort } from "./service-port";
import { serviceOfChain, services, servicesAt, servicesAtNodePort, servicesInOrder } from "./services";

/** All that is known of a Service. */
function told(service: ServicePort | undefined) {
  if (!service) return null;
  const { name, protocol, port, nodePort, chains, endpoints, refusals } = service;
  const addresses = [service.clusterIps, service.externalIps, service.loadBalancerIps].map((some) =>
    some.map(formatAddress),
  );
  return { name, protocol, port, nodePort, chains, addresses, endpoints, refusals, told: service.told?.service.name };
}

/** Asks a paste of which nothing was asked yet. */
function inNew<Answer>(text: string, ask: (paste: ReturnType<typeof readPaste>) => Answer): Answer {
  return ask(readPaste(text));
}

function expectSame(text: string, chosen: number) {
  const paste = readPaste(text);
  const [ruleset, cluster] = [paste.rulesets[4], paste.cluster];
  const all = services(ruleset, cluster);
  const chains = [...(ruleset.tables.get("nat")?.chains.keys() ?? [])];
  const chain = chains[chosen % Math.max(1, chains.length)] ?? "";
  const owner = all.find((service) => service.chains.includes(chain));
  expect(inNew(text, (one) => told(serviceOfChain(one.rulesets[4], one.cluster, chain)))).toEqual(told(owner));
  const ports = [...new Set(all.flatMap(({ nodePort }) => nodePort ?? []))];
  const port = ports[chosen % Math.max(1, ports.length)] ?? 30_000;
  const served = all.filter(({ nodePort }) => nodePort === port);
  expect(inNew(text, (one) => servicesAtNodePort(one.rulesets[4], one.cluster, port).map(told))).toEqual(
    served.map(told),
  );
  const valuesOf = ({ clusterIps, externalIps, loadBalancerIps, endpoints }: ServicePort) =>
    [...clusterIps, ...externalIps, ...loadBalancerIps, ...endpoints.map(({ address }) => address)].map(
      (address) => address.value,
    );
  const values = all.flatMap(valuesOf);
  const value = values[chosen % Math.max(1, values.length)] ?? 0x0a000001;
  const there = all.filter((service) => valuesOf(service).includes(value));
  expect(inNew(text, (one) => servicesAt(one.rulesets[4], one.cluster, value).map(told))).toEqual(there.map(told));
  const [first] = inNew(text, (one) => [...servicesInOrder(one.rulesets[4], one.cluster)]);
  expect(told(first)).toEqual(told(all[0]));
}

describe("a Service that is searched for", () => {
  it("is the one that the lists tell of, whatever of them lacks or is told of another", () => {
    fc.assert(fc.property(changedDump, fc.nat(), expectSame), { numRuns: 150 });
  });

  it("has its refusals, which only its name connects with its chains", () => {
    const port = makeCluster(8, 3, 1).ports.findLast(({ endpoints }) => endpoints.length > 0);
    const text = makeDump(makeCluster(8, 3, 1), { release: "1.30", comments: true, kubectl: null });
    const [, name = "", chain = ""] =
      new RegExp(`-d ${port?.clusterIp ?? ""}/32 .*"(\\S+) cluster IP".* -j (KUBE-SVC-\\S+)`).exec(text) ?? [];
    const refusal = `-A KUBE-SERVICES -d 10.99.0.1/32 -p ${port?.protocol ?? ""} -m comment --comment "${name} has no endpoints" -j DROP`;
    // Behind the others of its chain, which else would not be found by where they stand.
    const lines = text.split("\n");
    const end = lines.indexOf("COMMIT", lines.indexOf("*filter"));
    const others = lines.slice(0, end).findLastIndex((line) => line.startsWith("-A KUBE-SERVICES "));
    const changed = lines.toSpliced(others < 0 ? end : others + 1, 0, refusal).join("\n");
    const { rulesets, cluster } = readPaste(changed);
    expect(serviceOfChain(rulesets[4], cluster, chain)).toMatchObject({
      name,
      refusals: [{ why: "has no endpoints" }],
    });
  });

  it("is the one that the lists tell of where thousands are connected, each with the next", () => {
    const count = 3000;
    const hash = (service: number) => service.toString(36).toUpperCase().padStart(16, "A");
    // The rules of each chain tell two names, and of each name there are rules of two chains.
    const rules = Array.from({ length: 2 * count }, (_, rule) => {
      const [service, name] = [rule >> 1, (rule + 1) >> 1];
      const address = `10.0.${String(service >> 8)}.${String(service & 255)}/32`;
      return `-A KUBE-SERVICES -d ${address} -p tcp -m comment --comment "web/${String(name)} cluster IP" -m tcp --dport 80 -j KUBE-SVC-${hash(service)}`;
    });
    const chains = Array.from({ length: count }, (_, service) => `:KUBE-SVC-${hash(service)} - [0:0]`);
    const head = ["*nat", ":PREROUTING ACCEPT [0:0]", ":KUBE-SERVICES - [0:0]"];
    expectSame([...head, ...chains, "-A PREROUTING -j KUBE-SERVICES", ...rules, "COMMIT", ""].join("\n"), 1234);
  });
});
