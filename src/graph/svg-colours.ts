/**
 * The colours of the picture in both themes, for a drawing that stands by itself: those of the page's tokens.css.
 */
import type { Verdict } from "../netfilter/trace";

export interface Colours {
  readonly paper: string;
  readonly surface: string;
  readonly sunken: string;
  readonly line: string;
  readonly "line-strong": string;
  readonly ink: string;
  readonly "ink-soft": string;
  readonly "ink-faint": string;
  readonly way: string;
  readonly "way-soft": string;
  readonly "way-line": string;
  readonly "on-way": string;
  readonly pass: string;
  readonly "pass-soft": string;
  readonly stop: string;
  readonly "stop-soft": string;
  readonly unsure: string;
  readonly "unsure-soft": string;
}

export const LIGHT: Colours = {
  paper: "#f5f5f2",
  surface: "#ffffff",
  sunken: "#f9f9f7",
  line: "#e4e4df",
  "line-strong": "#8b8e95",
  ink: "#17191e",
  "ink-soft": "#474b54",
  "ink-faint": "#666a73",
  way: "#2b50e0",
  "way-soft": "#edf1ff",
  "way-line": "#b7c5ff",
  "on-way": "#ffffff",
  pass: "#11703d",
  "pass-soft": "#e6f4eb",
  stop: "#b3222a",
  "stop-soft": "#fdeceb",
  unsure: "#835500",
  "unsure-soft": "#fbf1dc",
};

export const DARK: Colours = {
  paper: "#0f1013",
  surface: "#16181c",
  sunken: "#121317",
  line: "#272a31",
  "line-strong": "#6b707b",
  ink: "#eceef3",
  "ink-soft": "#b9bdc8",
  "ink-faint": "#9096a2",
  way: "#90a8ff",
  "way-soft": "#1b2240",
  "way-line": "#3d4d8c",
  "on-way": "#0d1230",
  pass: "#63cd93",
  "pass-soft": "#13271d",
  stop: "#ff8f88",
  "stop-soft": "#351a1b",
  unsure: "#e4b65f",
  "unsure-soft": "#2c2313",
};

/** Which of the verdicts' colours an end bears. */
export const TONES: Readonly<Record<Verdict, "pass" | "stop" | "unsure">> = {
  forwarded: "pass",
  sent: "pass",
  delivered: "pass",
  dropped: "stop",
  rejected: "stop",
  queued: "unsure",
  unroutable: "stop",
  invalid: "unsure",
};
