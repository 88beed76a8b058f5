/**
 * Reads what `ip route` (ip-route(8)) prints, of one table or of `table all`, of either family.
 *
 * A route with several next hops becomes one Route for each of them.
 */
import {
  formatPrefix,
  maskedPrefix,
  parseAddress,
  parsePrefix,
  prefixOf,
  ipv4,
  ipv6,
  type Address,
  type Family,
  type Prefix,
} from "../address";
import type { Route, RouteType } from "../node";
import { quoted, type ProblemList } from "./problems";
import type { Section } from "./section";
import { splitWords, type Word } from "./words";

const TYPES = new Map<string, RouteType>(
  (
    ["unicast", "local", "broadcast", "multicast", "unreachable", "blackhole", "prohibit", "throw", "anycast"] as const
  ).map((type) => [type, type]),
);

/** The types that lead nowhere, so that their lines need neither device nor next hop. */
const DEAD_ENDS: ReadonlySet<string> = new Set(["unreachable", "blackhole", "prohibit", "throw"]);

/** What may stand behind the destination. */
const KEYS: ReadonlySet<string> = new Set(
  "dev via nexthop nhid proto scope src metric table tos dsfield encap realm realms mtu advmss error pref".split(" "),
);

/** A section of routes and what the command before it told: `ip -6 route show table 100`. */
export interface RouteSection extends Section {
  readonly family: Family | undefined;
  readonly table: string | undefined;
}

/** True for a line that is a route for certain. Prose and rules are none. */
export function isRouteLine(line: string): boolean {
  // Most lines of a paste are something else, and the first character tells.
  if (!/^\s*(?:[0-9a-f:]|[ublmtp][hlnoru])/.test(line)) return false;
  const words = splitWords(line);
  const [first, second] = words;
  if (!first) return false;
  const type = TYPES.get(first.text);
  const destination = type ? second?.text : first.text;
  if (destination === undefined || (destination !== "default" && !parsePrefix(destination))) return false;
  const key = words[type ? 2 : 1]?.text;
  if (key === undefined) return DEAD_ENDS.has(first.text);
  // `ip route get` prints `uid`, and what it prints is no route of a table.
  return KEYS.has(key) && !words.some(({ text }) => text === "uid");
}

/** True for a line that can only be a route where routes are expected: it may be cut off. */
export function isRouteBeginning(line: string): boolean {
  const first = splitWords(line.slice(0, 200))[0]?.text ?? "";
  return first === "default" || TYPES.has(first) || parsePrefix(first) !== undefined;
}

/** True for `nexthop via 10.0.0.1 dev eth0 weight 1` below a route. */
export function isNexthopLine(line: string): boolean {
  return /^\s*nexthop\s/.test(line);
}

/** The routes of several sections; one that stands in several (`ip route`, `ip route show table all`) is there once. */
export function readRoutes(sections: readonly RouteSection[], problems: ProblemList): Route[] {
  const routes = new Map<string, Route>();
  const keep = (route: Route) => {
    const { type, destination, table, dev, via, src, metric } = route;
    const key = [
      type,
      formatPrefix(destination),
      table,
      dev,
      via && `${String(via.family)}/${String(via.value)}`,
      src?.value,
      metric,
    ].join(" ");
    if (!routes.has(key)) routes.set(key, route);
  };
  for (const section of sections) {
    const reading = new RouteReading(section, problems);
    for (let index = section.from; index < section.to; index++) {
      for (const route of reading.readLine(section.lines.at(index), index + 1)) keep(route);
    }
    reading.finish();
  }
  return [...routes.values()];
}

/** What stands before the first next hop, which holds for all of them. */
interface Head {
  readonly type: RouteType;
  readonly destination: Prefix | "default";
  readonly words: readonly Word[];
  readonly line: number;
  /** True once a route came of it. */
  used: boolean;
}

class RouteReading {
  readonly #section: RouteSection;
  readonly #problems: ProblemList;
  #head: Head | undefined;

  constructor(section: RouteSection, problems: ProblemList) {
    this.#section = section;
    this.#problems = problems;
  }

  readLine(source: string, line: number): Route[] {
    const words = splitWords(source).filter(({ text }) => text !== "\\");
    const [first] = words;
    if (!first || first.text === "cache" || first.text.startsWith("#")) return [];
    const [own = [], ...nexthops] = partAt("nexthop", words);
    if (own.length > 0) {
      this.finish();
      this.#head = this.#readHead(own, line);
    }
    const head = this.#head;
    if (!head) return [];
    const hops = nexthops.length === 0 && (hasWay(own) || DEAD_ENDS.has(head.type)) ? [[]] : nexthops;
    if (hops.length > 0) head.used = true;
    return hops.map((hop) => this.#route(head, hop, line));
  }

  /** Tells of a route that leads nowhere. */
  finish(): void {
    const head = this.#head;
    if (!head || head.used) return;
    const text = head.words.map(({ raw }) => raw).join(" ");
    this.#problems.warn(
      head.line,
      head.words[0]?.column ?? 1,
      `the route ${quoted(text)} is not used: it names neither a device nor a next hop; expected "via ADDRESS" or "dev NAME"`,
    );
  }

  #readHead(words: readonly Word[], line: number): Head | undefined {
    const [first, second] = words;
    const type = TYPES.get(first?.text ?? "");
    const word = type ? second : first;
    const text = word?.text ?? "";
    const destination = text === "default" ? text : parsePrefix(text);
    if (destination) return { type: type ?? "unicast", destination, words, line, used: false };
    const column = word?.column ?? (first ? first.column + first.raw.length : 1);
    this.#problems.warn(
      line,
      column,
      `${quoted(text)} is no destination of a route; expected default, an address or a prefix such as 10.244.0.0/24`,
    );
    return undefined;
  }

  #route(head: Head, hop: readonly Word[], line: number): Route {
    const words = [...head.words, ...hop];
    const value = (key: string) => wordAfter(key, hop) ?? wordAfter(key, head.words);
    const via = value("via");
    const family = via?.text === "inet" || via?.text === "inet6" ? via.text : undefined;
    const metric = value("metric")?.text ?? "";
    return {
      type: head.type,
      destination: head.destination === "default" ? everything(this.#familyOf(words)) : maskedPrefix(head.destination),
      table: value("table")?.text ?? this.#section.table ?? "main",
      dev: value("dev")?.text,
      via: this.#address(family === undefined ? via : value(family), line),
      src: this.#address(value("src"), line),
      metric: /^\d{1,10}$/.test(metric) ? Number(metric) : 0,
      text: words.map(({ raw }) => raw).join(" "),
      line,
    };
  }

  #address(word: Word | undefined, line: number): Address | undefined {
    const address = word && parseAddress(word.text);
    if (word && !address)
      this.#problems.warn(line, word.column, `${quoted(word.raw)} is no address; the route is used without it`);
    return address;
  }

  /** The family of `default`: its next hop's, else the command's, else that of the fields that only one family's lines have. */
  #familyOf(words: readonly Word[]): Family {
    const near = wordAfter("via", words) ?? wordAfter("src", words);
    const address = near && parseAddress(near.text);
    if (address) return address.family;
    if (this.#section.family) return this.#section.family;
    return words.some(({ text }) => text === "pref" || text === "hoplimit") ? 6 : 4;
  }
}

/** The words parted before each `at`; the first part is what stands before all of them. */
function partAt(at: string, words: readonly Word[]): Word[][] {
  const parts: Word[][] = [[]];
  for (const word of words) {
    if (word.text === at) parts.push([]);
    parts.at(-1)?.push(word);
  }
  return parts;
}

function hasWay(words: readonly Word[]): boolean {
  return words.some(({ text }) => text === "dev" || text === "via" || text === "nhid");
}

/** The word behind a key; the destination itself is no key. */
function wordAfter(key: string, words: readonly Word[]): Word | undefined {
  const at = words.findIndex(({ text }, index) => index > 0 && text === key);
  return at < 0 ? undefined : words[at + 1];
}

function everything(family: Family): Prefix {
  return prefixOf(family === 4 ? ipv4(0) : ipv6(0n), 0);
}
