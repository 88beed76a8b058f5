/**
 * Reads what `kubectl get -o yaml` prints: one object, a List, or several documents. Each object is read by itself, so
 * that one that is broken costs no other, and a large output is read in pieces.
 */
import { parse, YAMLParseError } from "yaml";
import type { Lines } from "../../netfilter/read/lines";
import type { ProblemList } from "../../netfilter/read/problems";
import type { Section } from "../../netfilter/read/section";
import type { ClusterDrafts } from "./cluster-drafts";
import { indentOf } from "./kubectl-signs";
import { readObject } from "./kubernetes-object";

/** Reads a section; `namespace` is that of the command before it. */
export function readKubectlYaml(
  section: Section,
  namespace: string | undefined,
  drafts: ClusterDrafts,
  problems: ProblemList,
): void {
  for (const { text, line } of objectsOf(section)) {
    if (!WANTED.test(text)) continue;
    try {
      // kubectl writes no aliases: a few are read, and none that multiply.
      readObject(parse(text, { maxAliasCount: 20, uniqueKeys: false, logLevel: "error" }), line, namespace, drafts);
    } catch (error) {
      const at = error instanceof YAMLParseError ? (error.linePos?.[0] ?? FIRST) : FIRST;
      const reason = error instanceof Error ? (error.message.split("\n", 1)[0] ?? "") : "";
      problems.warn(line + at.line - 1, at.col, `this object of kubectl is no YAML that can be read: ${reason}`);
    }
  }
}

const FIRST = { line: 1, col: 1 };

/** Kinds that tell something; the others are not even parsed. */
const WANTED =
  /^\s*(?:- )?kind: "?(?:Service|Endpoints|EndpointSlice|Pod|Node|ConfigMap|KubeProxyConfiguration)(?:List)?"?\s*$/m;

interface ObjectText {
  readonly text: string;
  /** Where it begins in the paste, from 1. */
  readonly line: number;
}

/** The texts of the objects: documents, and the items of lists. */
function* objectsOf({ lines, from, to }: Section): Generator<ObjectText> {
  let start = from;
  for (let index = from; index <= to; index++) {
    if (index < to && !/^\s*---\s*$/.test(lines.at(index))) continue;
    yield* itemsOf(lines, start, index);
    start = index + 1;
  }
}

/** A list's items begin with a dash at one indent; anything else is one object. */
function* itemsOf(lines: Lines, from: number, to: number): Generator<ObjectText> {
  const first = lines.at(from);
  let heading = from;
  while (heading < to && !/^\s*items:\s*$/.test(lines.at(heading))) heading++;
  const bare = /^\s*-\s/.test(first);
  if (!bare && (heading === to || indentOf(lines.at(heading)) !== indentOf(first))) {
    if (from < to) yield objectText(lines, from, to, 0);
    return;
  }
  const begin = bare ? from : heading + 1;
  const indent = indentOf(lines.at(begin));
  let start: number | null = null;
  for (let index = begin; index <= to; index++) {
    const line = lines.at(index);
    const ends = index === to || (line.trim() !== "" && indentOf(line) <= indent);
    if (!ends) continue;
    if (start !== null) yield objectText(lines, start, index, indent + 2);
    start = index < to && line.startsWith("- ", indent) ? index : null;
  }
}

/** Keys under which nothing of use stands, though most of a pod's or node's text does. */
const PASSED_OVER =
  /^(\s*)(?:- )?(?:managedFields|annotations|ownerReferences|containers|initContainers|volumes|tolerations|affinity|containerStatuses|initContainerStatuses|images|nodeInfo|allocatable|capacity|env):\s*(?:\||>|$)/;

/** An object's text, as long in lines as it stands in the paste; what is passed over is blank. */
function objectText(lines: Lines, from: number, to: number, indent: number): ObjectText {
  const kept: string[] = [];
  let passing: number | null = null;
  for (let index = from; index < to; index++) {
    const source = lines.at(index);
    const line = index === from && indent > 0 ? `${" ".repeat(indent)}${source.slice(indent)}` : source;
    const own = indentOf(line);
    if (passing !== null && (line.trim() === "" || own > passing || (own === passing && line.startsWith("- ", own)))) {
      kept.push("");
      continue;
    }
    const passed = PASSED_OVER.exec(line);
    passing = passed ? own : null;
    kept.push(passed ? "" : line);
  }
  return { text: kept.join("\n"), line: from + 1 };
}
