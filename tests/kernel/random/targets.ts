/**
 * Random targets of rules: one maker a target. Adding one is adding its line.
 */
import type { Dice } from "./dice";
import type { Ground } from "./ground";
import type { Maker, Place } from "./matches";
import { anAddress, mark } from "./matches";

const DESTINATION = ["PREROUTING", "OUTPUT"];
const SOURCE = ["POSTROUTING", "INPUT"];

const port = (dice: Dice, { ports }: Ground) => String(dice.pick(ports));
const hex = (value: number) => `0x${value.toString(16)}`;

/** An address and perhaps a port, as NAT takes it. A range of addresses is chosen from by a hash that nobody knows. */
function natAddress(dice: Dice, ground: Ground, { proto }: Place): string {
  const address = anAddress(dice, ground);
  if (proto === null || !["tcp", "udp", "sctp"].includes(proto) || dice.chance(0.5)) return address;
  return `${ground.family === 4 ? address : `[${address}]`}:${port(dice, ground)}`;
}

function ported(dice: Dice, ground: Ground, { proto }: Place): string {
  return (proto === "tcp" || proto === "udp") && dice.chance(0.6) ? ` --to-ports ${port(dice, ground)}` : "";
}

const REJECT4 = [
  "icmp-port-unreachable",
  "icmp-host-unreachable",
  "icmp-net-unreachable",
  "icmp-admin-prohibited",
  "icmp-proto-unreachable",
];
const REJECT6 = ["icmp6-port-unreachable", "icmp6-addr-unreachable", "icmp6-adm-prohibited", "icmp6-no-route"];

export const TARGETS: readonly Maker[] = [
  { name: "none", weight: 2, make: () => "" },
  { name: "ACCEPT", weight: 3, make: () => "-j ACCEPT" },
  { name: "DROP", weight: 1.5, tables: ["raw", "mangle", "filter", "security"], make: () => "-j DROP" },
  { name: "RETURN", weight: 2, make: () => "-j RETURN" },
  {
    name: "LOG",
    weight: 1,
    make: (dice) => `-j LOG${dice.pick(["", ' --log-prefix "hit: "', " --log-level 7", " --log-ip-options"])}`,
  },
  { name: "NFLOG", weight: 0.5, make: () => "-j NFLOG --nflog-group 3" },
  { name: "AUDIT", weight: 0.3, make: () => "-j AUDIT --type accept" },
  { name: "REJECT", weight: 2, tables: ["filter"], hooks: ["INPUT", "FORWARD", "OUTPUT"], make: reject },
  {
    name: "MARK",
    weight: 4,
    tables: ["mangle", "nat", "raw", "filter"],
    make: (dice, ground) =>
      `-j MARK ${dice.pick([`--set-xmark ${mark(dice, ground)}`, `--set-mark ${mark(dice, ground)}`, "--or-mark 0x4000", "--and-mark 0xff00", "--xor-mark 0x4000"])}`,
  },
  {
    name: "CONNMARK",
    weight: 3,
    tables: ["mangle", "nat", "filter"],
    make: (dice, ground) =>
      `-j CONNMARK ${dice.pick([`--set-xmark ${mark(dice, ground)}`, `--set-mark ${mark(dice, ground)}`, "--save-mark", "--restore-mark", "--save-mark --nfmask 0xff00 --ctmask 0xffff", "--restore-mark --nfmask 0xff --ctmask 0xff00", "--or-mark 0x1", "--and-mark 0xf0"])}`,
  },
  {
    name: "TOS",
    weight: 2,
    tables: ["mangle"],
    make: (dice) =>
      `-j TOS ${dice.pick(["--set-tos 0x10/0x3f", "--set-tos 0x08/0xff", "--or-tos 0x04", "--and-tos 0xf0", "--xor-tos 0x10", "--set-tos Minimize-Cost"])}`,
  },
  {
    name: "DSCP",
    weight: 2,
    tables: ["mangle"],
    make: (dice) =>
      `-j DSCP ${dice.pick(["--set-dscp 0x2e", "--set-dscp 0x08", "--set-dscp-class AF11", "--set-dscp 0x00"])}`,
  },
  {
    name: "TTL",
    weight: 2,
    family: 4,
    tables: ["mangle"],
    make: (dice) =>
      `-j TTL ${dice.pick(["--ttl-set 64", "--ttl-dec 1", "--ttl-inc 5", "--ttl-set 1", "--ttl-inc 200"])}`,
  },
  {
    name: "HL",
    weight: 2,
    family: 6,
    tables: ["mangle"],
    make: (dice) => `-j HL ${dice.pick(["--hl-set 64", "--hl-dec 1", "--hl-inc 5", "--hl-set 1", "--hl-inc 200"])}`,
  },
  {
    name: "ECN",
    weight: 0.5,
    family: 4,
    tables: ["mangle"],
    make: (_, __, { proto }) => (proto === "tcp" ? "-j ECN --ecn-tcp-remove" : undefined),
  },
  {
    name: "TCPMSS",
    weight: 1,
    tables: ["mangle"],
    hooks: ["FORWARD", "OUTPUT", "POSTROUTING"],
    protos: ["tcp"],
    make: (dice) =>
      `-m tcp --tcp-flags SYN,RST SYN -j TCPMSS ${dice.pick(["--set-mss 1400", "--clamp-mss-to-pmtu", "--set-mss 536"])}`,
  },
  {
    name: "TCPOPTSTRIP",
    weight: 0.5,
    tables: ["mangle"],
    protos: ["tcp"],
    make: (dice) => `-j TCPOPTSTRIP --strip-options ${dice.pick(["mss", "wscale,timestamp", "2,3"])}`,
  },
  { name: "CHECKSUM", weight: 0.5, tables: ["mangle"], make: () => "-j CHECKSUM --checksum-fill" },
  {
    name: "CLASSIFY",
    weight: 0.5,
    tables: ["mangle"],
    hooks: ["FORWARD", "OUTPUT", "POSTROUTING"],
    make: () => "-j CLASSIFY --set-class 1:2",
  },
  // A zone for one direction alone makes an answer clash with what it answers, which our walk does not follow.
  {
    name: "CT",
    weight: 3,
    tables: ["raw"],
    make: (dice) => `-j CT ${dice.pick(["--notrack", "--notrack", "--zone 5", "--zone 7"])}`,
  },
  { name: "NOTRACK", weight: 1, tables: ["raw"], make: () => "-j NOTRACK" },
  {
    name: "NFQUEUE",
    weight: 0.5,
    tables: ["mangle", "filter", "raw"],
    make: (dice) => `-j NFQUEUE --queue-num ${String(dice.number(0, 3))}`,
  },
  { name: "SET", weight: 1, make: addToSet },
  { name: "TRACE", weight: 0.3, tables: ["raw"], make: () => "-j TRACE" },
  {
    name: "DNAT",
    weight: 8,
    tables: ["nat"],
    hooks: DESTINATION,
    make: (dice, ground, place) => `-j DNAT --to-destination ${natAddress(dice, ground, place)}`,
  },
  {
    name: "REDIRECT",
    weight: 4,
    tables: ["nat"],
    hooks: DESTINATION,
    make: (dice, ground, place) => `-j REDIRECT${ported(dice, ground, place)}`,
  },
  {
    name: "SNAT",
    weight: 8,
    tables: ["nat"],
    hooks: SOURCE,
    make: (dice, ground, place) => `-j SNAT --to-source ${natAddress(dice, ground, place)}`,
  },
  {
    name: "MASQUERADE",
    weight: 4,
    tables: ["nat"],
    hooks: ["POSTROUTING"],
    make: (dice, ground, place) => `-j MASQUERADE${ported(dice, ground, place)}`,
  },
  {
    name: "NETMAP",
    weight: 3,
    tables: ["nat"],
    hooks: [...DESTINATION, ...SOURCE],
    make: (dice, { networks }) => `-j NETMAP --to ${dice.pick(networks)}`,
  },
  {
    name: "HMARK",
    weight: 2,
    tables: ["mangle"],
    make: (dice) => `-j HMARK ${dice.pick(HASHED)} --hmark-mod 4 --hmark-rnd ${hex(dice.number(1, 0xffff))}`,
  },
];

/** What HMARK hashes, as tuples and as masks. */
const HASHED = [
  ...["src,dst", "src,dst,sport,dport,proto", "sport,dport", "proto", "spi", "src,spi"].map(tupled),
  ...["ct,src,dst", "ct,src,dst,proto"].map(tupled),
  "--hmark-tuple src --hmark-sport-mask 0xff00 --hmark-dport 0x1234",
  "--hmark-src-prefix 24 --hmark-dst-prefix 30",
  "--hmark-spi-mask 0x00ffff0f --hmark-proto-mask 0x3",
  "--hmark-tuple src --hmark-spi-mask 0xff --hmark-spi 0x10003",
];

function tupled(parts: string): string {
  return `--hmark-tuple ${parts}`;
}

function reject(dice: Dice, { family }: Ground, { proto }: Place): string {
  const kinds = family === 4 ? REJECT4 : REJECT6;
  return `-j REJECT --reject-with ${dice.pick(proto === "tcp" ? [...kinds, "tcp-reset", "tcp-reset"] : kinds)}`;
}

/** Adds to a set of addresses or takes from it. */
function addToSet(dice: Dice, { sets }: Ground): string | undefined {
  const open = sets.filter(({ grows }) => grows);
  if (open.length === 0) return undefined;
  return `-j SET --${dice.pick(["add-set", "add-set", "del-set"])} ${dice.pick(open).name} ${dice.pick(["src", "dst"])}${dice.chance(0.2) ? " --exist" : ""}`.replace(
    /(--del-set.*) --exist/,
    "$1",
  );
}
