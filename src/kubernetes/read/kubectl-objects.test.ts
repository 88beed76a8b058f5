import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { clusterOf } from "./read.fixture";

const SERVICE = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "web", namespace: "shop", annotations: { note: "a: b\n- c" }, managedFields: [{ manager: "x" }] },
  spec: {
    type: "LoadBalancer",
    clusterIP: "10.96.74.12",
    clusterIPs: ["10.96.74.12", "fd00:96::12"],
    externalIPs: ["198.51.100.9"],
    externalTrafficPolicy: "Local",
    internalTrafficPolicy: "Cluster",
    sessionAffinity: "ClientIP",
    loadBalancerSourceRanges: ["203.0.113.0/24"],
    ports: [
      { name: "http", port: 80, protocol: "TCP", targetPort: "web", nodePort: 31080 },
      { name: "dns", port: 53, protocol: "UDP", targetPort: 5353 },
    ],
  },
  status: { loadBalancer: { ingress: [{ ip: "203.0.113.80" }, { hostname: "lb.example.com" }] } },
};

const ENDPOINTS = {
  apiVersion: "v1",
  kind: "Endpoints",
  metadata: { name: "web", namespace: "shop" },
  subsets: [
    {
      addresses: [{ ip: "10.244.1.21", nodeName: "n1", targetRef: { kind: "Pod", name: "web-1", namespace: "shop" } }],
      notReadyAddresses: [{ ip: "10.244.1.22" }],
      ports: [{ name: "http", port: 8080, protocol: "TCP" }],
    },
  ],
};

const SLICE = {
  apiVersion: "discovery.k8s.io/v1",
  kind: "EndpointSlice",
  metadata: { name: "other-name", namespace: "shop", labels: { "kubernetes.io/service-name": "db" } },
  addressType: "IPv4",
  ports: [{ name: "", port: 5432, protocol: "TCP" }],
  endpoints: [
    {
      addresses: ["10.244.1.30"],
      conditions: { ready: true },
      nodeName: "n1",
      targetRef: { kind: "Pod", name: "db-0" },
    },
    { addresses: ["10.244.1.31"], conditions: { ready: false, terminating: true } },
  ],
};

const POD = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "web-1", namespace: "shop" },
  spec: { nodeName: "n1", containers: [{ name: "c", env: [{ name: "KIND", value: "kind: Service" }] }] },
  status: { phase: "Running", podIP: "10.244.1.21", podIPs: [{ ip: "10.244.1.21" }, { ip: "fd00::21" }] },
};

const NODE = {
  apiVersion: "v1",
  kind: "Node",
  metadata: { name: "n1" },
  spec: { podCIDR: "10.244.1.0/24", podCIDRs: ["10.244.1.0/24"] },
  status: {
    addresses: [
      { type: "Hostname", address: "n1" },
      { type: "InternalIP", address: "192.168.10.11" },
    ],
  },
};

const CONFIG = {
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "kube-proxy", namespace: "kube-system" },
  data: {
    "config.conf":
      "apiVersion: kubeproxy.config.k8s.io/v1alpha1\nclusterCIDR: 10.244.0.0/16,fd00::/48\nmode: iptables\n",
  },
};

const OTHER = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web" }, spec: { replicas: 1 } };

const ALL = [SERVICE, ENDPOINTS, SLICE, POD, NODE, CONFIG, OTHER];

const TOLD = {
  services: [
    {
      namespace: "shop",
      assumedNamespace: false,
      name: "web",
      type: "LoadBalancer",
      headless: false,
      clusterIps: ["10.96.74.12", "fd00:96::12"],
      externalIps: ["198.51.100.9"],
      loadBalancerIps: ["203.0.113.80"],
      ports: ["http tcp 80 web 31080", "dns udp 53 5353 null"],
      externalTrafficPolicy: "Local",
      internalTrafficPolicy: "Cluster",
      sessionAffinity: "ClientIP",
      sourceRanges: ["203.0.113.0/24"],
    },
  ],
  endpoints: [
    {
      of: "shop/web",
      complete: true,
      at: ["10.244.1.21 8080 http shop/web-1 n1", "10.244.1.22 8080 http ? ? not ready"],
    },
    { of: "shop/db", complete: true, at: ["10.244.1.30 5432  shop/db-0 n1", "10.244.1.31 5432  ? ? not ready"] },
  ],
  pods: ["shop/web-1 10.244.1.21+fd00::21 n1"],
  nodes: [{ name: "n1", at: "192.168.10.11", pods: "10.244.1.0/24" }],
  podNetworks: ["10.244.0.0/16", "fd00::/48"],
  problems: [],
};

const list = { apiVersion: "v1", kind: "List", items: ALL, metadata: { resourceVersion: "" } };
const json = (value: unknown) => `${JSON.stringify(value, null, 4)}\n`;

const DRESSES = {
  "a List in YAML": `$ kubectl get all -o yaml\n${stringify(list)}`,
  "a List in YAML as kubectl indents it": stringify(list, { indentSeq: false }),
  "documents in YAML": ALL.map((object) => stringify(object, { indentSeq: false })).join("---\n"),
  "a List in JSON": `$ kubectl get all -o json\n${json(list)}`,
  "objects in JSON": ALL.map(json).join(""),
  "a line of JSON for each": ALL.map((object) => `${JSON.stringify(object)}\n`).join(""),
};

describe("a slice of many addresses and many ports", () => {
  const sliceOf = (addresses: number, ports: number) => ({
    ...SLICE,
    endpoints: Array.from({ length: addresses }, (_, at) => ({
      addresses: [`10.9.${String(at >> 8)}.${String(at & 255)}`],
    })),
    ports: Array.from({ length: ports }, (_, at) => ({ port: at + 1 })),
  });
  const told = (addresses: number, ports: number) => {
    const [{ complete, at } = { complete: false, at: [] }] = clusterOf(json(sliceOf(addresses, ports))).endpoints;
    return { complete, places: at.length };
  };

  it("has every address at every port", () => {
    expect(told(1000, 20)).toEqual({ complete: true, places: 20_000 });
    expect(told(3, 300)).toEqual({ complete: true, places: 900 });
  });

  it("is left open where these would be far more than the text is long, with every address at the first ports", () => {
    expect(told(500, 50)).toEqual({ complete: false, places: 20_000 });
    expect(told(21_000, 2)).toEqual({ complete: false, places: 21_000 });
  });
});

describe("objects of the Kubernetes API", () => {
  it.each(Object.keys(DRESSES))("tell the same as %s", (dress) => {
    const text = Object.entries(DRESSES).find(([name]) => name === dress)?.[1] ?? "";
    expect(clusterOf(text)).toMatchObject(TOLD);
  });

  it("stand where they begin, between other outputs", () => {
    const before = "*nat\n:PREROUTING ACCEPT [0:0]\nCOMMIT\n";
    const after = "10.244.0.0/24 dev cni0 proto kernel scope link src 10.244.0.1\n";
    const text = `${before}$ kubectl get svc web -o yaml\n${stringify(SERVICE)}${after}$ kubectl get svc -o json\n${json(SERVICE)}${after}`;
    const { words, services } = clusterOf(text);
    expect(words).toEqual([
      "nat of iptables-save, 0 rules",
      "kubectl: 1 Service",
      "ip route, 1 line",
      "kubectl: 1 Service",
      "ip route, 1 line",
    ]);
    expect(services[0]?.line).toBe(5);
  });

  it("that are broken are a problem with its line, and the others are used", () => {
    const yaml = stringify(list, { indentSeq: false }).replace("  clusterIP: 10.96.74.12", "  clusterIP: [10.96.74.12");
    const broken = clusterOf(yaml);
    expect(broken.problems).toHaveLength(1);
    expect(broken.problems[0]).toMatch(/^\d+:\d+ this object of kubectl is no YAML that can be read: /);
    expect(Number(broken.problems[0]?.split(":")[0])).toBeGreaterThan(3);
    expect(broken).toMatchObject({ services: [], endpoints: TOLD.endpoints, nodes: TOLD.nodes });

    const cut = json(list).split("\n").slice(0, 90).join("\n");
    expect(clusterOf(cut).problems).toEqual([expect.stringMatching(/^\d+:\d+ this object of kubectl is no JSON/)]);
    expect(clusterOf(cut).services).toMatchObject([{ name: "web" }]);
  });

  it("do not multiply by aliases", () => {
    const bomb = ["apiVersion: v1", "kind: Service", "a0: &a0 [x, x, x, x, x, x, x, x, x, x]"];
    for (let level = 1; level < 12; level++)
      bomb.push(
        `a${String(level)}: &a${String(level)} [${Array(10)
          .fill(`*a${String(level - 1)}`)
          .join(", ")}]`,
      );
    const { problems, services } = clusterOf(`${bomb.join("\n")}\n`);
    expect(problems).toEqual([expect.stringMatching(/alias/)]);
    expect(services).toEqual([]);
  });

  it("may be nested as deep as they like", () => {
    const deep = `apiVersion: v1\nkind: Service\nx: ${"[".repeat(20_000)}\n`;
    expect(clusterOf(deep).problems).toHaveLength(1);
    const lists = `${'{"kind": "List", "items": ['.repeat(5000)}${"]}".repeat(5000)}\n`;
    expect(clusterOf(lists).services).toEqual([]);
  });
});
