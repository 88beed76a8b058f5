/**
 * What the page is a function of: the snapshot, the ones before it, and the line that tells what just happened.
 * Nothing that could be computed from these is kept here.
 */
import { create } from "zustand";
import type { PacketFields } from "../netfilter/read/packet";
import { AS_FOUND, type Reading, type SaidOfSection } from "../paste/reading";
import { LAST_STEP, type Snapshot } from "../snapshot/snapshot";

export interface Notice {
  readonly tone: "done" | "wrong";
  readonly text: string;
  /** True where one press undoes it. */
  readonly undo: boolean;
}

interface PageState {
  readonly snapshot: Snapshot;
  readonly past: readonly Past[];
  readonly future: readonly Snapshot[];
  readonly notice: Notice | null;
}

interface Past {
  readonly snapshot: Snapshot;
  /** What was then changed; changes of one thing in one go are undone together. */
  readonly change: string;
  readonly at: number;
}

/** So many snapshots are kept, and fewer where their texts are large. */
const PAST_LIMIT = 100;
/** In UTF-16 units, over all texts that are kept. */
const PAST_TEXT_LIMIT = 50_000_000;
const ONE_GO_MS = 1500;
/** The change that is always one by itself. */
const OPENED = "opened";

const EMPTY: Snapshot = {
  text: "",
  reading: AS_FOUND,
  packet: {},
  said: [],
  outcome: 0,
  answer: null,
  step: LAST_STEP,
  both: false,
  view: "walk",
  present: false,
};

export const usePage = create<PageState>()(() => ({
  snapshot: EMPTY,
  past: [],
  future: [],
  notice: null,
}));

/** The state with one more snapshot; `change` names what is changed, null for what is not worth undoing. */
function turned(state: PageState, next: Partial<Snapshot>, change: string | null): Partial<PageState> {
  const snapshot = { ...state.snapshot, ...next };
  if (change === null) return { snapshot };
  const now = Date.now();
  const last = state.past.at(-1);
  const sameGo = change !== OPENED && last?.change === change && now - last.at < ONE_GO_MS;
  const past = sameGo
    ? [...state.past.slice(0, -1), { ...last, at: now }]
    : recent([...state.past, { snapshot: state.snapshot, change, at: now }]);
  // What was told of the last change is old with the next.
  const notice = state.notice?.tone === "done" ? null : state.notice;
  return { snapshot, past, future: [], notice };
}

/** The end of a past that fits the limits; snapshots that follow each other with one text share it. */
function recent(past: readonly Past[]): readonly Past[] {
  let size = 0;
  const tooOld = past.findLastIndex(({ snapshot: { text } }, index) => {
    if (text !== past[index + 1]?.snapshot.text) size += text.length;
    return size > PAST_TEXT_LIMIT || past.length - index > PAST_LIMIT;
  });
  return past.slice(tooOld + 1);
}

/**
 * Takes the text of the editor, which keeps its own history of typing. `whole`: another text took the place of all that
 * was there, so that what was said of its sections is gone with it.
 */
export function editText(text: string, whole: boolean): void {
  const said = whole ? { reading: AS_FOUND } : {};
  usePage.setState((state) => turned(state, { text, ...said, step: LAST_STEP }, whole ? OPENED : "text"));
}

/** Puts another text in the place of the present one, and tells so; the packet stays. */
export function openText(text: string, told: string): void {
  openSnapshot({ ...usePage.getState().snapshot, text, reading: AS_FOUND, outcome: 0, step: LAST_STEP }, told);
}

/** Takes back the last change while its text is still read, so that what was there before stands again. */
export function takeBack(): void {
  if (usePage.getState().past.length > 0) undo();
  else editText("", true);
  tell({ tone: "done", text: "Reading was cancelled. Redo begins it again.", undo: false });
}

/** Says what a section of the text really is, or that it is not to be used; null: as it was found. */
export function sayOfSection(name: string, words: SaidOfSection | null): void {
  usePage.setState((state) => {
    const others = Object.entries(state.snapshot.reading.said).filter(([other]) => other !== name);
    const said = Object.fromEntries(words === null ? others : [...others, [name, words]]);
    return turned(state, { reading: { ...state.snapshot.reading, said }, step: LAST_STEP }, `reading ${name}`);
  });
}

/** Whether the rules that kube-proxy always writes are to stand where the text lacks them. */
export function supplyUsual(supply: boolean): void {
  usePage.setState((state) => {
    const reading: Reading = { ...state.snapshot.reading, supply };
    return turned(state, { reading, step: LAST_STEP }, "supply");
  });
}

/** Fields of the packet to change; undefined empties one. */
export type PacketChange = {
  readonly [Field in keyof PacketFields]?: PacketFields[Field] | undefined;
};

/** Changes fields of the packet; the outcome and the step that were looked at belong to the old one. */
export function editPacket(change: PacketChange): void {
  usePage.setState((state) => {
    const packet = changed(state.snapshot.packet, change);
    const answer = state.snapshot.answer === null ? null : 0;
    return turned(state, { packet, outcome: 0, answer, step: LAST_STEP }, Object.keys(change).join(" "));
  });
}

/** Answers a question that the paste leaves open, or leaves it open again (null); the walk is done anew. */
export function sayOf(key: string, answer: boolean | null): void {
  usePage.setState((state) => {
    const others = state.snapshot.said.filter(([other]) => other !== key);
    const said = answer === null ? others : [...others, [key, answer] as const];
    const leg = state.snapshot.answer === null ? null : 0;
    return turned(state, { said, outcome: 0, answer: leg, step: LAST_STEP }, `said ${key}`);
  });
}

function changed(packet: PacketFields, change: PacketChange): PacketFields {
  const kept = Object.entries({ ...packet, ...change }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept);
}

/** Shows the first snapshot of a visit; there is nothing to go back to, and what was told (a broken link) stays told. */
export function beginWith(snapshot: Snapshot): void {
  usePage.setState({ snapshot });
}

/** Puts another snapshot in the place of the present one, and tells so. */
export function openSnapshot(snapshot: Snapshot, told: string): void {
  usePage.setState((state) => ({
    ...turned(state, snapshot, OPENED),
    notice: { tone: "done", text: told, undo: true },
  }));
}

/** Stands at a step of the outcome that is looked at, from 0. */
export function goToStep(step: number): void {
  usePage.setState((state) => turned(state, { step: Math.max(0, step) }, null));
}

/** Looks at another outcome of the walk in view, the packet's own or its answer's. */
export function chooseOutcome(outcome: number): void {
  usePage.setState((state) => {
    const chosen = state.snapshot.answer === null ? { outcome } : { answer: outcome };
    return turned(state, { ...chosen, step: LAST_STEP }, null);
  });
}

/** Looks at the picture in another view. */
export function chooseView(view: Snapshot["view"]): void {
  usePage.setState((state) => turned(state, { view }, null));
}

/** Looks at the packet's own walk, or at that of the answer to the outcome that was looked at. */
export function chooseLeg(leg: "there" | "back" | "both"): void {
  usePage.setState((state) => {
    if (leg === "both") return turned(state, { both: true }, null);
    return turned(state, { answer: leg === "there" ? null : 0, both: false, step: LAST_STEP }, null);
  });
}

/** Stands at a step of the packet's own walk or of its answer's, while both are shown. */
export function goToStation(direction: "request" | "answer", step: number): void {
  usePage.setState((state) => {
    const answer = direction === "request" ? null : (state.snapshot.answer ?? 0);
    return turned(state, { answer, step }, null);
  });
}

/** Shows the page to a room, or to its reader again. */
export function present(on: boolean): void {
  usePage.setState((state) => turned(state, { present: on }, null));
}

export function undo(): void {
  usePage.setState((state) => {
    const last = state.past.at(-1);
    if (!last) return {};
    return {
      snapshot: { ...last.snapshot, present: state.snapshot.present },
      past: state.past.slice(0, -1),
      future: [...state.future, state.snapshot],
      notice: null,
    };
  });
}

export function redo(): void {
  usePage.setState((state) => {
    const next = state.future.at(-1);
    if (!next) return {};
    return {
      snapshot: { ...next, present: state.snapshot.present },
      past: [...state.past, { snapshot: state.snapshot, change: "redo", at: 0 }],
      future: state.future.slice(0, -1),
      notice: null,
    };
  });
}

/** Says a line to the reader; it stays until it is closed or another takes its place. */
export function tell(notice: Notice | null): void {
  usePage.setState({ notice });
}
