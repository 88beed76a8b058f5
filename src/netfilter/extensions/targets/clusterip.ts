/**
 * `-j CLUSTERIP`: several nodes share an address, and each takes the packets that a hash gives it (iptables-extensions(8),
 * CLUSTERIP; gone from Linux with 6.3). Which of them is in charge of a hash may change while it runs.
 */
import { defineTarget } from "../define";
import { MOST_32, name, oneOf, wholeNumber } from "../kinds";
import { flag, option } from "../options";

export const CLUSTERIP = defineTarget({
  name: "CLUSTERIP",
  families: [4],
  options: {
    fresh: flag("--new"),
    mode: option(oneOf(["sourceip", "sourceip-sourceport", "sourceip-sourceport-destport"]), "--hashmode"),
    mac: option(name(17), "--clustermac"),
    total: option(wholeNumber(16), "--total-nodes"),
    local: option(wholeNumber(16), "--local-node"),
    seed: option(wholeNumber(MOST_32), "--hash-init"),
  },
  check: ({ fresh, mode, mac, total, local }) => {
    const all = [mode, mac, total, local].every((option) => option !== undefined);
    return fresh && !all ? "--new needs --hashmode, --clustermac, --total-nodes and --local-node" : undefined;
  },
  act: ({ local }) => ({
    kind: "unknown",
    question: {
      key: `clusterip=${String(local?.value ?? 0)}`,
      yes: "this node of the cluster answers for the packet",
      no: "another node of the cluster answers for the packet",
    },
  }),
  means: {
    fresh: "makes the cluster's address new, rather than joining the one of another rule",
    mode: (mode) => `what the hash is made of that chooses the node: ${mode}`,
    mac: (mac) => `the shared hardware address, one of a group: ${mac}`,
    total: (count) => `how many nodes share the address: ${count}`,
    local: (number) => `which of them this node is: ${number}`,
    seed: (seed) => `the number that the hash begins with: ${seed}`,
  },
  tell: ({ total }) => `lets one of ${total ? String(total.value) : "several"} nodes take it`,
});
