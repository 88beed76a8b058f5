/**
 * The characters of a line that no tool printed: a terminal's colours, blanks and quotes and dashes that a chat or a word
 * processor made its own of, and what HTML writes for them.
 */
import type { MovedLines, Kept } from "./moved-lines";
import { ANY_ODD } from "./plain-text";

/** Colours and other escapes of a terminal (ECMA-48, control sequences and operating system commands), colours with `^[` too. */
const ESCAPE =
  "\\u001b(?:\\[[0-9;:?]{0,40}[ -/]{0,4}[@-~]|\\][^\\u0007\\u001b]{0,200}(?:\\u0007|\\u001b\\\\)|[()][A-Z0-9]|[=>78cDEHM])|\\^\\[\\[[0-9;]{0,20}[mK]";
/** What is left of grep's colours where the escape character itself was lost. */
const LOST_ESCAPE = "\\[(?:\\d{1,3}(?:;\\d{1,3}){0,4})?m\\[K";
/** Of no width. */
const NOTHING = "[\\u00ad\\u200b-\\u200f\\u2060\\ufeff\\u0007]";
const BLANK = "[\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000]";
const QUOTES = "[\\u201c-\\u201f\\u2033\\u00ab\\u00bb\\uff02]";
const TICKS = "[\\u2018-\\u201b\\u2032]";
/** Hyphens, and the dashes that stand for one or two of them. */
const DASH = "[\\u2010\\u2011\\u2012\\u2212\\ufe63\\uff0d]";
const LONG_DASH = "[\\u2013\\u2014]";
const ENTITY = "&(?:quot|gt|lt|amp|nbsp|#0?3[49]|#x2[27]);";

const ODD = new RegExp(
  [ESCAPE, LOST_ESCAPE, NOTHING, BLANK, QUOTES, TICKS, DASH, LONG_DASH, ENTITY].map((one) => `(${one})`).join("|"),
  "g",
);

const ENTITIES = new Map([
  ["&quot;", '"'],
  ["&gt;", ">"],
  ["&lt;", "<"],
  ["&amp;", "&"],
  ["&nbsp;", " "],
]);

/** Blanks and dashes outside of quotes that no tool prints: then none of the line is as it was typed. */
const REWRITTEN = new RegExp(`${BLANK}|${DASH}|${LONG_DASH}`);
const QUOTED = /"(?:[^"\\]|\\.)*"/g;

/** Gives each line the characters that a tool prints. What stands within straight quotes is a comment's own. */
export function plainCharacters(moved: MovedLines): void {
  for (let index = 0; index < moved.lines.length; index++) {
    const line = moved.at(index);
    if (ANY_ODD.test(line)) plainLine(moved, index, line);
  }
}

function plainLine(moved: MovedLines, index: number, line: string): void {
  const parts: string[] = [];
  let length = 0;
  let from = 0;
  const kept: Kept[] = [];
  const straight = line.includes('"');
  const watched = straight && !REWRITTEN.test(line.replace(QUOTED, ""));
  let quoted = false;
  let counted = 0;
  for (const found of line.matchAll(ODD)) {
    if (watched) for (; counted < found.index; counted++) if (line[counted] === '"') quoted = !quoted;
    const plain = plainOf(found, line, straight, quoted);
    if (plain === undefined) continue;
    parts.push(line.slice(from, found.index), plain);
    length += found.index - from + plain.length;
    from = found.index + found[0].length;
    if (plain.length !== found[0].length) kept.push({ at: length, from });
  }
  if (from === 0) return;
  parts.push(line.slice(from));
  moved.change(index, parts.join(""), kept.length > 0 ? [{ at: 0, from: 0 }, ...kept] : []);
}

/** What a tool would have printed for something odd; undefined where it stays. */
function plainOf(found: RegExpExecArray, line: string, straight: boolean, quoted: boolean): string | undefined {
  const [whole, escape, lost, nothing, blank, quotes, ticks, dash, long] = found;
  if (escape !== undefined || lost !== undefined) return "";
  if (quoted) return undefined;
  if (nothing !== undefined) return "";
  if (blank !== undefined) return " ";
  if (dash !== undefined || long !== undefined) return long !== undefined && isFlag(line, found.index) ? "--" : "-";
  if (straight) return undefined;
  if (quotes !== undefined) return '"';
  return ticks === undefined ? (ENTITIES.get(whole) ?? (/3?4|22/.test(whole) ? '"' : "'")) : "'";
}

/** `–dport` was `--dport`, `–A` was `-A`. */
function isFlag(line: string, at: number): boolean {
  if (at > 0 && !/\s/.test(line[at - 1] ?? "")) return false;
  return /^[a-z][a-z-]+(?![A-Za-z])/.test(line.slice(at + 1, at + 40));
}
