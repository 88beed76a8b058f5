/**
 * What `kubectl get svc,endpoints,endpointslices,pods -A` prints as YAML and JSON: the objects with what surrounds the few
 * fields of use, and the two printers' dress (keys in order, lists at the indent of their key; four blanks in JSON).
 */
import type { Cluster, ServicePort } from "./cluster";

/** The command and what it prints. */
export function kubectlObjects(cluster: Cluster, dress: "yaml" | "json"): string[] {
  const list = { apiVersion: "v1", items: objectsOf(cluster), kind: "List", metadata: { resourceVersion: "" } };
  return [
    `$ kubectl get svc,endpoints,endpointslices,pods -A -o ${dress}`,
    dress === "json" ? JSON.stringify(list, null, 4) : yamlOf(list, "").join("\n"),
  ];
}

type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

const CREATED = "2026-10-14T08:21:33Z";

function objectsOf({ ports }: Cluster): Value[] {
  const services = ports.flatMap((first, index) => {
    if (ports[index - 1]?.clusterIp === first.clusterIp) return [];
    const next = ports[index + 1];
    return [{ first, own: next?.clusterIp === first.clusterIp ? [first, next] : [first] }];
  });
  return [
    ...services.map(({ first, own }) => serviceOf(first, own)),
    ...services.map(({ first, own }) => endpointsOf(first, own)),
    ...services.map(({ first, own }) => sliceOf(first, own)),
    ...services.flatMap(({ first }) => first.endpoints.map((_, place) => podOf(first, place))),
  ];
}

function metadataOf({ namespace, service }: ServicePort, name: string, labels: Value, more: Value = {}): Value {
  return {
    ...(more as object),
    creationTimestamp: CREATED,
    labels,
    name,
    namespace,
    resourceVersion: "48213377",
    uid: `6f1d2c1e-9b0a-4c55-8d36-${service.padEnd(12, "0").slice(-12)}`,
  };
}

function portsOf(own: readonly ServicePort[], from: (port: ServicePort) => Value): Value {
  return own.map((port) => ({ ...(port.name === "" ? {} : { name: port.name }), ...(from(port) as object) }));
}

function serviceOf(first: ServicePort, own: readonly ServicePort[]): Value {
  const { service, clusterIp, loadBalancerIp, nodePort } = first;
  const type = loadBalancerIp !== undefined ? "LoadBalancer" : nodePort === undefined ? "ClusterIP" : "NodePort";
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: metadataOf(
      first,
      service,
      { app: service, "app.kubernetes.io/managed-by": "Helm" },
      {
        annotations: {
          "kubectl.kubernetes.io/last-applied-configuration": `{"kind":"Service","metadata":{"name":"${service}"}}\n`,
        },
      },
    ),
    spec: {
      clusterIP: clusterIp,
      clusterIPs: [clusterIp],
      ...(nodePort === undefined ? {} : { externalTrafficPolicy: first.localOnly ? "Local" : "Cluster" }),
      internalTrafficPolicy: "Cluster",
      ipFamilies: ["IPv4"],
      ipFamilyPolicy: "SingleStack",
      ports: portsOf(own, (port) => ({
        ...(port.nodePort === undefined ? {} : { nodePort: port.nodePort }),
        port: port.port,
        protocol: port.protocol.toUpperCase(),
        targetPort: port.targetPort,
      })),
      selector: { app: service },
      sessionAffinity: first.affinity ? "ClientIP" : "None",
      type,
    },
    status: { loadBalancer: loadBalancerIp === undefined ? {} : { ingress: [{ ip: loadBalancerIp }] } },
  };
}

const nodeOf = (address: string) => `node-${address.split(".")[2] ?? ""}`;
const podName = ({ service }: ServicePort, place: number) => `${service}-5d8f6c7b9-${String(10_000 + place)}`;

function targetOf(first: ServicePort, place: number): Value {
  return { kind: "Pod", name: podName(first, place), namespace: first.namespace, uid: "0c0c1f8e-5f1c-4a5e-9e0e-2f9f" };
}

const endpointPort = (port: ServicePort) => ({ port: port.targetPort, protocol: port.protocol.toUpperCase() });

function endpointsOf(first: ServicePort, own: readonly ServicePort[]): Value {
  const addresses = first.endpoints.map(({ address }, place) => ({
    ip: address,
    nodeName: nodeOf(address),
    targetRef: targetOf(first, place),
  }));
  return {
    apiVersion: "v1",
    kind: "Endpoints",
    metadata: metadataOf(first, first.service, { app: first.service }),
    ...(addresses.length === 0 ? {} : { subsets: [{ addresses, ports: portsOf(own, endpointPort) }] }),
  };
}

function sliceOf(first: ServicePort, own: readonly ServicePort[]): Value {
  return {
    addressType: "IPv4",
    apiVersion: "discovery.k8s.io/v1",
    endpoints: first.endpoints.map(({ address }, place) => ({
      addresses: [address],
      conditions: { ready: true, serving: true, terminating: false },
      nodeName: nodeOf(address),
      targetRef: targetOf(first, place),
    })),
    kind: "EndpointSlice",
    metadata: metadataOf(
      first,
      `${first.service}-x7k2p`,
      { "kubernetes.io/service-name": first.service },
      {
        generateName: `${first.service}-`,
        generation: 3,
        ownerReferences: [
          { apiVersion: "v1", blockOwnerDeletion: true, controller: true, kind: "Service", name: first.service },
        ],
      },
    ),
    ports: portsOf(own, endpointPort),
  };
}

function podOf(first: ServicePort, place: number): Value {
  const address = first.endpoints[place]?.address ?? "";
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: metadataOf(first, podName(first, place), { app: first.service, "pod-template-hash": "5d8f6c7b9" }),
    spec: {
      containers: [
        {
          env: [{ name: "MODE", value: "yes" }],
          image: `registry.example.com/${first.service}:1.4.2`,
          name: "main",
          ports: [{ containerPort: first.targetPort, protocol: "TCP" }],
          resources: { limits: { memory: "128Mi" }, requests: { cpu: "50m" } },
        },
      ],
      nodeName: nodeOf(address),
      restartPolicy: "Always",
      tolerations: [
        { effect: "NoExecute", key: "node.kubernetes.io/not-ready", operator: "Exists", tolerationSeconds: 300 },
      ],
    },
    status: {
      conditions: ["Initialized", "Ready", "ContainersReady", "PodScheduled"].map((type) => ({
        lastProbeTime: null,
        lastTransitionTime: CREATED,
        status: "True",
        type,
      })),
      phase: "Running",
      podIP: address,
      podIPs: [{ ip: address }],
      qosClass: "Burstable",
      startTime: CREATED,
    },
  };
}

/** As sigs.k8s.io/yaml writes it, which kubectl uses. */
function yamlOf(value: Value, indent: string): string[] {
  if (Array.isArray(value))
    return value.flatMap((item: Value) => {
      const [first = "", ...rest] = yamlOf(item, `${indent}  `);
      return [`${indent}- ${first.trimStart()}`, ...rest];
    });
  if (typeof value !== "object" || value === null) return [`${indent}${scalarOf(value)}`];
  return Object.entries(value).flatMap(([key, one]) => {
    if (typeof one === "string" && one.endsWith("\n")) return [`${indent}${key}: |`, `${indent}  ${one.trimEnd()}`];
    const inner = typeof one === "object" && one !== null && Object.keys(one).length > 0;
    if (!inner) return [`${indent}${key}: ${scalarOf(one)}`];
    return [`${indent}${key}:`, ...yamlOf(one, Array.isArray(one) ? indent : `${indent}  `)];
  });
}

function scalarOf(value: Value): string {
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "[]" : "{}";
  if (typeof value !== "string") return String(value);
  return value === "" || /^(?:true|false|yes|no|null|[-+]?\d+(?:\.\d+)?|\d{4}-.*)$/i.test(value) ? `"${value}"` : value;
}
