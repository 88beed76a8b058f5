/**
 * The holes of a rule's shape (shape.ts): which values a rule of the same shape may have another of, and where such a value
 * ends in a line. A hole takes only what its option is sure to read without a problem, and its value is what the option
 * reads (shape.test.ts asks every option); anything else is left to the full reader.
 */
import {
  BACKSLASH,
  BRACKET,
  BRACKET_END,
  CAPITAL_A,
  CAPITAL_Z,
  COLON,
  DASH,
  DOT,
  LAST_ASCII,
  NINE,
  QUOTE,
  SLASH,
  SMALL_A,
  SMALL_Z,
  SPACE,
  UNDERSCORE,
  ZERO,
} from "../ascii";
import type { Address, Family, Ipv4Prefix, Prefix } from "../address";
import type { Range } from "../extensions/kinds";
import type { NatPlace } from "../extensions/nat-places";
import { ipv6End, ipv6In, ipv6PrefixIn } from "./hole-ipv6";

export type HoleKind =
  "prefix" | "prefix6" | "port" | "place" | "place6" | "address" | "address6" | "text" | "word" | "chain";

/** The options whose values are holes, by their flags. */
export const HOLES: ReadonlyMap<string, readonly HoleKind[]> = new Map<string, readonly HoleKind[]>([
  ...["-s", "--source", "--src", "-d", "--destination", "--dst"].map((flag) => [flag, ["prefix", "prefix6"]] as const),
  ...["--sport", "--source-port", "--dport", "--destination-port"].map((flag) => [flag, ["port"]] as const),
  ["--to-destination", ["place", "address", "place6", "address6"]],
  ["--to-source", ["place", "address", "place6", "address6"]],
  ["--comment", ["word", "text"]],
  ["--name", ["word"]],
  ["-j", ["chain"]],
  ["-g", ["chain"]],
]);

/** A comment holds so many bytes, of which a character beyond ASCII takes up to three; the name of a list fewer. */
const LONGEST_TEXT = 255;
const LONGEST_WORD = 64;

/** 1 for the characters of ASCII that stand for themselves within quotes. */
const IN_TEXT = Uint8Array.from({ length: 256 }, (_, code) =>
  code <= LAST_ASCII && code !== QUOTE && code !== BACKSLASH ? 1 : 0,
);

/** Where a hole of a kind that begins at `at` ends; -1 where none does. `end` is where the line ends. */
export function holeEnd(kind: HoleKind, bytes: Uint8Array, at: number, end: number, family: Family): number {
  // The first are asked most.
  switch (kind) {
    case "chain":
      return blankOrEnd(bytes, at, end);
    case "text":
      return textEnd(bytes, at, end);
    case "prefix":
      return family === 4 ? prefixEnd(bytes, at, end) : -1;
    case "port":
      return numberEnd(bytes, at, end, 65535);
    case "address":
      return family === 4 ? addressEnd(bytes, at, end) : -1;
    case "place": {
      const colon = family === 4 ? addressEnd(bytes, at, end) : -1;
      return colon > 0 && bytes[colon] === COLON ? numberEnd(bytes, colon + 1, end, 65535) : -1;
    }
    case "prefix6":
      return family === 6 ? prefix6End(bytes, at, end) : -1;
    case "address6":
      return family === 6 ? ipv6End(bytes, at, end) : -1;
    case "place6":
      return family === 6 ? place6End(bytes, at, end) : -1;
    case "word":
      return wordEnd(bytes, at, end);
  }
}

/** Where a hole ends that begins at `at` in a line that fits, by what stands behind it. */
export function filledEnd(behind: string, text: string, at: number, end: number): number {
  // One character, which no hole that it ends can hold: a blank or a quote.
  return behind === "" ? end : text.indexOf(behind.charAt(0), at);
}

/** The one address that stands in a hole; undefined where a network does, or none. */
export function hostIn(kind: HoleKind, text: string, at: number, end: number): Address["value"] | undefined {
  switch (kind) {
    case "prefix":
      return isNetwork(text, end, 32) ? undefined : ipv4In(text, at, end);
    case "place":
    case "address":
      return ipv4In(text, at, end);
    case "prefix6":
      return isNetwork(text, end, 128) ? undefined : ipv6PrefixIn(text.slice(at, end)).base;
    case "place6":
      return ipv6In(text.slice(at + 1, text.indexOf("]", at))).value;
    case "address6":
      return ipv6In(text.slice(at, end)).value;
    default:
      return undefined;
  }
}

/** True where an address has a length behind it that is not that of a whole one. */
function isNetwork(text: string, end: number, whole: number): boolean {
  for (let digits = 1; digits <= 3; digits++)
    if (text.charCodeAt(end - digits - 1) === SLASH) return numberIn(text, end - digits, end) !== whole;
  return false;
}

/** What stands in a hole of a match or a target, from where it begins up to where it ends. */
export function holeValue(
  kind: Exclude<HoleKind, "chain">,
  text: string,
  at: number,
  end: number,
): Prefix | Range | NatPlace | string {
  switch (kind) {
    case "prefix":
      return prefixIn(text, at, end);
    case "prefix6":
      return ipv6PrefixIn(text.slice(at, end));
    case "address6":
      return placeOf(ipv6In(text.slice(at, end)), undefined);
    case "place6": {
      const bracket = text.indexOf("]", at);
      return placeOf(ipv6In(text.slice(at + 1, bracket)), oneNumber(numberIn(text, bracket + 2, end)));
    }
    case "port":
      return oneNumber(numberIn(text, at, end));
    case "place":
    case "address":
      return placeIn(text, at, end);
    case "text":
    case "word":
      return text.slice(at, end);
  }
}

function prefixIn(text: string, at: number, end: number): Ipv4Prefix {
  let slash = end - 1;
  while (slash > at && text.charCodeAt(slash) !== SLASH && text.charCodeAt(slash) !== DOT) slash--;
  const whole = text.charCodeAt(slash) !== SLASH;
  const hosts = whole ? 0 : 32 - numberIn(text, slash + 1, end);
  const mask = hosts === 32 ? 0 : (0xffffffff << hosts) >>> 0;
  return { family: 4, base: (ipv4In(text, at, end) & mask) >>> 0, mask };
}

function placeIn(text: string, at: number, end: number): NatPlace {
  const colon = text.indexOf(":", at);
  const bare = colon < 0 || colon >= end;
  return placeOf(
    { family: 4, value: ipv4In(text, at, end) },
    bare ? undefined : oneNumber(numberIn(text, colon + 1, end)),
  );
}

function placeOf(address: Address, ports: Range | undefined): NatPlace {
  return { addresses: { from: address, to: address }, ports, base: undefined };
}

function oneNumber(number: number): Range {
  return { from: number, to: number };
}

/** The 32 bits of four decimal numbers with dots between them, and a length or a port behind them. */
function ipv4In(text: string, at: number, end: number): number {
  let value = 0;
  let part = 0;
  for (let place = at; place < end; place++) {
    const code = text.charCodeAt(place);
    if (code === DOT) {
      value = (value << 8) | part;
      part = 0;
    } else if (code === SLASH || code === COLON) break;
    else part = part * 10 + code - ZERO;
  }
  return ((value << 8) | part) >>> 0;
}

function numberIn(text: string, at: number, end: number): number {
  let number = 0;
  for (let place = at; place < end; place++) number = number * 10 + text.charCodeAt(place) - ZERO;
  return number;
}

/** `10.0.0.1` or `10.0.0.0/8` */
function prefixEnd(bytes: Uint8Array, at: number, end: number): number {
  const slash = addressEnd(bytes, at, end);
  return slash > 0 && bytes[slash] === SLASH ? numberEnd(bytes, slash + 1, end, 32) : slash;
}

/** `fd00::1` or `fd00::/64` */
function prefix6End(bytes: Uint8Array, at: number, end: number): number {
  const slash = ipv6End(bytes, at, end);
  return slash > 0 && bytes[slash] === SLASH ? numberEnd(bytes, slash + 1, end, 128) : slash;
}

/** `[fd00::1]:80` */
function place6End(bytes: Uint8Array, at: number, end: number): number {
  const bracket = bytes[at] === BRACKET ? ipv6End(bytes, at + 1, end) : -1;
  const port = bracket > 0 && bytes[bracket] === BRACKET_END && bytes[bracket + 1] === COLON;
  return port ? numberEnd(bytes, bracket + 2, end, 65535) : -1;
}

/** Four numbers up to 255 with dots between them. */
function addressEnd(bytes: Uint8Array, at: number, end: number): number {
  let place = numberEnd(bytes, at, end, 255);
  for (let part = 1; part < 4; part++) {
    if (place < 0 || bytes[place] !== DOT) return -1;
    place = numberEnd(bytes, place + 1, end, 255);
  }
  return place;
}

/** Decimal digits without a leading zero, up to `most`. */
function numberEnd(bytes: Uint8Array, at: number, end: number, most: number): number {
  let number = 0;
  let place = at;
  for (; place < end; place++) {
    const digit = (bytes[place] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) break;
    number = (number * 10 + digit) | 0;
    if (number > most) return -1;
  }
  const none = place === at || (place > at + 1 && bytes[at] === ZERO);
  return none ? -1 : place;
}

/** What stands in quotes, up to the closing one. */
function textEnd(bytes: Uint8Array, at: number, end: number): number {
  const most = Math.min(end, at + LONGEST_TEXT + 1);
  let wide = false;
  for (let place = at; place < most; place++) {
    const code = bytes[place] ?? 0;
    if (IN_TEXT[code] === 1) continue;
    if (code === QUOTE) return wide && 3 * (place - at) > LONGEST_TEXT ? -1 : place;
    if (code === BACKSLASH) return -1;
    wide = true;
  }
  return -1;
}

/** Letters, digits and what stands between them in names: `default/nginx`. */
function wordEnd(bytes: Uint8Array, at: number, end: number): number {
  let place = at;
  for (; place < end; place++) {
    const code = bytes[place] ?? 0;
    if (code === SPACE) break;
    const letter =
      (code >= SMALL_A && code <= SMALL_Z) || (code >= CAPITAL_A && code <= CAPITAL_Z) || code === UNDERSCORE;
    if (!letter && !(code >= DASH && code <= NINE && place > at)) return -1;
  }
  return place > at && place - at <= LONGEST_WORD ? place : -1;
}

function blankOrEnd(bytes: Uint8Array, at: number, end: number): number {
  let place = at;
  for (; place < end; place++) {
    const code = bytes[place] ?? 0;
    if (code === SPACE) break;
    if (code === QUOTE || code < SPACE || code > LAST_ASCII) return -1;
  }
  return place > at ? place : -1;
}
