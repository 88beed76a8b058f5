/**
 * What an iptables extension is here: a table of options and three short functions.
 *
 * From the options come reading, checking, printing as iptables-save prints, and completion. `test` answers of a packet,
 * `act` does what a target does, `tell` says it in words.
 */
import type { Address, Family, Prefix } from "../address";
import type { Connection, Tracking } from "../connection";
import type { Node } from "../node";
import type { Narrowing } from "./narrowing";
import type { Packet } from "../packet";
import type { Hook, Match, Options, OptionValue, TableName } from "../ruleset";
import type { Prose } from "./prose";

/** One option of an extension and the shape of its value. Made by the builders in options.ts. */
export interface OptionSpec<Value> {
  /** All names it goes by; iptables-save prints the first. */
  readonly flags: readonly [string, ...string[]];
  readonly negatable: boolean;
  /** How many words follow it. */
  readonly words: number;
  /** True where it may also stand without them; its value is then undefined. */
  readonly optional?: true;
  /** True where the options behind it belong to the next of several things of a kind (`--next`). */
  readonly separates?: true;
  /** What its value is, for messages and completion: `a port or a range such as 8000:8080`. */
  readonly expects: string;
  /** The value of the words that follow, or undefined where they are not what it expects. */
  read(words: readonly string[], family: Family): Value | undefined;
  /** The words as iptables-save prints them after the flag; empty for an option without a value. */
  print(value: Value): string;
}

export type OptionTable = Readonly<Record<string, OptionSpec<unknown>>>;

/** The options of one use of an extension, typed after its table; one that was not given is undefined. */
export type OptionsOf<Table extends OptionTable> = {
  readonly [Name in keyof Table]?: Table[Name] extends OptionSpec<infer Value> ? TypedOption<Value> : never;
};

export interface TypedOption<Value> extends OptionValue {
  readonly value: Value;
}

/** Where a packet stands when a rule is asked. Plain, so that it can pass through a worker and be asked again. */
export interface Scene {
  readonly hook: Hook;
  readonly table: TableName;
  readonly packet: Packet;
  /** The device it came in by; none in OUTPUT and in POSTROUTING of what the node sends. */
  readonly in: Device;
  /** The device it goes out by; none in PREROUTING and INPUT. */
  readonly out: Device;
  readonly tracking: Tracking;
}

export type Device =
  { readonly kind: "none" } | { readonly kind: "named"; readonly name: string } | { readonly kind: "unknown" };

/** A scene, and what the node says when it is asked. */
export interface World extends Scene {
  /** The node as the packet meets it. */
  readonly node: Node;
  /** What kind of address this is to the node (`-m addrtype`): of the kernel's RTN_ types, in iptables' words. */
  addressType(address: Address, device?: string): AddressType | Unknown;
}

export type AddressType =
  | "UNSPEC"
  | "UNICAST"
  | "LOCAL"
  | "BROADCAST"
  | "ANYCAST"
  | "MULTICAST"
  | "BLACKHOLE"
  | "UNREACHABLE"
  | "PROHIBIT"
  | "THROW";

/** Whether a condition holds. What is random or cannot be known splits the walk. */
export type Answer = boolean | Unknown | Chance | AllOf;

/** It cannot be known: somebody has to be asked, or both ways are walked. */
export interface Unknown {
  readonly kind: "unknown";
  readonly question: Question;
  /** True where the condition holds if the question is answered with no. */
  readonly inverted: boolean;
}

/** A question with two answers. The same key is answered alike for one packet's whole way. */
export interface Question {
  readonly key: string;
  /** The statement that is assumed where the answer is yes: `10.0.0.5 is an address of this node`. */
  readonly yes: string;
  readonly no: string;
  /** What else is then known: by which device the packet leaves. */
  readonly thenOut?: string;
  /** True where each rule that asks gets an answer of its own, as a rate does. */
  readonly apart?: true;
}

/** It is random: it holds with this probability, from 0 to 1. */
export interface Chance {
  readonly kind: "chance";
  readonly probability: number;
}

/** Several that must all hold; none of them is certain. */
export interface AllOf {
  readonly kind: "all";
  readonly of: readonly (Unknown | Chance)[];
}

/** The rule around an extension, as far as iptables looks at it when it takes or refuses the rule. */
export interface RuleAround {
  readonly family: Family;
  readonly table: string;
  /** The protocol of `-p`; undefined where the rule has none. */
  readonly protocol: { readonly number: number; readonly negated: boolean } | undefined;
  /** All matches of the rule. */
  readonly matches: readonly Match[];
}

export interface MatchExtension {
  readonly kind: "match";
  readonly name: string;
  readonly options: Readonly<Record<string, OptionSpec<unknown>>>;
  /** The protocol number whose `-p` loads it unasked (`-p tcp --dport 80`). */
  readonly protocols: readonly number[];
  /** True for the addresses, devices and protocol of a rule's head, which stand there without `-m`. */
  readonly head: boolean;
  /** The families that have it. */
  readonly families: readonly Family[];
  /** How `iptables -L` tells it; undefined where its words are not known. */
  readonly listed: Prose | undefined;
  /** What is missing or does not go together, in words that name the option; undefined where all is well. */
  check(options: Options, around: RuleAround): string | undefined;
  /** False where it asks nothing, and every packet fits (`-m comment`). */
  readonly asks: boolean;
  test(options: Options, world: World): Answer;
  /** What asking it writes to the connection, whatever its answer (`-m connlabel --set`); undefined for all that write nothing. */
  readonly writes: ((options: Options, world: World) => ConnectionChange | undefined) | undefined;
  /** What a packet must bear for it to hold; undefined where that is not one thing. It then answers no to every other packet. */
  narrows(options: Options): Narrowing | undefined;
  /** The options as conditions of their own, each of which is asked, told and shown by itself: `--dport 80`, `--syn`. */
  clauses(options: Options): readonly Options[];
  /** What one option says by itself, where that is not a condition of its own: `the first byte at which the pattern may begin: 40`. */
  means(option: string, given: OptionValue): string | undefined;
  /** The condition in words, as a statement of the packet: `destination port is 80`. */
  tell(options: Options): string;
  /**
   * What is so of the packet, in the words of one clause: `destination port 443 is not 80`. Undefined where that hangs on a
   * chance or cannot be known.
   */
  because(clause: Options, world: World): string | undefined;
  /** What the packet bears in its place: `443`; undefined where there is nothing to show. */
  shows(options: Options, world: World): string | undefined;
  /** The options as iptables-save prints them, without `-m name`. */
  print(options: Options, family: Family): string;
}

export interface TargetExtension {
  readonly kind: "target";
  readonly name: string;
  readonly options: Readonly<Record<string, OptionSpec<unknown>>>;
  readonly families: readonly Family[];
  /** How `iptables -L` tells it; undefined where its words are not known, or where it has none. */
  readonly listed: Prose | undefined;
  check(options: Options, around: RuleAround): string | undefined;
  act(options: Options, world: World): Effect;
  /** What one option says by itself: `the new destination: 10.244.0.13 port 80`; undefined for none of its options. */
  means(option: string, given: OptionValue): string | undefined;
  /** What it does, in words: `rewrites the destination to 10.244.0.13:80`. */
  tell(options: Options): string;
  /** The options as iptables-save prints them, without `-j name`. */
  print(options: Options, family: Family): string;
}

/** What a target does to a packet. */
export type Effect =
  /** The next rule is asked; `packet` is what goes on, `connection` what its connection bears from now on. */
  | {
      readonly kind: "continue";
      readonly packet?: Packet;
      readonly connection?: ConnectionChange;
      readonly node?: Node;
      /** What it took for granted. */
      readonly assumes?: string;
    }
  /** `why` is said behind the rule's place, where the packet is not just thrown away. */
  | { readonly kind: "drop"; readonly why?: string }
  /** A socket of the node takes the packet, as it is given here, where the question is answered with yes; else it is dropped. */
  | { readonly kind: "divert"; readonly packet: Packet; readonly question: Question }
  /** `with` as in `--reject-with`. */
  | { readonly kind: "reject"; readonly with: string }
  /** To a program; where the question says that none listens, the packet goes on as if it were accepted. */
  | { readonly kind: "queue"; readonly listens?: Question }
  | { readonly kind: "accept" }
  /** Connection tracking is told to leave it alone. */
  | { readonly kind: "untrack" }
  /** Connection tracking is told how to treat it, should it begin a connection. */
  | { readonly kind: "template"; readonly template: ConnectionTemplate }
  | { readonly kind: "nat"; readonly request: NatRequest }
  /** Nobody knows what it does to a packet; if it lets go of it, the next rule is asked. */
  | { readonly kind: "unknown"; readonly question: Question };

/** What `-j CT` says of the connection that the packet begins, and in which zones it is looked up. */
export interface ConnectionTemplate {
  readonly zone: { readonly original: number; readonly reply: number };
  readonly helper: string | null;
}

/** What a rule writes to a packet's connection. */
export type ConnectionChange = Partial<Pick<Connection, "mark" | "labels" | "helper">>;

/** A rewriting that a NAT target asks for; walk/nat.ts finds the addresses and ports. */
export interface NatRequest {
  readonly manip: "source" | "destination";
  readonly to: NatAddress;
  /** The ports to choose from; undefined to keep the port where it can be kept. */
  readonly ports: { readonly from: number; readonly to: number } | undefined;
  /** `--random`, `--random-fully`: the kernel draws the port. */
  readonly randomPort: boolean;
  /** `--persistent`: a client gets the same address of a range whatever it goes to. */
  readonly persistent: boolean;
}

export type NatAddress =
  | { readonly kind: "keep" }
  | { readonly kind: "range"; readonly from: Address; readonly to: Address }
  /** The address that the route out prefers (MASQUERADE). */
  | { readonly kind: "route" }
  /** The primary address of the device it came in by, 127.0.0.1 or ::1 for the node's own (REDIRECT). */
  | { readonly kind: "arrival" }
  /** The host bits stay, the network is replaced (NETMAP). */
  | { readonly kind: "network"; readonly prefix: Prefix };
