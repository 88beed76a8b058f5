/**
 * Conditions that hang on what no dump holds: each is a question with two answers in words.
 */
import { unknown } from "./answer";
import type { Answer } from "./extension";

/** A question about the packet as a whole, answered alike wherever it is asked on one packet's way. */
export function asked(yes: string, no: string): Answer {
  return unknown({ key: yes, yes, no });
}

/** A question that each rule asks for itself, as what it counts is its own. */
export function askedHere(yes: string, no: string): Answer {
  return unknown({ key: yes, yes, no, apart: true });
}
