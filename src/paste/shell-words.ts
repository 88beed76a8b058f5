/**
 * Splits a shell's line into simple commands and their words, each with its place, and puts in the variables that are
 * known (POSIX, Shell Command Language). Substitutions of commands and arithmetic are left as they stand.
 */
import type { Word } from "../netfilter/read/words";

/** So many characters variables put into a paste: two lines may double one a hundred times. */
export const MOST_PUT_IN = 4_000_000;

/** What a text has set so far, by name. */
export class Variables {
  readonly #values = new Map<string, string>();
  #left = MOST_PUT_IN;

  set(name: string, value: string): void {
    this.#values.set(name, value);
  }

  /** The value to put in for a name; undefined where the text sets none, or where no more is put in. */
  take(name: string): string | undefined {
    const value = this.#values.get(name);
    if (value === undefined) return undefined;
    this.#left -= value.length;
    return this.isSpent() ? undefined : value;
  }

  /** True where a value was not put in because so much was before. */
  isSpent(): boolean {
    return this.#left < 0;
  }
}

/** A command without its redirections. */
export interface SimpleCommand {
  readonly words: readonly Word[];
  /** Where it ends in the line, from 0. */
  readonly end: number;
}

/** The commands of a line, which `;`, `&`, `|` and the end part; a comment ends the line. */
export function shellCommands(line: string, variables: Variables): SimpleCommand[] {
  return new Shell(line, variables).read();
}

class Shell {
  readonly #line: string;
  readonly #variables: Variables;
  readonly #commands: SimpleCommand[] = [];
  #words: Word[] = [];
  #at = 0;
  /** The word that is read, null between two. */
  #text: string | null = null;
  #begin = 0;

  constructor(line: string, variables: Variables) {
    this.#line = line;
    this.#variables = variables;
  }

  read(): SimpleCommand[] {
    while (this.#at < this.#line.length) this.#next(this.#line[this.#at] ?? "");
    this.#endCommand();
    return this.#commands;
  }

  #next(char: string): void {
    if (char === " " || char === "\t") this.#endWord();
    else if (";&|()\n".includes(char)) this.#endCommand();
    else if ((char === ">" || char === "<") && this.#text === null) this.#skipRedirection();
    else if (char === "#" && this.#text === null) {
      this.#endCommand();
      this.#at = this.#line.length;
      return;
    } else if (char === "'") this.#single();
    else if (char === '"') this.#double();
    else if (char === "$") this.#variable(false);
    else if (char === "\\") this.#take(this.#line[++this.#at] ?? "");
    else this.#take(char);
    this.#at++;
  }

  #take(text: string): void {
    if (this.#text === null) {
      this.#text = "";
      this.#begin = this.#at;
    }
    this.#text += text;
  }

  #endWord(): void {
    if (this.#text !== null) {
      const raw = this.#line.slice(this.#begin, this.#at);
      this.#words.push({ text: this.#text, raw, column: this.#begin + 1, closed: true });
    }
    this.#text = null;
  }

  #endCommand(): void {
    this.#endWord();
    if (this.#words.length > 0) this.#commands.push({ words: this.#words, end: this.#at });
    this.#words = [];
  }

  /** `> file`, `2>&1`: the file is a word that nobody gets. */
  #skipRedirection(): void {
    if (/^\d$/.test(this.#words.at(-1)?.raw ?? "") && this.#line[this.#at - 1] !== " ") this.#words.pop();
    const rest = /[<>]+&?\s*[^\s;&|()]*/y;
    rest.lastIndex = this.#at;
    this.#at += (rest.exec(this.#line)?.[0].length ?? 1) - 1;
  }

  #single(): void {
    const end = this.#line.indexOf("'", this.#at + 1);
    const stop = end < 0 ? this.#line.length : end;
    this.#take(this.#line.slice(this.#at + 1, stop));
    this.#at = stop;
  }

  #double(): void {
    this.#take("");
    for (this.#at++; this.#at < this.#line.length && this.#line[this.#at] !== '"'; this.#at++) {
      const char = this.#line[this.#at] ?? "";
      if (char === "$") this.#variable(true);
      else if (char === "\\" && '"\\$`'.includes(this.#line[this.#at + 1] ?? " "))
        this.#take(this.#line[++this.#at] ?? "");
      else this.#take(char);
    }
  }

  /** `$NAME`, `${NAME}`; outside of quotes the blanks of its value part words. */
  #variable(quoted: boolean): void {
    const name = /\$(?:\{(\w+)\}|(\w+))/y;
    name.lastIndex = this.#at;
    const found = name.exec(this.#line);
    const value = found ? this.#variables.take(found[1] ?? found[2] ?? "") : undefined;
    if (!found || value === undefined) {
      this.#take("$");
      return;
    }
    const parts = quoted ? [value] : value.split(/\s+/);
    for (const [index, part] of parts.entries()) {
      if (index > 0) this.#endWord();
      if (part !== "" || quoted) this.#take(part);
    }
    this.#at += found[0].length - 1;
  }
}
