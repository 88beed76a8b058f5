import { beforeEach, describe, expect, it } from "vitest";
import { AS_FOUND } from "../paste/reading";
import { LAST_STEP, type Snapshot } from "../snapshot/snapshot";
import {
  beginWith,
  chooseLeg,
  chooseOutcome,
  editPacket,
  editText,
  goToStep,
  openSnapshot,
  present,
  redo,
  sayOfSection,
  supplyUsual,
  tell,
  undo,
  usePage,
} from "./page-store";

const FIRST: Snapshot = {
  text: "first",
  reading: AS_FOUND,
  packet: { src: "10.0.0.1" },
  said: [],
  outcome: 2,
  answer: null,
  view: "walk",
  step: 4,
  both: false,
  present: false,
};
const SECOND: Snapshot = {
  text: "second",
  reading: AS_FOUND,
  packet: {},
  said: [],
  outcome: 0,
  answer: null,
  view: "walk",
  step: LAST_STEP,
  both: false,
  present: false,
};

const now = () => usePage.getState().snapshot;

beforeEach(() => {
  usePage.setState({ past: [], future: [], notice: null });
  beginWith(FIRST);
});

describe("the page", () => {
  it("goes back to what another snapshot replaced, and forth again", () => {
    openSnapshot(SECOND, "Opened.");
    expect(now()).toEqual(SECOND);
    undo();
    expect(now()).toEqual(FIRST);
    redo();
    expect(now()).toEqual(SECOND);
    redo();
    expect(now()).toEqual(SECOND);
  });

  it("looks at the end of a new packet's first outcome", () => {
    editPacket({ src: "10.0.0.2" });
    expect(now()).toEqual({
      text: "first",
      reading: AS_FOUND,
      packet: { src: "10.0.0.2" },
      said: [],
      outcome: 0,
      answer: null,
      view: "walk",
      step: LAST_STEP,
      both: false,
      present: false,
    });
  });

  it("looks at the answer to the outcome that was looked at, and back at that outcome", () => {
    chooseLeg("back");
    chooseOutcome(1);
    expect(now()).toMatchObject({ outcome: 2, answer: 1, step: LAST_STEP });
    chooseLeg("there");
    expect(now()).toMatchObject({ outcome: 2, answer: null });
  });

  it("goes on looking at the answer when the packet changes", () => {
    chooseLeg("back");
    editPacket({ src: "10.0.0.2" });
    expect(now()).toMatchObject({ outcome: 0, answer: 0 });
  });

  it("holds no field that was emptied", () => {
    editPacket({ src: undefined, in: null });
    expect(now().packet).toEqual({ in: null });
  });

  it("undoes the letters of one field together, and those of another by themselves", () => {
    for (const src of ["1", "10", "10."]) editPacket({ src });
    editPacket({ dst: "1" });
    undo();
    expect(now().packet).toEqual({ src: "10." });
    undo();
    expect(now()).toEqual(FIRST);
  });

  it("forgets the oldest of large texts, and of many changes", () => {
    for (let paste = 0; paste < 4; paste++)
      openSnapshot({ ...FIRST, text: String(paste).repeat(20_000_000) }, "Opened.");
    expect(usePage.getState().past.map(({ snapshot }) => snapshot.text.slice(0, 1))).toEqual(["1", "2"]);
    for (let port = 0; port < 300; port++) editPacket(port % 2 ? { sport: port } : { dport: port });
    expect(usePage.getState().past).toHaveLength(100);
  });

  it("does not keep steps to be undone", () => {
    goToStep(1);
    goToStep(-3);
    expect(now().step).toBe(0);
    expect(usePage.getState().past).toEqual([]);
  });

  it("is shown to a room until that is ended, whatever is undone meanwhile", () => {
    editPacket({ src: "10.0.0.2" });
    present(true);
    undo();
    expect(now()).toEqual({ ...FIRST, present: true });
    redo();
    present(false);
    expect(now()).toMatchObject({ packet: { src: "10.0.0.2" }, present: false });
  });

  it("keeps a fault told until it is closed, and good news until the next change", () => {
    tell({ tone: "wrong", text: "broken", undo: false });
    editPacket({ src: "1" });
    expect(usePage.getState().notice?.text).toBe("broken");
    openSnapshot(SECOND, "Opened.");
    expect(usePage.getState().notice).toEqual({ tone: "done", text: "Opened.", undo: true });
    editPacket({ src: "1" });
    expect(usePage.getState().notice).toBeNull();
  });
});

describe("what is said of the sections of the text", () => {
  const said = () => now().reading;

  it("is undone and redone like any change", () => {
    sayOfSection("rules-1", { off: true });
    supplyUsual(false);
    expect(said()).toEqual({ said: { "rules-1": { off: true } }, supply: false });
    undo();
    expect(said()).toEqual({ said: { "rules-1": { off: true } }, supply: true });
    undo();
    expect(said()).toEqual(AS_FOUND);
    redo();
    expect(said().said).toEqual({ "rules-1": { off: true } });
    sayOfSection("rules-1", null);
    expect(said()).toEqual(AS_FOUND);
  });

  it("stays while one writes in the text, and is gone with the text", () => {
    sayOfSection("rules-1", { table: "nat" });
    editText("first, and more", false);
    expect(said().said).toEqual({ "rules-1": { table: "nat" } });
    editText("another", true);
    expect(said()).toEqual(AS_FOUND);
    undo();
    expect(said().said).toEqual({ "rules-1": { table: "nat" } });
  });
});
