/**
 * A trace in words: what the page and the command line say of it. Made where the ruleset is, so that the page only draws.
 */
import type { AddressName } from "../kubernetes/address-names";
import type { ConnectionState } from "../netfilter/connection";
import type { Family } from "../netfilter/address";
import type { Hook, TableName } from "../netfilter/ruleset";
import type { Verdict } from "../netfilter/trace";
import type { Span } from "./rule-line";

export interface Story {
  /** Of the packet, and so of the rules. */
  readonly family: Family;
  readonly outcomes: readonly OutcomeStory[];
  /** The same as a tree: at each node the ways that the walk can go on. */
  readonly tree: OutcomeTree;
  /** Said where outcomes were left out: `and at least 12 more, which were not walked`; null where none was. */
  readonly left: string | null;
  readonly names: StoryNames;
  readonly chains: StoryChains;
}

/**
 * What the addresses of a story are, by their text: `10.0.91.63`, and `10.0.91.63:80` where the port says more. An address
 * that nothing of the paste names is not here.
 */
export type StoryNames = Readonly<Record<string, AddressName>>;

/** The chains on the way of a story and those that its rules lead to, by name. */
export type StoryChains = Readonly<Record<string, ChainName>>;

export interface ChainName {
  /** Where chains of this name stand; the one that is met first stands first. */
  readonly places: readonly ChainPlace[];
  /** What the name means, such as `default/nginx`; null where it says nothing more. */
  readonly meaning: string | null;
}

export interface ChainPlace {
  readonly family: Family;
  readonly table: TableName;
}

export interface OutcomeStory {
  readonly verdict: Verdict;
  /** The end in words: `Forwarded to 10.244.0.13:80 by cni0`. */
  readonly sentence: string;
  /** One line below it that says why or what else; null where there is nothing to add. */
  readonly detail: string | null;
  /** Its share in words: `33.3 %`, `certain`, `if assumed`; and as a number where it is known. */
  readonly share: string;
  readonly probability: number | null;
  readonly assumptions: readonly AssumptionStory[];
  /** The way as one line: device, chains or what they mean, end. */
  readonly way: readonly WayStop[];
  readonly steps: readonly StepStory[];
}

export type OutcomeTree =
  /** Its index among the outcomes. */
  | { readonly kind: "outcome"; readonly outcome: number }
  | {
      readonly kind: "choice";
      /** `default/nginx: one of 3, at random`, or what nobody knows. */
      readonly title: string;
      readonly branches: readonly OutcomeBranch[];
    };

export interface OutcomeBranch {
  /** What goes this way: an assumption, or a rule that holds by chance. */
  readonly label: string;
  /** How many of those that come here go this way, `33.3 %`; null where nobody knows. */
  readonly share: string | null;
  readonly tree: OutcomeTree;
}

/** Something that was taken for granted. */
export interface AssumptionStory {
  readonly words: string;
  /** The question that it answers, where there is one that the reader can answer otherwise. */
  readonly question: {
    readonly key: string;
    readonly answer: boolean;
    /** What would be assumed instead. */
    readonly other: string;
    /** True where the reader said so, so that nothing else was walked. */
    readonly chosen: boolean;
  } | null;
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
  /** The packet's header after the step, always the same fields in the same order, and which of them just changed. */
  readonly header: readonly HeaderField[];
  /** Of a routing decision: what decided, and why. */
  readonly routing: RoutingStory | null;
  /** Of a look-up by connection tracking: the connection that was found. */
  readonly tracking: TrackingStory | null;
  /** Where this step rewrote an address: what became what, and what the answers' addresses will become. */
  readonly nat: NatStory | null;
  /** The bits of the mark, where it has some or just lost some. */
  readonly marks: MarkStory | null;
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
  readonly holds: Holds;
  /** The packet's value against the rule's: `destination port 443 is not 80`; where it is not known, what is not. */
  readonly why: string;
  /** Where it stands in the rule's text, as `slice` counts; empty where that text is of a listing and has it not. */
  readonly at: readonly Span[];
}

export type Holds = "yes" | "no" | "unknown" | "random";

export interface Change {
  /** `source`, `destination`, `mark`, … */
  readonly what: string;
  readonly from: string;
  readonly to: string;
}

/** One field of a packet's header, beside a step. Fields that do not change are one object for all steps. */
export interface HeaderField {
  readonly name: HeaderName;
  /** `source port` */
  readonly label: string;
  /** Null where the packet has no such thing (a port of ICMP), or has it not yet (a state before it is looked up). */
  readonly value: string | null;
  /** What it was before the step that changed it; null where this step did not change it, or there was nothing before. */
  readonly was: string | null;
  readonly changed: boolean;
}

export type HeaderName =
  | "in"
  | "out"
  | "source"
  | "sourcePort"
  | "destination"
  | "destinationPort"
  | "protocol"
  | "flags"
  | "state"
  | "mark"
  | "tos"
  | "ttl";

/** A routing decision. */
export interface RoutingStory {
  /** What was looked up: `10.244.0.13`. */
  readonly destination: string;
  readonly leads: "here" | "out" | "nowhere";
  /** What decided, in a sentence: `10.0.0.4 is an address of eth0`. */
  readonly why: string;
  readonly device: string | null;
  /** The next hop; null where the destination is reached without one. */
  readonly gateway: string | null;
  /** The route of the paste that decided, as it stands there, and its line; null where none did. */
  readonly route: string | null;
  readonly line: number | null;
  /** Routes of the paste that hold the destination as well, nearest first, and why they were not taken. */
  readonly others: readonly OtherRoute[];
}

export interface OtherRoute {
  readonly route: string;
  readonly line: number;
  /** `its network is larger: /0, not /24` */
  readonly why: string;
}

/** What connection tracking found. */
export interface TrackingStory {
  readonly state: ConnectionState;
  readonly direction: "original" | "reply";
  /** What the state means for the packet, in a sentence. */
  readonly means: string;
  /** The two tuples of the connection, as `conntrack -L` prints them; null where there is none. */
  readonly original: EndsStory | null;
  readonly reply: EndsStory | null;
  /** The NAT that it carries; null where none. */
  readonly nat: NatStory | null;
  /** Its line in the paste (conntrack -L). */
  readonly line: number | null;
}

/** The two ends of packets that go one way: `192.168.1.20:40000` and `10.0.91.63:80`. */
export interface EndsStory {
  readonly source: string;
  readonly destination: string;
}

/** Address translation, in the direction of the packet in hand, and on what comes back. */
export interface NatStory {
  readonly rewrites: readonly NatPair[];
  readonly answers: readonly NatPair[];
}

export interface NatPair {
  readonly what: "source" | "destination";
  readonly from: string;
  readonly to: string;
}

/** A mark, bit by bit. */
export interface MarkStory {
  /** `0x4000` */
  readonly value: string;
  /** From the lowest; those that are set, and those that this step cleared. */
  readonly bits: readonly MarkBit[];
}

export interface MarkBit {
  /** `0x4000` */
  readonly bit: string;
  /** What it is called, where the rules show whose it is: `masquerade this`; null else. */
  readonly name: string | null;
  /** Whose it is: `kube-proxy`. */
  readonly owner: string | null;
  /** The step that set it, from 0; null where the packet came with it. */
  readonly setBy: number | null;
  /** What this very step did. */
  readonly now: "set" | "cleared" | "kept";
}

/** Which rules of a chain are asked for. */
export interface RuleWindow {
  /** A chain of the step's table; the step's own where it is null. */
  readonly chain: string | null;
  /** From which rule on and up to which, both inclusive, counted from 1; null for the chain's last. */
  readonly first: number;
  readonly last: number | null;
  /** Words that the rule, or what its target means, must all hold, in capitals or not; empty for every rule. */
  readonly query: string;
  /** How many of those are left out before the first that is told, and how many are told. */
  readonly skip: number;
  readonly count: number;
}

/** A window into a chain's rules. */
export interface RuleRows {
  readonly rows: readonly RuleRow[];
  /** How many rules the range and the query leave, and how they stand to the packet. */
  readonly found: number;
  readonly counts: Readonly<Record<Holds, number>>;
  /** How many rules the chain has. */
  readonly total: number;
}

/** A rule of a chain where the packet met it, or would have met it. */
export interface RuleRow {
  readonly number: number;
  readonly text: string;
  readonly line: number | null;
  /** What its target means, such as `default/nginx`; null where that says no more. */
  readonly meaning: string | null;
  readonly holds: Holds;
  /** On this way: it matched, was asked and passed over, or was never reached. */
  readonly met: "matched" | "passed" | "unreached";
  /** In a short sentence why it did not match, or that it did. */
  readonly reason: string;
  readonly conditions: readonly ConditionStory[];
}

/** A part of a line of the paste, told when the pointer or the focus is on it. */
export interface PartStory extends Span {
  readonly kind:
    "command" | "chain" | "match" | "option" | "target" | "counters" | "comment" | "table" | "policy" | "end";
  /** In plain words: `destination port is 80`. */
  readonly words: string;
  /** Where the manual tells more; null for what no manual names. */
  readonly manual: ManualPlace | null;
  /** The chain that it names, or leads to; null for all other parts. */
  readonly chain: (ChainPlace & { readonly chain: string }) | null;
}

export interface ManualPlace {
  /** `iptables-extensions(8)` */
  readonly page: string;
  /** `conntrack`: the extension, or the section of the page. */
  readonly section: string;
  /** `--ctstate`; null where a whole section is meant. */
  readonly option: string | null;
}

/** A line of the paste, taken apart. */
export interface LineStory {
  readonly text: string;
  /** The whole of it in plain words; null for what is no rule. */
  readonly words: string | null;
  readonly parts: readonly PartStory[];
}

/** A packet and its answer as one conversation. */
export interface ConnectionStory {
  /** What happens to the request, then to its answer, in the order of time. */
  readonly stations: readonly StationStory[];
  /** What each of the three sees of the connection. */
  readonly views: readonly ViewStory[];
  /** What is worth noticing of it: why it may fail, and what is unusual. */
  readonly remarks: readonly RemarkStory[];
}

export interface StationStory {
  readonly direction: "request" | "answer";
  readonly kind: "starts" | "tracking" | "nat" | "routing" | "far end" | "ends" | "stops";
  readonly words: string;
  /** The step of the request's walk or of the answer's, from 0; null for what is none. */
  readonly step: number | null;
  /** The packet's ends behind it, and before it where they were others. */
  readonly ends: EndsStory;
  readonly before: EndsStory | null;
  /** The device by which it comes or goes, where this station has one. */
  readonly device: string | null;
}

export interface ViewStory {
  readonly who: "client" | "node" | "far end";
  /** Their ends of a request and of an answer; null where none comes. */
  readonly request: EndsStory | null;
  readonly answer: EndsStory | null;
}

export interface RemarkStory {
  readonly kind: "missing snat" | "asymmetric" | "hairpin" | "no answer" | "other answer";
  readonly words: string;
  /** The walk and the step that it hangs on; null where it hangs on none. */
  readonly direction: "request" | "answer";
  readonly step: number | null;
}

/** How a packet is seen on the node itself: commands for just this one, grouped by what they show. */
export interface CommandGroup {
  readonly title: string;
  /** What one sees with them, and what to mind. */
  readonly words: string;
  readonly commands: readonly NodeCommand[];
}

export interface NodeCommand {
  /** As it is typed into a shell, as root. */
  readonly command: string;
  /** What it does or shows, in a few words. */
  readonly tells: string;
}
