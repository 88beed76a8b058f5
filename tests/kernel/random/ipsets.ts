/**
 * Random ipsets over a node's values, as `ipset restore` reads them.
 */
import type { Dice } from "./dice";
import type { Ground, GroundSet } from "./ground";

interface SetMaker {
  readonly weight: number;
  readonly type: string;
  readonly dimensions: number;
  readonly family?: 4;
  /** A rule may add an address to it. */
  readonly grows?: true;
  readonly create?: (dice: Dice, ground: Ground) => string;
  readonly entry: (dice: Dice, ground: Ground) => string;
}

const address = (dice: Dice, { own, others }: Ground) => dice.pick(dice.chance(0.2) ? own : others);
const network = (dice: Dice, ground: Ground) => dice.pick(ground.networks);
const nomatch = (dice: Dice) => (dice.chance(0.25) ? " nomatch" : "");
const port = (dice: Dice, ground: Ground) => {
  const proto = dice.pick(["tcp:", "udp:", "", "sctp:"]);
  const first = dice.pick(ground.ports);
  return `${proto}${String(first)}${dice.chance(0.2) && first < 65000 ? `-${String(first + dice.number(1, 40))}` : ""}`;
};
const withFamily = (_: Dice, { family }: Ground) => `family ${family === 4 ? "inet" : "inet6"}`;

/** One maker a type of set. */
export const SET_MAKERS: readonly SetMaker[] = [
  { weight: 3, type: "hash:ip", dimensions: 1, grows: true, entry: address },
  { weight: 3, type: "hash:net", dimensions: 1, entry: (dice, ground) => network(dice, ground) + nomatch(dice) },
  {
    weight: 2,
    type: "hash:ip,port",
    dimensions: 2,
    entry: (dice, ground) => `${address(dice, ground)},${port(dice, ground)}`,
  },
  {
    weight: 2,
    type: "hash:net,port",
    dimensions: 2,
    entry: (dice, ground) => `${network(dice, ground)},${port(dice, ground)}${nomatch(dice)}`,
  },
  {
    weight: 1,
    type: "hash:ip,port,ip",
    dimensions: 3,
    entry: (dice, ground) => `${address(dice, ground)},${port(dice, ground)},${address(dice, ground)}`,
  },
  {
    weight: 1,
    type: "hash:ip,port,net",
    dimensions: 3,
    entry: (dice, ground) => `${address(dice, ground)},${port(dice, ground)},${network(dice, ground)}${nomatch(dice)}`,
  },
  {
    weight: 1,
    type: "hash:net,net",
    dimensions: 2,
    entry: (dice, ground) => `${network(dice, ground)},${network(dice, ground)}${nomatch(dice)}`,
  },
  {
    weight: 1,
    type: "hash:net,port,net",
    dimensions: 3,
    entry: (dice, ground) => `${network(dice, ground)},${port(dice, ground)},${network(dice, ground)}`,
  },
  {
    weight: 1,
    type: "hash:net,iface",
    dimensions: 2,
    entry: (dice, ground) => `${network(dice, ground)},${dice.pick(ground.devices)}${nomatch(dice)}`,
  },
  {
    weight: 1,
    type: "hash:ip,mark",
    dimensions: 2,
    entry: (dice, ground) => `${address(dice, ground)},${String(dice.pick(ground.marks))}`,
  },
  {
    weight: 1,
    type: "bitmap:port",
    dimensions: 1,
    create: () => "range 0-65535",
    entry: (dice, ground) => String(dice.pick(ground.ports)),
  },
  {
    weight: 1,
    type: "bitmap:ip",
    dimensions: 1,
    family: 4,
    create: () => "range 10.244.0.0/16",
    entry: (dice) => dice.pick(["10.244.0.7", "10.244.0.13", "10.244.1.7", "10.244.0.0/28"]),
  },
];

/** Up to four sets: the text that `ipset restore` reads, and what rules may say of them. `without` names types left out. */
export function ipsetsOf(
  dice: Dice,
  ground: Ground,
  without: ReadonlySet<string>,
): { text: string; sets: readonly GroundSet[] } {
  const makers = SET_MAKERS.filter(
    ({ type, family }) => !without.has(type) && (family === undefined || family === ground.family),
  );
  if (without.has("set")) return { text: "", sets: [] };
  const lines: string[] = [];
  const sets: GroundSet[] = [];
  for (let index = dice.number(0, 4); index > 0; index--) {
    const maker = dice.weighed(makers);
    const name = `s${String(index)}`;
    lines.push(`create ${name} ${maker.type} ${(maker.create ?? withFamily)(dice, ground)}`);
    const entries = Array.from({ length: dice.number(1, 5) }, () => maker.entry(dice, ground));
    lines.push(...new Set(entries.map((entry) => `add ${name} ${entry} -exist`)));
    sets.push({ name, dimensions: maker.dimensions, grows: maker.grows === true });
  }
  const alike = sets.filter(({ dimensions }) => dimensions === 1);
  if (alike.length > 1 && dice.chance(0.4)) {
    lines.push("create all list:set size 8", ...alike.map(({ name }) => `add all ${name}`));
    sets.push({ name: "all", dimensions: 1, grows: false });
  }
  return { text: lines.map((line) => `${line}\n`).join(""), sets };
}
