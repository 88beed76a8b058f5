/**
 * A trace in words: what the page and the command line say of it. Made where the ruleset is, so that the page only draws.
 */
import type { AddressName } from "../kubernetes/address-names";
import type { Hook, TableName } from "../netfilter/ruleset";
import type { Verdict } from "../netfilter/trace";

export interface Story {
  readonly outcomes: readonly OutcomeStory[];
  /** Said where outcomes were left out: `and at least 12 more, which were not walked`; null where none was. */
  readonly left: string | null;
  readonly names: StoryNames;
}

/**
 * What the addresses of a story are, by their text: `10.0.91.63`, and `10.0.91.63:80` where the port says more. An address
 * that nothing of the paste names is not here.
 */
export type StoryNames = Readonly<Record<string, AddressName>>;

export interface OutcomeStory {
  readonly verdict: Verdict;
  /** The end in words: `Forwarded to 10.244.0.13:80 by cni0`. */
  readonly sentence: string;
  /** One line below it that says why or what else; null where there is nothing to add. */
  readonly detail: string | null;
  /** Its share in words: `33.3 %`, `certain`, `if assumed`; and as a number where it is known. */
  readonly share: string;
  readonly probability: number | null;
  readonly assumptions: readonly string[];
  /** The way as one line: device, chains or what they mean, end. */
  readonly way: readonly WayStop[];
  readonly steps: readonly StepStory[];
}

export interface WayStop {
  readonly label: string;
  /** What the pointer is told. */
  readonly hint: string;
  /** The step that it stands for; null for the start. */
  readonly step: number | null;
}

export interface StepStory {
  readonly kind: "rule" | "policy" | "routing" | "tracking" | "rewrite";
  readonly hook: Hook;
  /** Null for what belongs to no table. */
  readonly table: TableName | null;
  readonly chain: string | null;
  /** What the chain's name means, such as `default/nginx`; null where it says nothing more. */
  readonly meaning: string | null;
  /** The rule's number in its chain, or null. */
  readonly rule: number | null;
  /** The line of the paste that it stands on, or null. */
  readonly line: number | null;
  /** The rule as pasted, or the text of a route; null where nothing of the paste decided. */
  readonly text: string | null;
  /** What happened here, in plain words. */
  readonly words: string;
  readonly verdict: string;
  readonly depth: number;
  /** Each condition of the rule, and what the packet bore. */
  readonly conditions: readonly ConditionStory[];
  /** What this step changed of the packet. */
  readonly changes: readonly Change[];
  /** The packet after the step: `192.168.1.20:40000 → 10.244.0.13:80`, and its mark in hexadecimal. */
  readonly packet: string;
  readonly mark: string;
}

export interface ConditionStory {
  /** The words of the paste for it: `-d 10.0.91.63/32`. */
  readonly source: string;
  /** The same as a statement: `destination is 10.0.91.63`. */
  readonly words: string;
  /** What the packet bears: `10.0.91.64`; null where there is nothing to show. */
  readonly shows: string | null;
  readonly holds: "yes" | "no" | "unknown" | "random";
}

export interface Change {
  /** `source`, `destination`, `mark`, … */
  readonly what: string;
  readonly from: string;
  readonly to: string;
}
