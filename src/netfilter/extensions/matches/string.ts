/**
 * `-m string`: whether the packet's bytes, from its IP header on, hold a pattern (iptables-extensions(8), string; kernel:
 * net/netfilter/xt_string.c). The pattern must begin at `--from` or behind it and end before `--to`
 * (asked of the kernel).
 */
import type { Packet } from "../../packet";
import { given, statement, told } from "../condition";
import { defineMatch } from "../define";
import type { Answer } from "../extension";
import type { Byte } from "../header-bytes";
import { bytesOf } from "../header-bytes";
import type { Kind } from "../kinds";
import { oneOf, wholeNumber } from "../kinds";
import { flag, negatable, option, without } from "../options";
import { asked } from "../questions";
import { prose } from "../prose";

type Pattern = readonly number[];

/** The kernel's bounds (xt_string.h, and offsets of 16 bits). */
const MOST_PATTERN = 128;
const MOST_OFFSET = 65535;

const PATTERN: Kind<Pattern> = {
  expects: `a pattern of at most ${String(MOST_PATTERN)} bytes`,
  read: (word) => bounded([...new TextEncoder().encode(word)]),
  print: quoted,
};

const HEX_PATTERN: Kind<Pattern> = {
  expects: `a pattern of at most ${String(MOST_PATTERN)} bytes, hexadecimal ones between two |, such as "|0d 0a|"`,
  read: (word) => {
    const parts = word.split("|");
    if (parts.length % 2 === 0) return undefined;
    const bytes = parts.map((part, index) => (index % 2 === 0 ? plainBytes(part) : hexBytes(part)));
    return bytes.includes(undefined) ? undefined : bounded(bytes.flatMap((some) => some ?? []));
  },
  print: quoted,
};

/** Outside of the bars a backslash takes the next letter as it is. */
function plainBytes(text: string): Pattern {
  return [...new TextEncoder().encode(text.replace(/\\(.)/g, "$1"))];
}

function hexBytes(text: string): Pattern | undefined {
  const digits = text.replace(/\s/g, "");
  if (!/^([0-9a-f]{2})+$/i.test(digits)) return undefined;
  return [...digits.matchAll(/../g)].map(([byte]) => Number.parseInt(byte, 16));
}

function bounded(bytes: Pattern): Pattern | undefined {
  return bytes.length > 0 && bytes.length <= MOST_PATTERN ? bytes : undefined;
}

export const STRING = defineMatch({
  name: "string",
  listed: prose(
    [/STRING match (?<not>!)? "(?<text>(?:\\.|[^"\\])*)" ALGO name (?<algo>\w+)/, stringOptions],
    [/FROM (?<place>\d+)/, "--from $place"],
    [/TO (?<place>\d+)/, "--to $place"],
    [/ICASE/, "--icase"],
  ),
  options: {
    string: negatable(option(PATTERN, "--string")),
    hex: negatable(option(HEX_PATTERN, "--hex-string")),
    algo: option(oneOf(["bm", "kmp"]), "--algo"),
    from: option(wholeNumber(MOST_OFFSET), "--from"),
    to: option(wholeNumber(MOST_OFFSET), "--to"),
    icase: flag("--icase"),
  },
  check: ({ string, hex, algo, from, to }) => {
    if (!string && !hex) return "--string or --hex-string is missing";
    if (string && hex) return "--string and --hex-string do not go together";
    if (!algo) return "--algo is missing";
    return from && to && from.value > to.value ? "--from is more than --to" : undefined;
  },
  canonical: (options) => {
    const { string, hex, from, to } = options;
    const pattern = string ?? hex;
    const rest = without(options, "string", "hex", "from", "to");
    return {
      ...(pattern && (isPlain(pattern.value) ? { string: pattern } : { hex: pattern })),
      ...rest,
      ...(from && from.value !== 0 ? { from } : {}),
      ...(to && to.value !== MOST_OFFSET ? { to } : {}),
    };
  },
  test: ({ string, hex, from, to, icase }, { packet }) =>
    given(string ?? hex, (pattern) =>
      holds(packet, { pattern, from: from?.value ?? 0, to: to?.value ?? MOST_OFFSET, anyCase: icase !== undefined }),
    ),
  means: {
    string: (pattern, _value, negated) => `the text that is ${negated ? "not " : ""}in the packet's bytes: ${pattern}`,
    hex: (pattern, _value, negated) => `the bytes that are ${negated ? "not " : ""}in the packet: ${pattern}`,
    algo: (algo) =>
      `how it is looked for, which changes nothing but the time it takes: ${algo === "bm" ? "Boyer-Moore" : "Knuth-Morris-Pratt"}`,
    from: (byte) => `the first byte at which the pattern may begin: ${byte}`,
    to: (byte) => `the byte before which the pattern ends: ${byte}`,
    icase: "capitals and small letters are the same",
  },
  tell: ({ string, hex, from, to, icase }) =>
    statement(
      [
        told(string ?? hex, (pattern, is) => {
          const where = whereWords(from?.value ?? 0, to?.value ?? MOST_OFFSET);
          return `the pattern ${quoted(pattern)} ${is} in its bytes${where}${icase ? ", capitals or not" : ""}`;
        }),
      ],
      "any bytes",
    ),
});

interface Wanted {
  readonly pattern: Pattern;
  readonly from: number;
  readonly to: number;
  readonly anyCase: boolean;
}

/**
 * Only a payload that nobody told leaves it open: bytes of headers that no packet here tells (checksums, sequence numbers)
 * are taken as others, as everybody who looks for a text means it.
 */
function holds(packet: Packet, wanted: Wanted): Answer {
  const { bytes, payload } = bytesOf(packet);
  const { pattern, from, to, anyCase } = wanted;
  let isOpen = false;
  for (let start = from; start <= Math.min(to, bytes.length) - pattern.length; start++) {
    const fit = pattern.map((byte, index) => fits(bytes[start + index], byte, anyCase));
    if (fit.includes("no") || fit.some((one, index) => one === "perhaps" && start + index < payload)) continue;
    if (!fit.includes("perhaps")) return true;
    isOpen = true;
  }
  if (!isOpen) return false;
  const what = `${quoted(pattern)}${whereWords(from, to)}${anyCase ? ", capitals or not" : ""}`;
  return asked(`its payload contains ${what}`, `its payload does not contain ${what}`);
}

function fits(byte: Byte | undefined, wanted: number, anyCase: boolean): "yes" | "no" | "perhaps" {
  if (!byte) return "no";
  const couldBe = (value: number) => ((byte.value ^ value) & byte.known) === 0;
  const isPossible = anyCase ? couldBe(lower(wanted)) || couldBe(upper(wanted)) : couldBe(wanted);
  if (!isPossible) return "no";
  return byte.known === 0xff ? "yes" : "perhaps";
}

function lower(byte: number): number {
  return byte >= 65 && byte <= 90 ? byte + 32 : byte;
}

function upper(byte: number): number {
  return byte >= 97 && byte <= 122 ? byte - 32 : byte;
}

function whereWords(from: number, to: number): string {
  if (from === 0 && to === MOST_OFFSET) return "";
  return to === MOST_OFFSET ? ` from byte ${String(from)} on` : ` between the bytes ${String(from)} and ${String(to)}`;
}

function isPlain(pattern: Pattern): boolean {
  return pattern.every((byte) => byte >= 32 && byte < 127);
}

/** In double quotes as iptables-save prints it: hexadecimal between bars where a byte is no printable letter. */
function quoted(pattern: Pattern): string {
  if (!isPlain(pattern)) return `"|${pattern.map((byte) => byte.toString(16).padStart(2, "0")).join("")}|"`;
  return `"${String.fromCharCode(...pattern).replace(/["\\]/g, "\\$&")}"`;
}

/** A pattern that cannot be printed is told in hexadecimal, between bars. */
function stringOptions({ not, text = "", algo = "" }: Readonly<Record<string, string | undefined>>): readonly string[] {
  const pattern = text.replaceAll(/\\(.)/g, "$1");
  const hex = /^\|(?:[0-9a-f]{2})+\|$/.test(pattern);
  return [...(not === undefined ? [] : ["!"]), hex ? "--hex-string" : "--string", pattern, "--algo", algo];
}
