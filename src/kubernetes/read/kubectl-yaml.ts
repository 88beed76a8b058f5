/**
 * Reads what `kubectl get -o yaml` prints: one object, a List, or several documents. Each object is read by itself, so
 * that one that is broken costs no other, and a large output is read in pieces.
 */
import { parse, YAMLParseError } from "yaml";
import type { Lines } from "../../netfilter/read/lines";
import type { ProblemList } from "../../netfilter/read/problems";
import type { Section } from "../../netfilter/read/section";
import type { ClusterDrafts } from "./cluster-drafts";
import { readObject } from "./kubernetes-object";
import { readPlainYaml } from "./plain-yaml";

/** Reads a section; `namespace` is that of the command before it. */
export function readKubectlYaml(
  section: Section,
  namespace: string | undefined,
  drafts: ClusterDrafts,
  problems: ProblemList,
): void {
  for (const { lines, line } of objectsOf(section)) {
    if (!lines.some(isWanted)) continue;
    try {
      readObject(readPlainYaml(lines) ?? readAnyYaml(lines), line, namespace, drafts);
    } catch (error) {
      const at = error instanceof YAMLParseError ? (error.linePos?.[0] ?? FIRST) : FIRST;
      const reason = error instanceof Error ? (error.message.split("\n", 1)[0] ?? "") : "";
      problems.warn(line + at.line - 1, at.col, `this object of kubectl is no YAML that can be read: ${reason}`);
    }
  }
}

const FIRST = { line: 1, col: 1 };

function readAnyYaml(lines: readonly string[]): unknown {
  // kubectl writes no aliases: a few are read, and none that multiply.
  return parse(lines.join("\n"), { maxAliasCount: 20, uniqueKeys: false, logLevel: "error" });
}

/** Kinds that tell something; the others are not even parsed. */
const WANTED =
  /^\s*(?:- )?kind: "?(?:Service|Endpoints|EndpointSlice|Pod|Node|ConfigMap|KubeProxyConfiguration)(?:List)?"?\s*$/;

function isWanted(line: string): boolean {
  return line.includes("kind: ") && WANTED.test(line);
}

interface ObjectLines {
  readonly lines: readonly string[];
  /** Where it begins in the paste, from 1. */
  readonly line: number;
}

/** The lines of the objects: documents, and the items of lists. */
function* objectsOf({ lines, from, to }: Section): Generator<ObjectLines> {
  let start = from;
  for (let index = from; index <= to; index++) {
    if (index < to && !isMark(lines, index)) continue;
    yield* itemsOf(lines, start, index);
    start = index + 1;
  }
}

/** `---` parts documents. */
function isMark(lines: Lines, index: number): boolean {
  return lines.code(index, lines.indent(index)) === DASH && /^\s*---\s*$/.test(lines.at(index));
}

const DASH = 45;

/** A list's items begin with a dash at one indent; anything else is one object. */
function* itemsOf(lines: Lines, from: number, to: number): Generator<ObjectLines> {
  const outer = lines.indent(from);
  const bare = /^\s*-\s/.test(lines.at(from));
  let heading = from;
  while (heading < to && !(lines.indent(heading) === outer && /^\s*items:\s*$/.test(lines.at(heading)))) heading++;
  if (!bare && heading === to) {
    if (from < to) yield objectLines(lines, from, to, 0);
    return;
  }
  const begin = bare ? from : heading + 1;
  const indent = lines.indent(begin);
  let start: number | null = null;
  for (let index = begin; index <= to; index++) {
    if (index < to && (lines.indent(index) > indent || lines.at(index).trim() === "")) continue;
    if (start !== null) yield objectLines(lines, start, index, indent + 2);
    start = index < to && lines.at(index).startsWith("- ", indent) ? index : null;
  }
}

/** Keys under which nothing of use stands, though most of a pod's or node's text does. */
const PASSED_OVER =
  /^(\s*)(?:- )?(?:managedFields|annotations|ownerReferences|containers|initContainers|volumes|tolerations|affinity|containerStatuses|initContainerStatuses|images|nodeInfo|allocatable|capacity|env):\s*(?:\||>|$)/;

/** An object's lines, as many as stand in the paste; what is passed over is blank. */
function objectLines(lines: Lines, from: number, to: number, indent: number): ObjectLines {
  const kept: string[] = [];
  let passing: number | null = null;
  for (let index = from; index < to; index++) {
    // The dash of an item is a blank of its first line.
    const own = index === from && indent > 0 ? indent : lines.indent(index);
    if (passing !== null && (own > passing || goesOn(lines, index, own, passing))) {
      kept.push("");
      continue;
    }
    const source = lines.at(index);
    const line = index === from && indent > 0 ? `${" ".repeat(indent)}${source.slice(indent)}` : source;
    const passed = mayPass(line) && PASSED_OVER.test(line);
    passing = passed ? own : null;
    kept.push(passed ? "" : line);
  }
  return { lines: kept, line: from + 1 };
}

/** True for a blank line, and for an item of a list that stands at the indent of its key. */
function goesOn(lines: Lines, index: number, own: number, passing: number): boolean {
  const line = lines.at(index);
  return line.length === own || (own === passing && line.startsWith("- ", own));
}

/** What has its value below: most lines have not. */
function mayPass(line: string): boolean {
  return ":|>-+ ".includes(line.at(-1) ?? "-");
}
