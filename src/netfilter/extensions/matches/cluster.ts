/**
 * `-m cluster`: shares connections among nodes by a hash of the first packet's source (iptables-extensions(8), cluster;
 * kernel: net/netfilter/xt_cluster.c). A packet without a connection fits never.
 */
import type { Address } from "../../address";
import { isTemplate } from "../../connection";
import { negateIf } from "../answer";
import { defineMatch } from "../define";
import type { OptionsOf } from "../extension";
import { addressWords, jhash2, scaled } from "../jhash";
import type { Kind } from "../kinds";
import { hex, MOST_32, readNumber, wholeNumber } from "../kinds";
import { byDefault, negatable, option } from "../options";
import { prose } from "../prose";

const MOST_NODES = 32;

const NODE_MASK: Kind<number> = {
  expects: "a mask of nodes such as 0x3",
  read: (word) => readNumber(word, MOST_32),
  print: (mask) => `0x${mask.toString(16).padStart(8, "0")}`,
};

const TABLE = {
  node: negatable(option(wholeNumber(MOST_NODES), "--cluster-local-node")),
  nodemask: negatable(option(NODE_MASK, "--cluster-local-nodemask")),
  total: option(wholeNumber(MOST_NODES), "--cluster-total-nodes"),
  seed: option(
    wholeNumber(MOST_32, (seed) => NODE_MASK.print(seed)),
    "--cluster-hash-seed",
  ),
};

type ClusterOptions = OptionsOf<typeof TABLE>;

export const CLUSTER = defineMatch({
  name: "cluster",
  listed: prose(
    /cluster/,
    [/(?<not>!?)node_mask=(?<mask>\S+)/, "--cluster-local-nodemask $mask"],
    [/total_nodes=(?<total>\d+)/, "--cluster-total-nodes $total"],
    [/hash_seed=(?<seed>\S+)/, "--cluster-hash-seed $seed"],
  ),
  options: TABLE,
  check: ({ node, nodemask, total, seed }) => {
    if (!total || total.value === 0) return "--cluster-total-nodes is missing, with a number from 1";
    if ((node === undefined) === (nodemask === undefined))
      return "one of --cluster-local-node and --cluster-local-nodemask is expected";
    if (!seed) return "--cluster-hash-seed is missing";
    if (node && (node.value === 0 || node.value > total.value))
      return "--cluster-local-node is more than --cluster-total-nodes";
    if (nodemask && nodemask.value >= 2 ** total.value)
      return "--cluster-local-nodemask holds nodes beyond --cluster-total-nodes";
    return undefined;
  },
  canonical: ({ node, nodemask, ...rest }) => {
    const mask = node ? { value: 2 ** (node.value - 1), negated: node.negated } : nodemask;
    return { nodemask: mask ?? byDefault(0), ...rest };
  },
  test: (options, { tracking: { connection } }) => {
    if (!connection || isTemplate(connection)) return false;
    const chosen = nodeOf(options, connection.original.src);
    const { node, nodemask } = options;
    const own = node ? node.value - 1 === chosen : ((nodemask?.value ?? 0) & (1 << chosen)) !== 0;
    return negateIf((node ?? nodemask)?.negated ?? false, own);
  },
  lacks: (_options, { tracking: { connection } }) =>
    connection && !isTemplate(connection) ? undefined : "it has no connection",
  means: {
    node: (number, _value, negated) => `the node that takes the connection is ${negated ? "not " : ""}number ${number}`,
    nodemask: (mask, _value, negated) =>
      `the node that takes the connection is ${negated ? "not " : ""}among those of the mask ${mask}`,
    total: (count) => `how many nodes share the connections: ${count}`,
    seed: (seed) => `the number that the hash begins with: ${seed}`,
  },
  tell: ({ node, nodemask, total }, bears) => {
    const of = node ? `node ${String(node.value)}` : `the nodes ${hex(nodemask?.value ?? 0)}`;
    const subject = "by the hash of its source the connection";
    const all = String(total?.value ?? 0);
    if (!(node ?? nodemask)?.negated) return `${subject} is for ${of} of ${all}`;
    return bears === undefined
      ? `${subject} is not for ${of} of ${all}`
      : `${subject} is for ${bears} of ${all}, not for ${of}`;
  },
  shows: (options, { tracking: { connection } }) =>
    connection ? `node ${String(nodeOf(options, connection.original.src) + 1)}` : "no connection",
});

/** From 0. Of an IPv6 address the kernel hashes the first 32 bits and no more (asked of the kernel). */
function nodeOf({ total, seed }: ClusterOptions, source: Address): number {
  return scaled(jhash2(addressWords(source).slice(0, 1), seed?.value ?? 0), total?.value ?? 1);
}
