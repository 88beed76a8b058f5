/**
 * A random ruleset over all tables and hooks, as iptables-restore reads it.
 */
import type { Dice } from "./dice";
import type { Ground } from "./ground";
import type { Maker, Place } from "./matches";
import { headOf, MATCHES } from "./matches";
import { TARGETS } from "./targets";

const HOOKS: Readonly<Record<string, readonly string[]>> = {
  raw: ["PREROUTING", "OUTPUT"],
  mangle: ["PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"],
  nat: ["PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"],
  filter: ["INPUT", "FORWARD", "OUTPUT"],
  security: ["INPUT", "FORWARD", "OUTPUT"],
};

const PROTOS = [
  { name: "tcp", weight: 8 },
  { name: "udp", weight: 6 },
  { name: "ICMP", weight: 3 },
  { name: "sctp", weight: 1.5 },
  { name: "gre", weight: 0.3 },
  { name: "esp", weight: 0.6 },
  { name: "ah", weight: 0.3 },
  { name: "dccp", weight: 0.3 },
] as const;

/** A table is there with this probability: security is rare, filter and nat are in nearly all. */
const THERE: Readonly<Record<string, number>> = { raw: 0.4, mangle: 0.7, nat: 0.8, filter: 0.9, security: 0.15 };

/** The most rules of a built-in chain, and of another. */
export interface Lengths {
  readonly built: number;
  readonly own: number;
}

const SHORT: Lengths = { built: 5, own: 3 };

/** A ruleset without chance: what it does with a packet is certain. `without` names makers that are left out. */
export function rulesetOf(dice: Dice, ground: Ground, without: ReadonlySet<string>, lengths = SHORT): string {
  return Object.entries(HOOKS)
    .filter(([table]) => dice.chance(THERE[table] ?? 1))
    .map(([table, hooks]) => tableOf(dice, ground, table, hooks, without, lengths))
    .join("");
}

interface Drawn {
  readonly name: string;
  /** The chains that its rules may go to. */
  readonly onward: readonly string[];
  readonly hook: string;
  readonly built: boolean;
}

function tableOf(
  dice: Dice,
  ground: Ground,
  table: string,
  hooks: readonly string[],
  without: ReadonlySet<string>,
  lengths: Lengths,
): string {
  const chains = hooks.flatMap((hook): Drawn[] => {
    const own = ["a", "b", "c"].slice(0, dice.pick([0, 0, 1, 2, 3])).map((letter) => `${hook}-${letter}`);
    return [
      { name: hook, onward: own, hook, built: true },
      ...own.map((name, index) => ({ name, onward: own.slice(index + 1), hook, built: false })),
    ];
  });
  const policy = () => (table !== "nat" && dice.chance(0.08) ? "DROP" : "ACCEPT");
  const heads = chains.map(({ name, built }) => `:${name} ${built ? policy() : "-"} [0:0]`);
  const rules = chains.flatMap((chain) =>
    Array.from({ length: dice.number(0, chain.built ? lengths.built : lengths.own) }, () =>
      ruleOf(dice, ground, table, chain, without),
    ),
  );
  return [`*${table}`, ...heads, ...rules, "COMMIT", ""].join("\n");
}

function ruleOf(dice: Dice, ground: Ground, table: string, chain: Drawn, without: ReadonlySet<string>): string {
  const name = dice.chance(0.6) ? dice.weighed(PROTOS).name : null;
  const proto = name === "ICMP" ? (ground.family === 4 ? "icmp" : "ipv6-icmp") : name;
  const place: Place = { table, hook: chain.hook, proto };
  const fits = (maker: Maker) =>
    !without.has(maker.name) &&
    (maker.family ?? ground.family) === ground.family &&
    (maker.protos === undefined || (proto !== null && maker.protos.includes(proto))) &&
    (maker.tables?.includes(table) ?? true) &&
    (maker.hooks?.includes(chain.hook) ?? true);
  const fitting = MATCHES.filter(fits);
  const count = dice.pick([0, 1, 1, 1, 2]);
  const makers = [
    ...new Map(Array.from({ length: count }, () => dice.weighed(fitting)).map((one) => [one.name, one])).values(),
  ];
  const matches = makers.map((maker) => maker.make(dice, ground, place) ?? "");
  const onward = chain.onward.length > 0 && dice.chance(0.35) ? dice.pick(chain.onward) : null;
  const target =
    onward === null
      ? (dice.weighed(TARGETS.filter(fits)).make(dice, ground, place) ?? "")
      : `${dice.chance(0.2) ? "-g" : "-j"} ${onward}`;
  // TCPMSS brings its own look at the flags.
  const kept = target.startsWith("-m tcp ") ? matches.filter((words) => !words.startsWith("-m tcp ")) : matches;
  const words = [`-A ${chain.name}`, ...headOf(dice, ground, place), ...kept, target];
  return words.filter((word) => word !== "").join(" ");
}
