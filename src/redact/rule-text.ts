/**
 * A line of iptables-save, or an iptables command, with stand-ins for what it names.
 */
import { quoteWord, splitWords } from "../netfilter/read/words";
import { isVerdict } from "../netfilter/ruleset";
import type { Names } from "./names";

type What = "chain" | "device" | "set" | "comment" | "name";

/** What stands behind a flag; the values of all others are looked through for addresses alone. */
const BEHIND = new Map<string, What>([
  ["-A", "chain"],
  ["-N", "chain"],
  ["-P", "chain"],
  ["-j", "chain"],
  ["-g", "chain"],
  ["-i", "device"],
  ["-o", "device"],
  ["--physdev-in", "device"],
  ["--physdev-out", "device"],
  ["--oif", "device"],
  ["--match-set", "set"],
  ["--add-set", "set"],
  ["--del-set", "set"],
  ["--map-set", "set"],
  ["--comment", "comment"],
  ["--log-prefix", "comment"],
  ["--nflog-prefix", "comment"],
  ["--string", "comment"],
  ["--name", "name"],
  ["--hashlimit-name", "name"],
  ["--nfacct-name", "name"],
  ["--rateest-name", "name"],
  ["--rateest", "name"],
  ["--rateest1", "name"],
  ["--rateest2", "name"],
  ["--led-trigger-id", "name"],
  ["--label", "name"],
  ["--uid-owner", "name"],
  ["--gid-owner", "name"],
  ["--path", "name"],
  ["--selctx", "name"],
]);

/** Redacts lines of rules: `places` replaces the addresses of a text. */
export class RuleText {
  readonly #names: Names;
  readonly #places: (text: string) => string;

  constructor(names: Names, places: (text: string) => string) {
    this.#names = names;
    this.#places = places;
  }

  line(line: string): string {
    if (/^(?:[*#$]|COMMIT|$)/.test(line)) return line;
    const [, chain, rest] = /^:(\S+)( .*)$/.exec(line) ?? [];
    if (chain !== undefined && rest !== undefined) return `:${this.#names.chain(chain)}${rest}`;
    let flag = "";
    return splitWords(line)
      .map(({ text, raw }) => {
        const behind = flag;
        flag = raw.startsWith("-") ? raw : "";
        if (raw === "!") flag = behind;
        const redacted = this.#word(text, BEHIND.get(behind));
        return redacted === text ? raw : quoteWord(redacted);
      })
      .join(" ");
  }

  #word(text: string, what: What | undefined): string {
    switch (what) {
      case "chain":
        return isVerdict(text) ? text : this.#names.chain(text);
      case "device":
        return this.#names.device(text);
      case "set":
        return this.#names.set(text);
      case "comment":
        return this.#names.comment(text, this.#places);
      case "name":
        return this.#names.name(text);
      case undefined:
        return this.#places(text);
    }
  }
}
