/**
 * Reads YAML as kubectl prints it, line by line: maps and lists over lines, a value on the line of its key, text behind
 * `|`. Whatever else YAML may have (flow, anchors, tags, comments, text folded over lines) is not read here but by the YAML
 * library, which takes ten times as long; plain-yaml.test.ts holds one against the other.
 */
import { SPACE } from "../../netfilter/ascii";

/** What YAML has beside what is read here. */
export type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain };

/** The value of an object's lines; undefined where they have something that is not read here. */
export function readPlainYaml(lines: readonly string[]): Plain | undefined {
  try {
    const reading = new Reading(lines);
    const value = reading.node(-1, 0);
    return reading.ended ? value : undefined;
  } catch (error) {
    if (error === NOT_PLAIN) return undefined;
    throw error;
  }
}

/** Is thrown where something is met that is not read here. */
const NOT_PLAIN = new Error("no plain YAML");

/** So deep nothing is that kubectl prints. */
const DEEPEST = 60;

/** A key that is text to YAML whatever it is, with the value behind it if there is one. */
const ENTRY = /^([A-Za-z_][\w./-]*|"[\w./ -]*"):(?: +(.*))?$/;
/** Words that are no text to YAML. */
const CONSTANTS = new Map<string, boolean | null>([
  ...["", "~", "null", "Null", "NULL"].map((word) => [word, null] as const),
  ...["true", "True", "TRUE"].map((word) => [word, true] as const),
  ...["false", "False", "FALSE"].map((word) => [word, false] as const),
]);
const INTEGER = /^(?:0|-?[1-9]\d{0,14})$/;
/** What may be another number; the library tells. */
const NUMBER_LIKE =
  /^(?:[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[-+]?\.(?:inf|nan|Inf|NaN|INF|NAN)|0[xo][\da-fA-F]+)$/;
/** A plain text begins with none of these, and has none of those within. */
const SPECIAL = /^(?:[[\]{}&*!|>%@`"'#,?:-]|\.\.\.)|: |:$| #/;
/** Text that may begin with a dash, a question mark or a colon: no blank is behind it. */
const DASHED = /^[-?:][^\s,[\]{}]/;
/** Characters that mean something else to a YAML reader, or lack from it. */
const ODD = /[^\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;

class Reading {
  readonly #lines: string[];
  readonly #indents: number[];
  #at = 0;

  constructor(lines: readonly string[]) {
    this.#lines = lines.map((line) => (ODD.test(line) ? fail() : line));
    this.#indents = this.#lines.map(indentOf);
    this.#skipBlank();
  }

  get ended(): boolean {
    return this.#at === this.#lines.length;
  }

  /** What stands on the lines that are further in than `outer`; null where none is. */
  node(outer: number, depth: number): Plain {
    const indent = this.#indent();
    if (indent <= outer) return null;
    if (depth > DEEPEST) fail();
    if (this.#dashAt(indent)) return this.#list(indent, depth);
    const entry = ENTRY.exec(this.#text());
    if (entry) return this.#map(indent, depth);
    const value = this.#scalar(this.#text());
    this.#next();
    // A text that goes on in the next line.
    if (this.#indent() > outer) fail();
    return value;
  }

  #map(indent: number, depth: number): Plain {
    const map: Record<string, Plain> = {};
    for (let own = indent; own === indent && !this.#dashAt(indent); own = this.#indent()) {
      const [, key = fail(), text = ""] = ENTRY.exec(this.#text()) ?? [];
      const name = key.startsWith('"') ? key.slice(1, -1) : key;
      if (CONSTANTS.has(key) || name === "__proto__") fail();
      map[name] = this.#value(text, indent, depth);
      if (this.#indent() > indent) fail();
    }
    return map;
  }

  /** What stands behind a key: on its line, as text below it, or as a node of its own, of which a list may stand at the key's indent. */
  #value(text: string, indent: number, depth: number): Plain {
    if (text === "|" || text === "|-") return this.#block(indent, text === "|-");
    this.#next();
    if (text !== "") return this.#scalar(text);
    return this.#dashAt(indent) ? this.#list(indent, depth + 1) : this.node(indent, depth + 1);
  }

  #list(indent: number, depth: number): Plain {
    const list: Plain[] = [];
    while (this.#dashAt(indent)) {
      const line = this.#lines[this.#at] ?? "";
      const rest = line.slice(indent + 1);
      // What stands behind the dash is read as if it stood on a line of its own.
      this.#lines[this.#at] = `${" ".repeat(indent + 1)}${rest}`;
      this.#indents[this.#at] = indent + 1 + indentOf(rest);
      if (rest.trim() === "") this.#next();
      list.push(this.node(indent, depth + 1));
    }
    if (this.#indent() > indent) fail();
    return list;
  }

  /** The lines below a `|`, up to one that is no further in than its key. */
  #block(outer: number, strip: boolean): string {
    const texts: string[] = [];
    let indent = -1;
    for (this.#at++; this.#at < this.#lines.length; this.#at++) {
      const line = this.#lines[this.#at] ?? "";
      const own = this.#indents[this.#at] ?? 0;
      const blank = own === line.length;
      if (!blank && own <= outer) break;
      if (!blank && indent < 0) indent = own;
      // Blanks before the text, and text that is less far in than its first line.
      if (blank ? line !== "" && indent < 0 : own < indent) fail();
      texts.push(line.slice(indent));
    }
    if (indent < 0) fail();
    while (texts.at(-1) === "") texts.pop();
    return texts.join("\n") + (strip ? "" : "\n");
  }

  #scalar(text: string): Plain {
    const trimmed = text.trimEnd();
    const constant = CONSTANTS.get(trimmed);
    if (constant !== undefined) return constant;
    if (INTEGER.test(trimmed)) return Number(trimmed);
    if (trimmed === "[]") return [];
    if (trimmed === "{}") return {};
    if (trimmed.startsWith('"')) return quotedText(trimmed);
    if (trimmed.startsWith("'"))
      return /^'(?:[^']|'')*'$/.test(trimmed) ? trimmed.slice(1, -1).replaceAll("''", "'") : fail();
    if (NUMBER_LIKE.test(trimmed) || (SPECIAL.test(trimmed) && !isDashed(trimmed))) fail();
    return trimmed;
  }

  #dashAt(indent: number): boolean {
    if (this.#indent() !== indent) return false;
    const line = this.#lines[this.#at] ?? "";
    return line.startsWith("-", indent) && (line.length === indent + 1 || line[indent + 1] === " ");
  }

  #text(): string {
    return (this.#lines[this.#at] ?? "").slice(this.#indents[this.#at]);
  }

  /** How far in the line stands that comes; -1 behind the last. */
  #indent(): number {
    return this.#indents[this.#at] ?? -1;
  }

  #next(): void {
    this.#at++;
    this.#skipBlank();
  }

  #skipBlank(): void {
    while (this.#at < this.#lines.length && this.#indents[this.#at] === this.#lines[this.#at]?.length) this.#at++;
  }
}

/** Text in quotes as JSON has it too. */
function quotedText(text: string): string {
  if (!/^"(?:[^"\\]|\\["\\/bfnrt])*"$/.test(text)) fail();
  return text.includes("\\") ? String(JSON.parse(text)) : text.slice(1, -1);
}

function isDashed(text: string): boolean {
  return DASHED.test(text) && !SPECIAL.test(text.slice(1));
}

function indentOf(line: string): number {
  let indent = 0;
  while (line.charCodeAt(indent) === SPACE) indent++;
  return indent;
}

function fail(): never {
  throw NOT_PLAIN;
}
