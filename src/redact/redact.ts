/**
 * A paste with stand-ins: public addresses, names and comments are replaced, each by the same thing of the same shape
 * wherever it stands, so that every packet goes the same way as before (redact.test.ts). What is none of these stays.
 *
 * Out comes what `printPaste` prints, and nothing else of the text: what nobody could read is not passed on.
 */
import { sha256, utf8Of } from "../kubernetes/sha256";
import { type Address, parseAddress, parsePrefix, type Prefix, prefixOf } from "../netfilter/address";
import type { PacketFields } from "../netfilter/read/packet-fields";
import type { Paste } from "../paste/paste";
import { printCluster } from "../paste/print-cluster";
import { printNode } from "../paste/print-node";
import { printRulesets } from "../paste/print-paste";
import { AddressStandIns } from "./addresses";
import { redactCluster } from "./cluster";
import { Names } from "./names";
import { redactNode } from "./node";
import { withStandIns } from "./places-in-text";
import { RuleText } from "./rule-text";

export interface Redaction {
  /** To be read in the place of the text that the paste was read from. */
  readonly text: string;
  /** The packet that goes in the redacted paste as this one goes in the other. */
  fields(fields: PacketFields): PacketFields;
  /** A text that names addresses, such as the key of a question. */
  words(text: string): string;
}

/** Redacts a paste. `secret` makes its stand-ins: with the same one they are the same, and nobody without it can undo them. */
export function redact(paste: Paste, secret: Uint8Array): Redaction {
  const rules = printRulesets(paste);
  const sets = [...(paste.node.ipsets?.values() ?? [])].flatMap(({ entries }) => entries.map(({ text }) => text));
  const addresses = new AddressStandIns(secret, [
    ...networksOfDevices(paste),
    ...[...rules.split("\n"), ...sets].flatMap(pinnedBy),
  ]);
  const names = new Names(paste, addresses, secret);
  const places = (text: string) => withStandIns(text, addresses, (mac) => macStandIn(mac, secret));
  const ruleText = new RuleText(names, places);
  const node = redactNode(paste.node, addresses, names, places);
  const text = rules
    .split("\n")
    .map((line) => ruleText.line(line))
    .join("\n");
  return {
    text: text + printNode(node) + printCluster(redactCluster(paste.cluster, addresses, names)),
    fields: (fields) => redactFields(fields, names, places),
    words: places,
  };
}

/** Within the networks of the node's own devices hosts keep their bits: all ones is everybody. */
function networksOfDevices({ node }: Paste): Prefix[] {
  return (node.interfaces ?? []).flatMap(({ addresses }) => addresses.map(({ prefix }) => prefix));
}

/** Networks whose hosts have to keep their order or their bits: of ranges, and of rules that move hosts to other networks. */
function pinnedBy(text: string): Prefix[] {
  const ranges = [...text.matchAll(/([\d.]{7,15}|[0-9a-f:]{2,39})-([\d.]{7,15}|[0-9a-f:]{2,39})/gi)].flatMap(
    ([, first = "", last = ""]) => {
      const [from, to] = [parseAddress(first), parseAddress(last)];
      return from && to?.family === from.family ? [around(from, to)] : [];
    },
  );
  const moved = / -j (?:NETMAP|SNPT|DNPT)\b/.test(text)
    ? [...text.matchAll(/[\d.]+\/\d+|[0-9a-f:]+\/\d+/gi)].flatMap(([prefix]) => parsePrefix(prefix) ?? [])
    : [];
  return [...ranges, ...moved];
}

/** The smallest network that holds two addresses. */
function around(from: Address, to: Address): Prefix {
  const bits = from.family === 4 ? 32 : 128;
  const apart = BigInt(from.value) ^ BigInt(to.value);
  return prefixOf(from, apart === 0n ? bits : bits - apart.toString(2).length);
}

function redactFields(fields: PacketFields, names: Names, places: (text: string) => string): PacketFields {
  const { in: device, src, dst, mac } = fields;
  return {
    ...fields,
    ...(src === undefined ? {} : { src: places(src) }),
    ...(dst === undefined ? {} : { dst: places(dst) }),
    ...(mac === undefined ? {} : { mac: places(mac) }),
    ...(typeof device === "string" ? { in: names.device(device) } : {}),
  };
}

/** A hardware address that nobody made: of those that are given out locally. */
function macStandIn(mac: string, secret: Uint8Array): string {
  const hash = sha256(Uint8Array.from([...secret, ...utf8Of(mac.toLowerCase())]));
  const parts = [...hash.slice(0, 5)].map((byte) => byte.toString(16).padStart(2, "0"));
  return ["02", ...parts].join(":");
}
