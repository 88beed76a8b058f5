/**
 * The samples' nodes are built in a network namespace, packets are sent through the kernel's own netfilter by the
 * recorder, and each must go the way that our walk says. Needs root, python3, iptables, nft, ipset and conntrack.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { SAMPLES } from "../../../samples";
import { services } from "../../../src/kubernetes/services";
import { formatAddress, formatPrefix, prefixLength } from "../../../src/netfilter/address";
import type { Node } from "../../../src/netfilter/node";
import { printRuleset } from "../../../src/netfilter/print";
import type { Paste } from "../../../src/paste/paste";
import { readPaste } from "../../../src/paste/paste";
import { compareRecord } from "../compare";
import { recordOf } from "../record";

const RECORDER = join(import.meta.dirname, "../record/oracle.py");
const scratch = mkdtempSync(join(tmpdir(), "hookline-live-"));
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

/** The node as the recorder takes it: a TUN device for each interface, and the routes that the kernel does not make. */
function specOf(paste: Paste, packets: readonly object[]) {
  return {
    family: 4,
    ruleset: printRuleset(paste.rulesets[4]),
    interfaces: interfacesOf(paste.node),
    routes: routesOf(paste.node),
    packets,
  };
}

function interfacesOf(node: Node): Record<string, string[]> {
  const devices = (node.interfaces ?? []).filter(({ name }) => name !== "lo");
  return Object.fromEntries(
    devices.map(({ name, addresses }) => [
      name,
      addresses
        .filter(({ address }) => address.family === 4)
        .map(({ address, prefix }) => `${formatAddress(address)}/${String(prefixLength(prefix))}`),
    ]),
  );
}

function routesOf(node: Node): string[] {
  return (node.routes ?? [])
    .filter(
      ({ table, type, text, destination }) =>
        table === "main" && type === "unicast" && destination.family === 4 && !text.includes("proto kernel"),
    )
    .map(
      ({ destination, via, dev }) =>
        `${formatPrefix(destination)}${via ? ` via ${formatAddress(via)}` : ""} dev ${dev ?? ""} onlink`,
    );
}

/** Packets to every Service of a node: from outside, from a pod, from the node itself, each with its reply and its next. */
function packetsTo(paste: Paste): object[] {
  const node = paste.node;
  const own = (node.interfaces ?? [])
    .filter(({ name }) => name !== "lo")
    .flatMap(({ name, addresses }) => addresses.map(({ address }) => ({ name, address })));
  const first = own[0];
  const pods = own.at(-1);
  if (first === undefined || pods?.address.family !== 4) throw new Error("the sample's node has no addresses");
  const outside = { in: first.name, src: "198.51.100.7" };
  const pod = { in: pods.name, src: formatAddress({ family: 4, value: pods.address.value + 200 }) };
  const self = { in: null, src: formatAddress(first.address) };
  const targets = services(paste.rulesets[4], paste.cluster).flatMap((service) => [
    ...[...service.clusterIps, ...service.externalIps, ...service.loadBalancerIps].map((address) => ({
      dst: formatAddress(address),
      dport: service.port,
      proto: service.protocol,
    })),
    ...(service.nodePort === null
      ? []
      : [{ dst: formatAddress(first.address), dport: service.nodePort, proto: service.protocol }]),
  ]);
  let number = 0;
  return [
    ...targets,
    { dst: "8.8.8.8", dport: 53, proto: "udp" },
    { dst: formatAddress(first.address), dport: 10250, proto: "tcp" },
  ].flatMap((target) =>
    [outside, pod, self].flatMap((from) => {
      const id = `p${String(number++)}`;
      return [
        { id, ...from, ...target, sport: 41000 + number },
        { id: `${id}r`, replyTo: id },
        { id: `${id}f`, follows: id },
      ];
    }),
  );
}

describe("the kernel, asked now", () => {
  it.each(SAMPLES.map(({ id, load }) => [id, load] as const))(
    "sends every packet through the node of %s as our walk does",
    async (id, load) => {
      const paste = readPaste(await load());
      const spec = join(scratch, `${id}.spec.json`);
      writeFileSync(spec, JSON.stringify(specOf(paste, packetsTo(paste))));
      const said = execFileSync("python3", [RECORDER, spec], { maxBuffer: 1 << 28, encoding: "utf8" });
      const compared = compareRecord(recordOf(JSON.parse(said)));
      expect(compared.length).toBeGreaterThan(20);
      expect(compared.filter(({ found }) => found !== "agrees").map(({ told }) => told)).toEqual([]);
    },
  );
});
