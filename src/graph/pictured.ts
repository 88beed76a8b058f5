/**
 * What of a paste is drawn.
 */
import type { Cluster } from "../kubernetes/cluster";
import type { Family } from "../netfilter/address";
import type { Ruleset } from "../netfilter/ruleset";

export interface Pictured {
  readonly rulesets: Readonly<Record<Family, Ruleset>>;
  readonly cluster: Cluster;
}
