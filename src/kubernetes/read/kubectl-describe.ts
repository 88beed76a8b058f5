/**
 * Reads what `kubectl describe` prints of Services, endpoints, pods and nodes (kubernetes,
 * staging/src/k8s.io/kubectl/pkg/describe/describe.go). Of several things one follows the other.
 */
import { parseAddress, parsePrefix, type Address, type Prefix } from "../../netfilter/address";
import type { Lines } from "../../netfilter/read/lines";
import type { ProblemList } from "../../netfilter/read/problems";
import type { Section } from "../../netfilter/read/section";
import type { ClusterEndpoint, ClusterServicePort } from "../cluster";
import type { Called, ClusterDrafts } from "./cluster-drafts";
import { DESCRIPTION_START } from "./kubectl-signs";
import { readPlace } from "./place";

/** Reads a section; `namespace` is that of the command before it. */
export function readKubectlDescribe(
  { lines, from, to }: Section,
  namespace: string | undefined,
  drafts: ClusterDrafts,
  problems: ProblemList,
): void {
  let start: number | null = null;
  for (let index = from; index <= to; index++) {
    if (index < to && !DESCRIPTION_START.test(lines.at(index))) continue;
    if (start !== null) readOne(new Description(lines, start, index), namespace, drafts, problems);
    start = index;
  }
}

function readOne(
  described: Description,
  namespace: string | undefined,
  drafts: ClusterDrafts,
  problems: ProblemList,
): void {
  const { name, line } = described;
  const called: Called = { namespace: described.text("Namespace") ?? namespace, name, line };
  if (described.has("Session Affinity") || described.has("TargetPort"))
    readService(called, described, drafts, problems);
  else if (described.has("Subsets")) readEndpoints(called, described, drafts);
  else if (described.has("PodCIDR") || described.has("System Info")) readNode(called, described, drafts);
  else if (described.has("Containers") || described.has("Node")) readPod(called, described, drafts);
}

/** `Key:   value` lines, each key with all its values. */
class Description {
  readonly name: string;
  /** From 1. */
  readonly line: number;
  readonly #values = new Map<string, { readonly text: string; readonly line: number }[]>();
  readonly #lines: readonly string[];

  constructor(lines: Lines, from: number, to: number) {
    this.name = DESCRIPTION_START.exec(lines.at(from))?.[1] ?? "";
    this.line = from + 1;
    this.#lines = lines.slice(from, to);
    for (const [index, line] of this.#lines.entries()) {
      const [, key, text = ""] = /^ {0,4}([A-Z][\w /().-]*?):(?:\s+(.*))?$/.exec(line) ?? [];
      if (key === undefined) continue;
      const values = this.#values.get(key) ?? [];
      values.push({ text: text.trim(), line: from + index + 1 });
      this.#values.set(key, values);
    }
  }

  has(key: string): boolean {
    return this.#values.has(key);
  }

  all(key: string): readonly { readonly text: string; readonly line: number }[] {
    return this.#values.get(key) ?? [];
  }

  /** The first value of a key; undefined where there is none, or kubectl says so itself. */
  text(key: string): string | undefined {
    const text = this.all(key)[0]?.text;
    return text === undefined || text === "" || /^<.*>$/.test(text) ? undefined : text;
  }

  addresses(...keys: readonly string[]): Address[] {
    const found = keys.flatMap((key) => this.all(key)).flatMap(({ text }) => addressesIn(text));
    return found.filter(({ value }, index) => found.findIndex((one) => one.value === value) === index);
  }

  /** The rows below a heading `Ports:` of a column each for name, port and protocol. */
  rows(heading: string): string[][] {
    const at = this.#lines.findIndex((line) => line.trim() === heading);
    const rows: string[][] = [];
    for (const line of at < 0 ? [] : this.#lines.slice(at + 1)) {
      const words = line.trim().split(/\s+/);
      if (words.length < 3 || line.includes(":")) break;
      if (words[0] !== "Name" && words[0]?.startsWith("--") !== true) rows.push(words);
    }
    return rows;
  }
}

/** Addresses of a list; what stands in brackets behind one (`(VIP)`) is passed over. */
function addressesIn(text: string): Address[] {
  return text.split(/[\s,]+/).flatMap((word) => parseAddress(word) ?? []);
}

function prefixesIn(text: string | undefined): Prefix[] {
  return (text ?? "").split(/[\s,]+/).flatMap((word) => (word.includes("/") ? (parsePrefix(word) ?? []) : []));
}

function readService(called: Called, described: Description, drafts: ClusterDrafts, problems: ProblemList): void {
  const ports: ClusterServicePort[] = [];
  const endpoints: ClusterEndpoint[] = [];
  let complete = true;
  const [targets, nodePorts, lists] = [
    described.all("TargetPort"),
    described.all("NodePort"),
    described.all("Endpoints"),
  ];
  for (const [index, { text, line }] of described.all("Port").entries()) {
    const [, name = "", number, protocol = ""] = /^(\S+)\s+(\d{1,5})\/(\w+)/.exec(text) ?? [];
    if (number === undefined) {
      problems.warn(
        line,
        1,
        `this port of ${called.name} cannot be read; expected a name, a port and a protocol such as 80/TCP`,
      );
      continue;
    }
    const portName = name.startsWith("<") ? "" : name;
    const own = { name: portName, protocol: protocol.toLowerCase(), port: Number(number) };
    // Not every port has one: the lines between this port and the next are its own.
    const until = described.all("Port")[index + 1]?.line ?? Infinity;
    const ofPort = <Value extends { readonly line: number }>(values: readonly Value[]) =>
      values.find((value) => value.line > line && value.line < until);
    const nodePort = /(\d{1,5})\/\w+/.exec(ofPort(nodePorts)?.text ?? "")?.[1];
    ports.push({
      ...own,
      targetPort: /^(\S+?)(?:\/\w+)?$/.exec(ofPort(targets)?.text ?? "")?.[1] ?? null,
      nodePort: nodePort === undefined ? null : Number(nodePort),
    });
    const list = ofPort(lists)?.text ?? "";
    complete &&= !/\+ \d+ more\.\.\./.test(list);
    for (const word of list.split(/[\s,]+/)) {
      const place = readPlace(word);
      if (place) endpoints.push({ ...place, portName, protocol: own.protocol, ready: true, pod: null, node: null });
    }
  }
  drafts.service(called, {
    type: described.text("Type") ?? null,
    headless: described.all("IP").some(({ text }) => text === "None"),
    clusterIps: described.addresses("IP", "IPs"),
    externalIps: described.addresses("External IPs"),
    loadBalancerIps: described.addresses("LoadBalancer Ingress"),
    ports,
    externalTrafficPolicy: described.text("External Traffic Policy") ?? null,
    internalTrafficPolicy: described.text("Internal Traffic Policy") ?? null,
    sessionAffinity: described.text("Session Affinity") ?? null,
    sourceRanges: prefixesIn(described.text("LoadBalancer Source Ranges")),
  });
  if (described.has("Endpoints")) drafts.endpoints(called, endpoints, complete);
}

function readEndpoints(called: Called, described: Description, drafts: ClusterDrafts): void {
  const rows = described.rows("Ports:");
  const at = (key: string, ready: boolean) =>
    described.addresses(key).flatMap((address): ClusterEndpoint[] => {
      const own = { address, ready, pod: null, node: null };
      if (rows.length === 0) return [{ ...own, port: null, portName: null, protocol: null }];
      return rows.map(([name = "", port = "", protocol = ""]) => ({
        ...own,
        port: /^\d{1,5}$/.test(port) ? Number(port) : null,
        portName: name.startsWith("<") ? "" : name,
        protocol: protocol.toLowerCase(),
      }));
    });
  drafts.endpoints(called, [...at("Addresses", true), ...at("NotReadyAddresses", false)], true);
}

function readPod(called: Called, described: Description, drafts: ClusterDrafts): void {
  const [node, nodeAddress = ""] = (described.text("Node") ?? "").split("/");
  const addresses = described.addresses("IP", "IPs");
  const ended = /^(?:Succeeded|Failed)/.test(described.text("Status") ?? "");
  drafts.pod(called, {
    addresses: ended ? [] : addresses,
    node: node === undefined || node === "" ? null : node,
    hostNetwork: addressesIn(nodeAddress).some(({ value }) => addresses.some((one) => one.value === value)),
  });
}

function readNode({ name, line }: Called, described: Description, drafts: ClusterDrafts): void {
  const networks = prefixesIn(described.text("PodCIDRs"));
  drafts.node(name, line, {
    internalIps: described.addresses("InternalIP"),
    externalIps: described.addresses("ExternalIP"),
    podNetworks: networks.length > 0 ? networks : prefixesIn(described.text("PodCIDR")),
  });
}
