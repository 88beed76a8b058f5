/**
 * A node of a large cluster, whose rules bear no comment, and kubectl's tables in the same paste.
 */
import { describe, expect, it } from "vitest";
import { endpointChain, endpointText, portChain } from "../../bench/dump/chain-names";
import { makeCluster, portName } from "../../bench/dump/cluster";
import { makeDump } from "../../bench/dump/dump";
import { readPaste } from "../paste/paste";
import { chainMeanings } from "./chain-meaning";
import { services } from "./services";

const CLUSTER = makeCluster(400, 3, 7);
const SILENT = /-m comment --comment (?:"[^"]*"|\S+) /g;

const dump = (kubectl: boolean) =>
  readPaste(
    makeDump(CLUSTER, { release: "1.30", comments: undefined, kubectl: kubectl ? "tables" : null }).replace(SILENT, ""),
  );

describe("a large cluster without comments", () => {
  it("has no names without kubectl", () => {
    const { rulesets, cluster } = dump(false);
    expect(services(rulesets[4], cluster).filter(({ name }) => name !== null)).toEqual([]);
  });

  it("has every Service port by its exact name with kubectl get svc,endpointslices -A", () => {
    const { rulesets, cluster } = dump(true);
    const found = services(rulesets[4], cluster);
    const written = CLUSTER.ports.filter(({ endpoints }) => endpoints.length > 0).map(portName);
    expect(new Set(found.map(({ name }) => name))).toEqual(new Set(written));
  });

  it("has a meaning for every chain", () => {
    const { rulesets, cluster } = dump(true);
    const meanings = chainMeanings(rulesets[4], cluster);
    const chains = [...(rulesets[4].tables.get("nat")?.chains.keys() ?? [])];
    const hashed = chains.filter((chain) => /^KUBE-(?:SVC|SVL|EXT|FW|XLB|SEP)-/.test(chain));
    expect(hashed.length).toBeGreaterThan(1500);
    expect(hashed.filter((chain) => meanings.get(`nat/${chain}`) === undefined)).toEqual([]);
    for (const port of CLUSTER.ports) {
      for (const endpoint of port.endpoints)
        expect(meanings.get(`nat/${endpointChain(port, endpoint)}`)).toBe(endpointText(port, endpoint));
      const meaning = meanings.get(`nat/${portChain("SVC", port)}`);
      if (meaning !== undefined) expect(meaning).toBe(portName(port));
    }
  });

  it("has a meaning for a chain that the paste lacks, by its hash", () => {
    const [port] = CLUSTER.ports;
    const [endpoint] = port?.endpoints ?? [];
    if (!port || !endpoint) throw new Error("a port with an endpoint was expected");
    const [service, sep] = [portChain("SVC", port), endpointChain(port, endpoint)];
    const { rulesets, cluster } = readPaste(`$ iptables-save -t nat | grep ${service}
-A ${service} -j ${sep}
$ kubectl get endpoints ${port.service} -n ${port.namespace} -o json
${JSON.stringify({
  apiVersion: "v1",
  kind: "List",
  items: [
    {
      kind: "Service",
      metadata: { name: port.service, namespace: port.namespace },
      spec: {
        clusterIP: port.clusterIp,
        ports: [{ name: port.name, protocol: port.protocol.toUpperCase(), port: port.port }],
      },
    },
    {
      kind: "Endpoints",
      metadata: { name: port.service, namespace: port.namespace },
      subsets: [
        { addresses: [{ ip: endpoint.address }], ports: [{ name: port.name, port: port.targetPort, protocol: "TCP" }] },
      ],
    },
  ],
})}
`);
    const meanings = chainMeanings(rulesets[4], cluster);
    expect(meanings.get(`nat/${service}`)).toBe(portName(port));
    expect(meanings.get(`nat/${sep}`)).toBe(endpointText(port, endpoint));
  });
});
