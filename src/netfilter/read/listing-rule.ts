/**
 * A listed rule as the words that a rule has: `-s 10.0.0.0/8 -p tcp -m tcp --dport 80 -j ACCEPT`, so that it is read,
 * checked and printed as every other.
 */
import type { Family } from "../address";
import { findTarget } from "../extensions/index";
import { isVerdict, type Counters } from "../ruleset";
import { readWords, type ListedUse } from "./listing-prose";
import type { Cell, Row } from "./listing-row";
import type { RuleDraft } from "./rule-draft";
import type { TableDraft } from "./table-draft";
import { quoteWord, type Word } from "./words";

/** Where a listed rule stands, for what its words need to know. */
export interface Place {
  readonly table: TableDraft;
  readonly chain: string;
  readonly family: Family;
}

const GOTO = /^\[goto\]\s*/;

/** A rule of a listing; its words are made when they are asked for, when all chains of the table are known. */
export class ListedRule implements RuleDraft {
  readonly text: string;
  readonly line: number;
  readonly counters: Counters | undefined;
  readonly #source: string;
  readonly #row: Row;
  readonly #number: number;
  readonly #place: Place;

  /** `number`: its number in its chain, from 1. */
  constructor(source: string, line: number, row: Row, number: number, place: Place) {
    this.text = source.slice(row.start).trimEnd();
    this.line = line;
    this.counters = row.counters;
    this.#source = source;
    this.#row = row;
    this.#number = number;
    this.#place = place;
  }

  words(): readonly Word[] {
    const { source, destination, devices, protocol, fragment, target, prose } = this.#row;
    const words: Word[] = [];
    const add = (at: number, ...texts: readonly string[]) => {
      for (const text of texts) words.push({ text, raw: quoteWord(text), column: at + 1, closed: true });
    };
    const addCell = (flag: string, cell: Cell | undefined, any: RegExp, plain: (text: string) => string = String) => {
      if (!cell || any.test(cell.text)) return;
      const negated = cell.text.startsWith("!");
      add(cell.at, ...(negated ? ["!"] : []), flag, plain(negated ? cell.text.slice(1) : cell.text));
    };
    const named = (text: string) => addressOfName(text, this.#place.family);
    addCell("-s", source, ANY_ADDRESS, named);
    addCell("-d", destination, ANY_ADDRESS, named);
    addCell("-i", devices?.in, ANY_DEVICE);
    addCell("-o", devices?.out, ANY_DEVICE);
    addCell("-p", protocol, /^(?:all|0)$/);
    if (fragment) add(protocol.at, ...(fragment === "!f" ? ["!", "-f"] : ["-f"]));
    const goto = GOTO.exec(prose.text)?.[0].length ?? 0;
    const name = target?.text ?? "";
    const isChain = this.#place.table.chains.has(name);
    const extension = isChain || isVerdict(name) ? undefined : findTarget(name);
    const read = readWords(this.#source, prose.at + goto, this.#place.family, extension);
    // The words of a target that nobody knows, or that its tool could not tell, are its own.
    const foreign = target !== undefined && !isChain && !isVerdict(name) && !extension;
    const last = read.uses.at(-1);
    const own = last?.match === null && (foreign || isOwn(last.text, name)) ? last : undefined;
    for (const use of read.uses) if (use !== own) add(use.at, ...wordsOf(use));
    if (this.#hidesDevices(read.uses)) add(this.#row.start, "-m", "listing", "--hides", this.#hidden());
    if (target) add(target.at, goto > 0 ? "-g" : "-j", name, ...(read.target ?? []));
    if (own) add(own.at, ...own.text.split(/\s+/));
    return words;
  }

  /**
   * True where the rule takes every packet as far as is listed and ends its way through the chain: what stands behind it
   * would never be asked, so that it will name a device.
   */
  #hidesDevices(uses: readonly ListedUse[]): boolean {
    const { devices, target, protocol, fragment, source, destination } = this.#row;
    const bare = [source, destination].every(({ text }) => ANY_ADDRESS.test(text)) && /^(?:all|0)$/.test(protocol.text);
    if (devices || fragment || !bare || !isVerdict(target?.text ?? "")) return false;
    return uses.every(({ match }) => match === "comment") && !this.#isLastReturn();
  }

  /** At a chain's end RETURN changes nothing, whatever its devices. */
  #isLastReturn(): boolean {
    const chain = this.#place.table.chains.get(this.#place.chain);
    return this.#row.target?.text === "RETURN" && this.#number === chain?.rules.length && chain.policy === null;
  }

  #hidden(): string {
    return `the devices of rule ${String(this.#number)} of ${this.#place.table.name}/${this.#place.chain}`;
  }
}

const ANY_ADDRESS = /^(?:anywhere|0\.0\.0\.0\/0|::\/0)$/;
const ANY_DEVICE = /^(?:\*|any)$/;

/** Names that mean the same on every machine; others of hosts and networks cannot be known (RFC 6761; Debian's /etc/networks). */
const NAMES: Readonly<Record<Family, ReadonlyMap<string, string>>> = {
  4: new Map([
    ["default", "0.0.0.0"],
    ["localhost", "127.0.0.1"],
    ["localhost/8", "127.0.0.0/8"],
    ["loopback/8", "127.0.0.0/8"],
    ["link-local/16", "169.254.0.0/16"],
    ["base-address.mcast.net/4", "224.0.0.0/4"],
  ]),
  6: new Map([
    ["localhost", "::1"],
    ["ip6-localhost", "::1"],
    ["ip6-allnodes", "ff02::1"],
    ["ip6-allrouters", "ff02::2"],
  ]),
};

function addressOfName(text: string, family: Family): string {
  const known = NAMES[family].get(text);
  if (known !== undefined) return known;
  return family === 4 ? text.replace(/^default(?=\/)/, "0.0.0.0") : text;
}

/** True for the words of a target that cannot be turned back: `[unsupported revision]`, or what begins with its name. */
function isOwn(text: string, target: string): boolean {
  return text.startsWith("[") || text === target || text.startsWith(`${target} `);
}

/** A match as a rule has it; what cannot be turned back is a match of which nothing but its words is known. */
function wordsOf({ match, options, text }: ListedUse): readonly string[] {
  if (match === null) return ["-m", text];
  return ["-m", match, ...(options ?? [text])];
}
