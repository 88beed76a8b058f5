/**
 * What of the random rules' makers this kernel and its tools take.
 */
import type { Kernel } from "../kernel";
import { Dice } from "../random/dice";
import { groundOf } from "../random/ground";
import { ipsetsOf, SET_MAKERS } from "../random/ipsets";
import type { Maker } from "../random/matches";
import { MATCHES } from "../random/matches";
import { TARGETS } from "../random/targets";

const TABLES = ["filter", "mangle", "raw", "nat", "security"];
const BUILT_IN: Readonly<Record<string, readonly string[]>> = {
  filter: ["FORWARD", "INPUT", "OUTPUT"],
  mangle: ["PREROUTING", "FORWARD", "OUTPUT", "POSTROUTING", "INPUT"],
  raw: ["PREROUTING", "OUTPUT"],
  nat: ["PREROUTING", "OUTPUT", "POSTROUTING", "INPUT"],
  security: ["FORWARD", "INPUT", "OUTPUT"],
};
/** So many of a maker's rules are tried before it is left out. */
const TRIES = 3;

/** The names of the makers whose rules or sets are refused here, each with what was said. */
export async function unsupported(kernel: Kernel): Promise<ReadonlyMap<string, string>> {
  const bare = { family: 4, ruleset: "", interfaces: {}, packets: [] };
  const refused = new Map<string, string>();
  const sets = SET_MAKERS.map(async ({ type, create }) => {
    const ground = { ...groundOf(new Dice(1)), family: 4 as const };
    const words = create?.(new Dice(1), ground) ?? "";
    const said = await kernel.ask({ ...bare, ipsets: `create probe ${type} ${words}\n` });
    if (said.kind === "refused") refused.set(type, said.why);
  });
  await Promise.all(sets);
  const without = new Set(refused.keys());
  await Promise.all(
    [...MATCHES, ...TARGETS].map(async (maker) => {
      const why = await Promise.all(
        Array.from({ length: TRIES }, (_, seed) => whyRefused(kernel, maker, seed, without)),
      );
      const first = why[0];
      if (why.every((one) => one !== undefined) && first !== undefined) refused.set(maker.name, first);
    }),
  );
  return refused;
}

async function whyRefused(
  kernel: Kernel,
  maker: Maker,
  seed: number,
  without: ReadonlySet<string>,
): Promise<string | undefined> {
  const dice = new Dice(seed);
  const ground = { ...groundOf(dice), family: maker.family ?? 4 };
  const { text: ipsets, sets } = ipsetsOf(dice, ground, without);
  const table = TABLES.find((name) => maker.tables?.includes(name) ?? true) ?? "filter";
  const hook = BUILT_IN[table]?.find((name) => maker.hooks?.includes(name) ?? true) ?? "FORWARD";
  const proto = maker.protos?.[0] ?? (maker.name === "ECN" ? "tcp" : null);
  const words = maker.make(dice, { ...ground, sets }, { table, hook, proto });
  if (words === undefined) return undefined;
  const rule = [`-A ${hook}`, ...(proto === null ? [] : [`-p ${proto}`]), words]
    .filter((word) => word !== "")
    .join(" ");
  const ruleset = `*${table}\n${rule}\nCOMMIT\n`;
  const said = await kernel.ask({ family: ground.family, ruleset, ipsets, interfaces: {}, packets: [] });
  return said.kind === "refused" ? `${rule}: ${said.why}` : undefined;
}
