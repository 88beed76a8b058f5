/**
 * The one value that the page is a function of: what was pasted, what is sent, and where the reader stands.
 * The link, the saved session, undo and the tests all speak of it.
 */
import type { PacketFields } from "../netfilter/read/packet";
import type { Reading } from "../paste/reading";

export interface Snapshot {
  /** The paste, to the letter. */
  readonly text: string;
  /** How it is to be read, where not as it was found. */
  readonly reading: Reading;
  /** The packet as it was typed, readable or not. */
  readonly packet: PacketFields;
  /** What the reader says of questions that the paste leaves open. */
  readonly said: readonly SaidOfQuestion[];
  /** Which outcome is looked at, from 0. */
  readonly outcome: number;
  /** Null where the packet's own walk is looked at; else which outcome of the walk of its answer, from 0. */
  readonly answer: number | null;
  /** Which step of the walk that is looked at is current, from 0; the last step where it is larger than that. */
  readonly step: number;
  /** True where the packet and its answer are shown on one time line, in the place of the steps. */
  readonly both: boolean;
  /** In which of its two views the picture is looked at. */
  readonly view: "walk" | "map";
  /** True while the page is shown to a room: large, and nothing but the walk. */
  readonly present: boolean;
}

/** A question by its key (netfilter/trace.ts, Fork), and its answer. */
export type SaidOfQuestion = readonly [key: string, answer: boolean];

/** The step of a snapshot that names none: wherever the walk ends. */
export const LAST_STEP = Number.MAX_SAFE_INTEGER - 1;
