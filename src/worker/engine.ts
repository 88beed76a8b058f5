/**
 * The engine as the page sees it: one typed interface behind a worker. Everything that crosses it is a plain value.
 */
import type { Members } from "../graph/members";
import type { Fold, Look, Picture } from "../graph/picture";
import type { Family } from "../netfilter/address";
import type { Found } from "../search/found";
import type { Place } from "../kubernetes/places";
import type { FieldError, PacketFields } from "../netfilter/read/packet";
import type { Problem, TableName } from "../netfilter/ruleset";
import type { Reading } from "../paste/reading";
import type { SectionStory } from "../paste/section-story";
import type { FieldNote } from "../netfilter/walk/arrival";
import type { SaidOfQuestion, Snapshot } from "../snapshot/snapshot";
import type {
  CommandGroup,
  ConnectionStory,
  LineStory,
  RuleRows,
  RuleWindow,
  Story,
  StoryChains,
} from "../telling/story";
import type { FilesRead } from "./read-files";

export type { FilesRead, Place };

export interface Engine {
  /** Readies a worker that has nothing to do for the first large dump, which takes some tenth of a second. */
  practise(): Promise<void>;
  /** Reads a paste and keeps it for the calls that follow. Never rejects for what the text holds. */
  open(source: Source): Promise<Dump>;
  /** Walks a packet through an opened dump. */
  trace(dump: string, asked: Asked): Promise<Traced>;
  /** The picture of one outcome of a packet's walk, as somebody looks at it. */
  graph(dump: string, asked: Asked, outcome: number, look: Look): Promise<Picture>;
  /** The Map of a family's rules without any packet, with what somebody opened in it. */
  map(dump: string, family: Family, look: Look): Promise<Picture>;
  /** The picture of an outcome as the text of an SVG file, the way lit up to a step. */
  svg(dump: string, asked: Asked, outcome: number, look: Look, step: number, theme: "light" | "dark"): Promise<string>;
  /** A window of a fold's chains: `count` of those that a search finds, from the `from`-th (from 0). */
  members(dump: string, family: Family, fold: Fold, query: string, from: number, count: number): Promise<Members>;
  /** A window of a chain's rules, from the `from`-th (from 0). */
  rulesFrom(
    dump: string,
    family: Family,
    table: TableName,
    chain: string,
    from: number,
    count: number,
  ): Promise<readonly ListedRule[]>;
  /** What a search finds, best first, at most `limit`; an empty query readies what the next one needs. */
  search(dump: string, query: string, limit: number): Promise<readonly Found[]>;
  /** A window into the rules of a chain where the packet met them at a step of an outcome, each with why it did not match. */
  rules(dump: string, asked: Asked, outcome: number, step: number, window: RuleWindow): Promise<RuleRows>;
  /** An outcome of a packet and the likeliest walk of its answer, as one conversation. `asked` is the packet's own walk. */
  connection(dump: string, asked: Asked, outcome: number): Promise<ConnectionStory>;
  /** An outcome to take away: as Markdown, as text, and the commands that show the packet on the node itself. */
  takeAway(dump: string, asked: Asked, outcome: number): Promise<TakenAway>;
  /** A line of the paste or a rule taken apart, each part in plain words and with the manual's name for it. */
  parts(dump: string, of: PartsOf): Promise<LineStory>;
  /** At most PLACES_SHOWN places of an opened dump by a part of their name, address or port, best first; some of every kind for no query. `sending`: those that may send. */
  places(dump: string, query: string, sending: boolean): Promise<readonly Place[]>;
  /** A dump with stand-ins for public addresses, names and comments, and what is asked of it; `secret` makes the stand-ins. */
  redact(dump: string, asked: Pick<Asked, "packet" | "said">, secret: Uint8Array): Promise<Redacted>;
  /** What a line of the paste, from 1, holds of a chain; null for a line that holds none. */
  at(dump: string, line: number): Promise<LinePlace | null>;
  /** The text of files that somebody opened. */
  files(files: readonly File[]): Promise<FilesRead>;
  /** The fragment of a link to a snapshot of an opened dump; packing a large text takes a second. */
  link(dump: string, snapshot: Omit<Snapshot, "text">): Promise<string>;
}

/** A paste, and how it is to be read. */
export interface Source {
  /** Names this very text and reading in the calls that follow; whoever opens it chooses the name. */
  readonly id: string;
  readonly text: string;
  readonly reading: Reading;
}

/** In UTF-16 units: reading so much takes about a tenth of a second. */
export const LARGE = 1_000_000;

/** So many places are offered at once. */
export const PLACES_SHOWN = 50;

/** What a line of the paste holds: a chain's declaration, or one of its rules. */
export interface LinePlace {
  readonly family: Family;
  readonly table: TableName;
  readonly chain: string;
  /** From 1; null for the declaration. */
  readonly rule: number | null;
}

/** A rule as a list shows it. */
export interface ListedRule {
  readonly number: number;
  /** Without `-A CHAIN`. */
  readonly text: string;
  /** Where that begins in the rule as it was pasted, from 0. */
  readonly at: number;
  readonly line: number | null;
}

/** Which walk is meant: a packet's own, or that of the answer to one of its outcomes. */
export interface Asked {
  readonly packet: PacketFields;
  /** The outcome that is answered, from 0; null for the packet itself. */
  readonly answerTo: number | null;
  /** What the reader says of open questions. */
  readonly said: readonly SaidOfQuestion[];
}

/** What to put in the place of a snapshot's text, packet and answers to questions. */
export interface Redacted {
  readonly text: string;
  readonly packet: PacketFields;
  readonly said: readonly SaidOfQuestion[];
}

/** The name of the error with which a call rejects that names a dump which the engine has not, or no longer, open. */
export const NOT_OPEN = "NotOpenError";

export interface RuleName {
  readonly family: Family;
  readonly table: TableName;
  readonly chain: string;
  readonly rule: number;
}

export interface TakenAway {
  readonly markdown: string;
  readonly text: string;
  readonly commands: readonly CommandGroup[];
}

/** A line of the paste, with its text as it stands in the editor; or a rule, in its own text. */
export type PartsOf = { readonly line: number; readonly text: string } | RuleName;

/** What the page knows of a paste. */
export interface Dump {
  /** The name of its source. */
  readonly id: string;
  /** What was found in the text, in its order. */
  readonly sections: readonly SectionStory[];
  /** How many rules were supplied that the text does not hold. */
  readonly supplied: number;
  readonly problems: readonly Problem[];
  /** Those that have rules, IPv4 first. */
  readonly families: readonly Family[];
  /** The chains that the problems name. */
  readonly chains: StoryChains;
  /** A line that says what was found: `5 tables, 61 chains, 142 rules, 3 interfaces, 4 routes`. */
  readonly summary: string;
  /** False where nothing at all of a node was found, so that there is nothing to walk through. */
  readonly walkable: boolean;
  readonly tells: { readonly interfaces: boolean; readonly routes: boolean };
  readonly devices: readonly string[];
}

/** A walk, or why there is none. */
export type Traced =
  | {
      readonly kind: "walked";
      readonly story: Story;
      /** What was filled in for fields that were left out. */
      readonly filled: readonly string[];
      /** What is doubtful of the packet as it was given; none of an answer. */
      readonly notes: readonly FieldNote[];
    }
  | { readonly kind: "unreadable"; readonly errors: readonly FieldError[] }
  /** Nothing came through that could be answered; how that outcome ended. */
  | { readonly kind: "unanswered"; readonly end: string };
