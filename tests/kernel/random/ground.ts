/**
 * A random node, and the few values that its rules and packets share, so that packets hit rules.
 */
import type { Dice } from "./dice";

export interface Ground {
  readonly family: 4 | 6;
  readonly interfaces: Readonly<Record<string, readonly string[]>>;
  readonly routes: readonly string[];
  readonly devices: readonly string[];
  /** Addresses of the node itself. */
  readonly own: readonly string[];
  /** Addresses of others, near and far. */
  readonly others: readonly string[];
  /** Networks, with their length. */
  readonly networks: readonly string[];
  readonly ports: readonly number[];
  readonly marks: readonly number[];
  readonly sets: readonly GroundSet[];
}

export interface GroundSet {
  readonly name: string;
  /** How many of src and dst a match on it names. */
  readonly dimensions: number;
  /** An address alone can be added by a rule. */
  readonly grows: boolean;
}

interface Network {
  readonly dev: string;
  readonly own: string;
  readonly length: number;
  readonly hosts: readonly string[];
  readonly prefix: string;
}

const NETWORKS4: readonly Network[] = [
  { dev: "eth0", own: "192.168.1.10", length: 24, hosts: ["192.168.1.1", "192.168.1.20"], prefix: "192.168.1.0" },
  { dev: "cni0", own: "10.244.0.1", length: 24, hosts: ["10.244.0.7", "10.244.0.13"], prefix: "10.244.0.0" },
  { dev: "eth1", own: "203.0.113.5", length: 28, hosts: ["203.0.113.1", "203.0.113.7"], prefix: "203.0.113.0" },
  { dev: "docker0", own: "172.17.0.1", length: 16, hosts: ["172.17.0.2", "172.17.9.9"], prefix: "172.17.0.0" },
];
const NETWORKS6: readonly Network[] = [
  {
    dev: "eth0",
    own: "2001:db8:1::10",
    length: 64,
    hosts: ["2001:db8:1::1", "2001:db8:1::20"],
    prefix: "2001:db8:1::",
  },
  { dev: "cni0", own: "fd00:244::1", length: 64, hosts: ["fd00:244::7", "fd00:244::d"], prefix: "fd00:244::" },
  { dev: "eth1", own: "2001:db8:2::5", length: 64, hosts: ["2001:db8:2::1", "2001:db8:2::7"], prefix: "2001:db8:2::" },
  { dev: "wg0", own: "fd12::1", length: 48, hosts: ["fd12::2", "fd12:0:0:9::9"], prefix: "fd12::" },
];
/** Beyond a router. */
const FAR = {
  4: ["8.8.8.8", "198.51.100.9", "10.96.0.10", "10.244.1.7"],
  6: ["2001:4860::8888", "2001:db8:ffff::9", "fd00:96::a", "fd00:244:1::7"],
} as const;
const FAR_NETWORKS = {
  4: ["198.51.100.0/24", "10.96.0.0/12", "10.244.1.0/24", "8.8.8.8/32"],
  6: ["2001:db8:ffff::/48", "fd00:96::/108", "fd00:244:1::/64", "2001:4860::8888/128"],
} as const;

/** A node of two to four devices. */
export function groundOf(dice: Dice): Ground {
  const family = dice.chance(0.6) ? 4 : 6;
  const near = dice.several(family === 4 ? NETWORKS4 : NETWORKS6, dice.number(2, 4));
  const interfaces = Object.fromEntries(near.map((network) => [network.dev, addressesOf(dice, network, family)]));
  return {
    family,
    interfaces,
    routes: routesOf(dice, near, family),
    devices: near.map(({ dev }) => dev),
    own: Object.values(interfaces).flatMap((addresses) => addresses.map((text) => text.replace(/\/.*/, ""))),
    others: [...near.flatMap(({ hosts }) => hosts), ...dice.several(FAR[family], 3)],
    networks: [
      ...near.map(({ prefix, length }) => `${prefix}/${String(length)}`),
      ...dice.several(FAR_NETWORKS[family], 2),
      family === 4 ? "10.0.0.0/8" : "fd00::/8",
    ],
    ports: dice.several([22, 53, 80, 443, 8080, 30080, 5353, 65535, 1], 4),
    marks: dice.several([0, 1, 2, 0x10, 0x4000, 0x8000, 0xff00, 0xffffffff], 4),
    sets: [],
  };
}

function addressesOf(dice: Dice, { own, length }: Network, family: 4 | 6): string[] {
  const second = family === 4 ? own.replace(/\d+$/, (last) => String(Number(last) + 1)) : own.replace(/::/, "::1:");
  return [own, ...(dice.chance(0.2) ? [second] : [])].map((address) => `${address}/${String(length)}`);
}

function routesOf(dice: Dice, near: readonly Network[], family: 4 | 6): string[] {
  const by = () => {
    const { dev, hosts } = dice.pick(near);
    return `via ${hosts[0] ?? ""} dev ${dev}`;
  };
  const routes = dice.several(FAR_NETWORKS[family], dice.number(0, 3)).map((network) => {
    const kind = dice.number(0, 9);
    if (kind === 0) return `blackhole ${network}`;
    if (kind === 1) return `unreachable ${network}`;
    if (kind === 2) return `prohibit ${network}`;
    return `${network} ${by()}`;
  });
  return dice.chance(0.85) ? [`default ${by()}`, ...routes] : routes;
}
