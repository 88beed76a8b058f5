/**
 * A random spec for the recorder: a node, its ipsets, a ruleset and packets, all from one seed.
 */
import { Dice } from "./dice";
import { groundOf } from "./ground";
import { ipsetsOf } from "./ipsets";
import type { SpecPacket } from "./packets";
import { packetsOf } from "./packets";
import { type Lengths, rulesetOf } from "./ruleset";

/** What record/oracle.py takes. */
export interface Spec {
  readonly family: 4 | 6;
  readonly ruleset: string;
  readonly ipsets: string;
  readonly interfaces: Readonly<Record<string, readonly string[]>>;
  readonly routes: readonly string[];
  readonly packets: readonly SpecPacket[];
  /** Waits after each packet for what the kernel may leave to a thread. */
  readonly patient?: boolean;
}

/** The spec of a seed, with so many packets. `without` names the makers of matches, targets and sets that are left out. */
export function specOf(seed: number, packets: number, without: ReadonlySet<string>, lengths?: Lengths): Spec {
  const dice = new Dice(seed);
  const bare = groundOf(dice);
  const { text: ipsets, sets } = ipsetsOf(dice, bare, without);
  const ground = { ...bare, sets };
  const ruleset = rulesetOf(dice, ground, without, lengths);
  // What a rule does to a set is there for the next packet; our walk takes each packet to a set as the dump has it.
  const talks = !ruleset.includes(" -j SET ");
  // The recorder's devices have no link addresses: to them every packet is for this host.
  const broadcasts = !ruleset.includes(" pkttype ");
  const { family, interfaces, routes } = ground;
  return {
    family,
    ruleset,
    ipsets,
    interfaces,
    routes,
    packets: packetsOf(dice, ground, { count: packets, talks, broadcasts }),
  };
}
