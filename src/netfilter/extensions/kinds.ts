/**
 * The kinds of words that follow options: how each is read, and how iptables-save prints it.
 *
 * Numbers are read as iptables reads them, decimal, 0x… or octal with a leading 0 (libxtables, xtables_strtoul). What is
 * printed was compared with iptables-save 1.8.9.
 */
import type { Address, Family, Prefix } from "../address";
import { formatAddress, formatPrefix, maskedPrefix, parseAddress, parsePrefix } from "../address";
import { protocolNumber } from "../protocols";
import { servicePort } from "./services";

export interface Kind<Value> {
  /** What the word is, after `expects`: `a port or a range such as 8000:8080`. */
  readonly expects: string;
  read(word: string, family: Family): Value | undefined;
  print(value: Value): string;
}

/** Both ends belong to it. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Bits and the mask that says which of them count. */
export interface Masked {
  readonly value: number;
  readonly mask: number;
}

export const MOST_32 = 0xffffffff;

/** A number as iptables takes it, from 0 to `most`; undefined for anything else. */
export function readNumber(word: string, most: number): number | undefined {
  const number = /^0[0-7]+$/.test(word)
    ? Number.parseInt(word, 8)
    : /^(0x[0-9a-f]+|\d+)$/i.test(word)
      ? Number(word)
      : Number.NaN;
  return number >= 0 && number <= most ? number : undefined;
}

/** `0x4000` */
export function hex(value: number): string {
  return `0x${value.toString(16)}`;
}

/** `0x2e`, with two digits at least. */
export function hexByte(value: number): string {
  return `0x${value.toString(16).padStart(2, "0")}`;
}

/** A whole number from 0 to `most`. */
export function wholeNumber(most: number, print: (value: number) => string = String): Kind<number> {
  return { expects: `a whole number from 0 to ${String(most)}`, read: (word) => readNumber(word, most), print };
}

/** A number, or two with `mark` between them; an end that is left out is the least or the most. */
export function numberRange(
  most: number,
  mark: ":" | "-",
  readEnd = (word: string) => readNumber(word, most),
): Kind<Range> {
  return {
    expects: `a number or a range such as 1${mark}${String(Math.min(most, 100))}`,
    read: (word) => {
      const [first = "", second, ...more] = word.split(mark);
      if (more.length > 0) return undefined;
      const from = first === "" && second !== undefined ? 0 : readEnd(first);
      const to = second === undefined ? from : second === "" ? most : readEnd(second);
      return from === undefined || to === undefined || from > to ? undefined : { from, to };
    },
    print: (range) => printRange(range, mark),
  };
}

/** `80` or `80:90`. */
export function printRange({ from, to }: Range, mark: string): string {
  return from === to ? String(from) : `${String(from)}${mark}${String(to)}`;
}

const readPort = (word: string) => readNumber(word, 65535) ?? servicePort(word);

export const PORT_RANGE: Kind<Range> = {
  ...numberRange(65535, ":", readPort),
  expects: "a port or a range such as 8000:8080",
};

/** One port, by number or by name. */
export const PORT: Kind<number> = { expects: "a port such as 80 or http", read: readPort, print: String };

const NUMERIC_SPAN = numberRange(65535, "-");

/** As NAT targets take them: `1024-65535` with both ends, or one port by name (`ftp-data`). */
export const PORT_SPAN: Kind<Range> = {
  expects: "a port or a range such as 1024-65535",
  read: (word, family) => {
    const named = servicePort(word);
    if (named !== undefined) return { from: named, to: named };
    return word.startsWith("-") || word.endsWith("-") ? undefined : NUMERIC_SPAN.read(word, family);
  },
  print: (range) => printRange(range, "-"),
};

/** Several words of a kind, with commas between them, as many as `most`. */
export function listOf<Value>(kind: Kind<Value>, most = Infinity): Kind<readonly Value[]> {
  return {
    expects: `${kind.expects}, or several with commas between them`,
    read: (word, family) => {
      const values: Value[] = [];
      for (const part of word.split(",")) {
        const value = kind.read(part, family);
        if (value === undefined) return undefined;
        values.push(value);
      }
      return values.length <= most ? values : undefined;
    },
    print: (values) => values.map((value) => kind.print(value)).join(","),
  };
}

/** One of some words; capitals do not matter, and it is kept as it stands in the list. */
export function oneOf<Word extends string>(words: readonly Word[]): Kind<Word> {
  return {
    expects: `one of ${words.join(", ")}`,
    read: (word) => words.find((known) => known.toLowerCase() === word.toLowerCase()),
    print: (word) => word,
  };
}

/** Some of some words, in the order in which iptables-save prints them whatever order they were given in. */
export function someOf<Word extends string>(words: readonly Word[]): Kind<readonly Word[]> {
  const list = listOf(oneOf(words));
  return {
    ...list,
    read: (word, family) => {
      const found = list.read(word, family);
      return found && words.filter((known) => found.includes(known));
    },
  };
}

/** A number with a mask. */
export function masked(most: number, print: (value: Masked) => string): Kind<Masked> {
  return {
    expects: "a number such as 0x4000, with a mask after a / or without one",
    read: (word) => {
      const [first = "", second, ...more] = word.split("/");
      const value = readNumber(first, most);
      const mask = second === undefined ? most : readNumber(second, most);
      return value === undefined || mask === undefined || more.length > 0 ? undefined : { value, mask };
    },
    print,
  };
}

/** A mark that is compared: a full mask is not printed. */
export const MARK = masked(MOST_32, ({ value, mask }) =>
  mask === MOST_32 ? hex(value) : `${hex(value)}/${hex(mask)}`,
);

export const ADDRESS: Kind<Address> = {
  expects: "an address of the ruleset's family",
  read: (word, family) => ofFamily(parseAddress(word), family),
  print: formatAddress,
};

/** An address or a network; host bits are cleared and the length is always printed. */
export const PREFIX: Kind<Prefix> = {
  expects: "an address or a network such as 10.0.0.0/8 (fd00::/8 for IPv6)",
  read: (word, family) => {
    const prefix = ofFamily(parsePrefix(word), family);
    return prefix && maskedPrefix(prefix);
  },
  print: formatPrefix,
};

/** As `--ctorigsrc` takes it: a host is printed without its length, and a network with its host bits. */
export const BARE_PREFIX: Kind<Prefix> = {
  ...PREFIX,
  read: (word, family) => ofFamily(parsePrefix(word), family),
  print: (prefix) => formatPrefix(prefix).replace(prefix.family === 4 ? /\/32$/ : /\/128$/, ""),
};

export interface AddressSpan {
  readonly from: Address;
  readonly to: Address;
}

/** `10.0.0.1-10.0.0.9`, or one address. */
export const ADDRESS_SPAN: Kind<AddressSpan> = {
  expects: "an address or two with a - between them, the lower first",
  read: (word, family) => {
    const [first = "", second, ...more] = word.split("-");
    const from = ADDRESS.read(first, family);
    const to = second === undefined ? from : ADDRESS.read(second, family);
    return from && to && from.value <= to.value && more.length === 0 ? { from, to } : undefined;
  },
  print: ({ from, to }) =>
    from.value === to.value ? formatAddress(from) : `${formatAddress(from)}-${formatAddress(to)}`,
};

function ofFamily<Value extends { readonly family: Family }>(
  value: Value | undefined,
  family: Family,
): Value | undefined {
  return value?.family === family ? value : undefined;
}

export const PROTOCOL: Kind<number> = {
  expects: "a protocol: a name such as tcp, or a number from 0 to 255",
  read: (word) => (word.toLowerCase() === "all" ? 0 : protocolNumber(word)),
  print: String,
};

/** A device's name; a `+` at its end stands for any ending. */
export const DEVICE: Kind<string> = {
  expects: "a device such as eth0 or eth+, of at most 15 letters",
  read: (word) => (/^[^\s/]{1,15}$/.test(word) ? word : undefined),
  print: (word) => word,
};

/** A word that is printed bare, of at most so many letters. */
export function name(most: number): Kind<string> {
  return {
    expects: `a name of at most ${String(most)} letters`,
    read: (word) => (word !== "" && word.length <= most ? word : undefined),
    print: (word) => word,
  };
}

/** Text of at most so many bytes; nothing else is read. */
export function text(most: number): Kind<string> {
  return {
    expects: `a text of at most ${String(most)} bytes, in double quotes where blanks are in it`,
    read: (word) => (new TextEncoder().encode(word).length <= most ? word : undefined),
    print: quoteText,
  };
}

/** Text as iptables-save prints it: bare where it is only letters, digits, `_` and `-` (libxtables, xtables_save_string). */
function quoteText(value: string): string {
  return /^[\w-]+$/.test(value) ? value : `"${value.replace(/["\\']/g, "\\$&")}"`;
}
