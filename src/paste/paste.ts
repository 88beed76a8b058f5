/**
 * Reads a paste: text in, and out come the rulesets of both families, the node, the cluster, what was found where, and
 * what could not be used.
 */
import { rareReaders } from "#rare-readers";
import type { Family, Prefix } from "../netfilter/address";
import type { Node } from "../netfilter/node";
import { familyOfSave, readSave } from "../netfilter/read/iptables-save";
import type { Lines } from "../netfilter/read/lines";
import { ProblemList, quoted } from "../netfilter/read/problems";
import type { Problem, Ruleset } from "../netfilter/ruleset";
import type { Cluster } from "../kubernetes/cluster";
import { cleanText } from "./clean";
import type { Backend } from "./command";
import { readClusterCidrs } from "./cluster-cidr";
import { ClusterSections } from "./cluster-sections";
import { NodeSections } from "./node-sections";
import type { Kind } from "./kind";
import { outside, type ObjectRun } from "./object-runs";
import { AS_FOUND, type Reading } from "./reading";
import type { ReadRules } from "./rule-lines";
import type { Scripts } from "./scripts";
import { findSections, type FoundSection, type NamedSection } from "./sections";
import { tellSection, type SectionStory } from "./section-story";
import type { TableSigns } from "./table-signs";
import { Tables } from "./tables";

/** What a paste holds. A family of which it holds nothing is a ruleset without tables. */
export interface Paste {
  readonly rulesets: { readonly 4: Ruleset; readonly 6: Ruleset };
  readonly node: Node;
  /** What it tells of the cluster beside the rules. */
  readonly cluster: Cluster;
  /** In the order of the lines; what is switched off is among them. */
  readonly sections: readonly SectionStory[];
  /** How many rules were supplied that the paste does not hold. */
  readonly supplied: number;
  /** In the order of the lines. */
  readonly problems: readonly Problem[];
}

/** Reads any text, in time linear in its length. Never throws: what cannot be read is a problem, and all else is used. */
export function readPaste(text: string, reading: Reading = AS_FOUND): Paste {
  kept ??= readWith(SMALL, AS_FOUND);
  return readWith(text, reading).paste;
}

/** What a text holds, and what read it. */
function readWith(text: string, reading: Reading): { readonly paste: Paste; readonly read: Reader } {
  const { lines, runs, place } = cleanText(text);
  const problems = new ProblemList(place);
  const sections = named(findSections(lines, runs), reading);
  const read = new Reader(problems, sections);
  const stories = sections.map((section) => read.section(section));
  const { rulesets, supplied } = read.tables.finished(reading.supply);
  tellWarnings(lines, runs, problems);
  tellUnread(lines, sections, problems);
  tellHosts(sections, problems);
  const paste = {
    rulesets,
    node: read.node(),
    cluster: read.cluster(readClusterCidrs(read.proxyConfigs, problems)),
    sections: stories,
    supplied,
    problems: problems.kept(),
  };
  return { paste, read };
}

/**
 * A small reading that nobody asks for. With the last object of a class the engine throws away what it compiled for it, and
 * of a large dump that is most of what reading takes: so one of each is kept.
 */
let kept: ReturnType<typeof readWith> | undefined;
const SMALL = [
  ...["*nat", ":INPUT ACCEPT [0:0]", ":A - [0:0]", ":B - [0:0]", "-A INPUT -j A"],
  ...["-A A -s 10.0.0.1/32 -j B", "-A A -s 10.0.0.2/32 -j B", "COMMIT"],
].join("\n");

/** Names each section by its kind and its place among those of the kind, and gives it the kind that somebody said it is. */
function named(found: readonly FoundSection[], reading: Reading): NamedSection[] {
  const counts = new Map<Kind, number>();
  return found.map((section) => {
    const count = (counts.get(section.kind) ?? 0) + 1;
    counts.set(section.kind, count);
    const name = `${section.kind}-${String(count)}`;
    const said = reading.said[name] ?? {};
    return { ...section, name, said, kind: said.kind ?? section.kind };
  });
}

/** Hands each section to its reader. */
class Reader {
  readonly tables: Tables;
  readonly #problems: ProblemList;
  readonly #sections: readonly NamedSection[];
  /** What all lines of rules that stand outside of a table tell of their tables; made for the first of them. */
  #signs: TableSigns | undefined;
  readonly #node = new NodeSections();
  /** Made for the first of them. */
  #scripts: Scripts | undefined;
  readonly proxyConfigs: FoundSection[] = [];
  readonly #cluster: ClusterSections;

  constructor(problems: ProblemList, sections: readonly NamedSection[]) {
    this.#problems = problems;
    this.#sections = sections;
    this.tables = new Tables(problems);
    this.#cluster = new ClusterSections(problems);
  }

  section(section: NamedSection): SectionStory {
    if (section.said.off === true) return tellSection(section, null);
    return tellSection(section, this.#read(section));
  }

  /** The sections of a kind without those that are switched off. */
  #used(kind: Kind): NamedSection[] {
    return this.#sections.filter((section) => section.kind === kind && section.said.off !== true);
  }

  /** What came out of a section's rules, or in words what else it held. */
  #read(section: NamedSection): ReadRules | string | null {
    const family = section.said.family ?? section.family ?? section.command?.family;
    const { command } = section;
    switch (section.kind) {
      case "save":
        return this.#readSave(section, section.said.family ?? section.family);
      case "rules": {
        const table = section.said.table ?? (command?.prints === "rules" ? command.table : undefined);
        const known = { family, table, part: command?.part === true };
        const { readRuleLines, signsOf } = rareReaders();
        this.#signs ??= signsOf(this.#used("rules"));
        return readRuleLines(section, known, this.#signs, this.tables, this.#problems);
      }
      case "listing": {
        const table = section.said.table ?? (command?.prints === "listing" ? command.table : undefined);
        const known = { family, table, part: command?.part === true };
        return rareReaders().readListedSection(section, known, this.tables, this.#problems);
      }
      case "commands": {
        const { Scripts } = rareReaders();
        this.#scripts ??= new Scripts(this.#used("commands"), this.#problems);
        return this.#scripts.run(section, this.tables);
      }
      case "proxy-config":
        this.proxyConfigs.push(section);
        return null;
      case "kubectl-table":
      case "kubectl-yaml":
      case "kubectl-json":
      case "kubectl-describe":
        return this.#cluster.take({ ...section, kind: section.kind });
      case "noise":
        return null;
      default:
        this.#node.take({ ...section, kind: section.kind, family });
        return null;
    }
  }

  #readSave(section: NamedSection, told: Family | undefined): ReadRules {
    const family = told ?? familyOfSave(section) ?? 4;
    const drafts = readSave(section, family, this.#problems);
    const backend = backendOf(section);
    for (const draft of drafts) this.tables.put(family, draft, "save", backend);
    if (section.command?.prints !== "save" || section.command.table === undefined) this.tables.printedAll(family);
    const rules = drafts.reduce((sum, draft) => sum + draft.ruleCount, 0);
    return { family, tables: drafts.map(({ name }) => name), rules, inferred: false };
  }

  node(): Node {
    return this.#node.read(this.#problems);
  }

  /** The cluster of all that kubectl printed, and of the networks that kube-proxy was started with. */
  cluster(podNetworks: readonly Prefix[]): Cluster {
    const cluster = this.#cluster.cluster();
    return { ...cluster, podNetworks: [...cluster.podNetworks, ...podNetworks] };
  }
}

/** What iptables-save says of rules that it did not print: of the other backend, or written with nft. */
const LEFT_OUT = /^\s*#\s*(?=Warning: |Table .{1,40} is incompatible)/;

function tellWarnings(lines: Lines, runs: readonly ObjectRun[], problems: ProblemList): void {
  for (const index of outside(lines.unprinted, runs)) {
    const line = lines.at(index);
    const start = LEFT_OUT.exec(line)?.[0].length;
    if (start === undefined) continue;
    const warning = line.slice(start).trim();
    problems.warn(index + 1, start + 1, `iptables-save says ${quoted(warning)}; what this paste lacks is not walked`);
  }
}

/** Which of the kernel's two rulesets a dump is of, by its header or else its command. */
function backendOf({ lines, from, command }: NamedSection): Backend | undefined {
  const named = /^\s*# Generated by \S+ v\S+ \((nf_tables|legacy)\)/.exec(lines.at(from))?.[1];
  if (named !== undefined) return named === "legacy" ? named : "nf_tables";
  return command?.prints === "save" ? command.backend : undefined;
}

/** Rules, addresses and routes of several machines make no node. */
function tellHosts(sections: readonly NamedSection[], problems: ProblemList): void {
  const first = new Map<string, number>();
  for (const { kind, said, command, from } of sections) {
    if (kind === "noise" || said.off === true || command?.host === undefined || command.prints === "cluster") continue;
    if (!first.has(command.host)) first.set(command.host, from + 1);
  }
  const [one, ...others] = first;
  for (const [host, line] of others) {
    const before = `those from line ${String(one?.[1] ?? 1)} on of ${quoted(one?.[0] ?? "")}`;
    const what = `these lines are of the machine ${quoted(host)}, ${before}; they are read as one node`;
    problems.warn(line, 1, `${what}: switch the sections of one off to see the other`);
  }
}

const READABLE =
  "what iptables-save, iptables -S or -L, ip addr, ip route, ipset or kubectl get prints, or iptables commands";

/** One problem for each run of lines that nobody reads; one for the whole paste where nothing of it could be read. */
function tellUnread(lines: Lines, sections: readonly NamedSection[], problems: ProblemList): void {
  if (sections.every(({ kind }) => kind === "noise")) {
    let first = 0;
    while (first < lines.length && lines.at(first).trim() === "") first++;
    if (first === lines.length) return;
    const count = lines.length === 1 ? "this line" : `these ${String(lines.length)} lines`;
    problems.add("error", first + 1, 1, `nothing of a node was found in ${count}; expected ${READABLE}`);
    return;
  }
  for (const section of sections) {
    if (section.kind !== "noise" || section.said.off === true) continue;
    const texts = section.lines.slice(section.from, section.to).filter((line) => line.trim() !== "");
    const first = texts[0] ?? "";
    const column = first.length - first.trimStart().length + 1;
    const these = texts.length === 1 ? "this line is" : `these ${String(texts.length)} lines are`;
    problems.warn(section.from + 1, column, `${these} not used: ${quoted(first.trim())} is none of what is read here`);
  }
}
