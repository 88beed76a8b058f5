/**
 * By what the lines of kubectl's output are known. The readers themselves are fetched when a paste holds some (kubectl.ts).
 */
import { cellsOf, columnsOf, impliedHeader, isTableHeader } from "./table-columns";

/** `Name:   web`: two blanks at least: ipset list has one. */
export const DESCRIPTION_START = /^Name: {2,}(\S+)\s*$/;

/** True for the line that begins a description. */
export function isKubectlDescribe(line: string, next: string): boolean {
  return (
    DESCRIPTION_START.test(line) && /^(?:Namespace|Labels|Roles|Annotations|Priority|AddressType):(?:\s|$)/.test(next)
  );
}

/** True for a further line of one, and for the beginning of the next. */
export function continuesKubectlDescribe(line: string): boolean {
  return (
    DESCRIPTION_START.test(line) ||
    (/^(?:[A-Z][\w /().-]{0,60}:(?:\s|$)|\s+\S)/.test(line) && !/^(?:Name|Type|Header): \S/.test(line))
  );
}

const KEY = /^\s*"(?:apiVersion|kind|items|metadata)":/;

/** True for the first line of an object of the Kubernetes API. */
export function isKubectlJson(line: string, next: string): boolean {
  return /^\s*\{\s*"(?:apiVersion|kind|items|metadata)":/.test(line) || (/^\s*\{\s*$/.test(line) && KEY.test(next));
}

/** True for a line within what begins with `first`, and for its closing brace. */
export function continuesKubectlJson(line: string, first: string): boolean {
  const [own, indent] = [indentOf(line), indentOf(first)];
  return own > indent ? /^\s*["{}[\]]/.test(line) : own === indent && /^\s*\}\s*$/.test(line);
}

/** True for a line that begins a table, or is a row of one whose header is not there. */
export function isKubectlTable(line: string): boolean {
  return isTableHeader(line) || impliedHeader(line) !== undefined;
}

/** True for a further row of a table that begins with `first`. */
export function continuesKubectlTable(line: string, first: string): boolean {
  if (isTableHeader(line)) return false;
  const own = impliedHeader(line);
  return isTableHeader(first)
    ? cellsOf(line, columnsOf(first)) !== undefined
    : own !== undefined && own === impliedHeader(first);
}

const YAML_START = /^\s*(?:-\s+)?apiVersion:\s+\S/;

/** True for the first line of an object, a List or a document. */
export function isKubectlYaml(line: string, next: string): boolean {
  return YAML_START.test(line) || (line.trim() === "---" && /^\s*(?:apiVersion|kind):\s/.test(next));
}

/** True for a line that may go on with what begins with `first`. */
export function continuesKubectlYaml(line: string, first: string): boolean {
  const indent = indentOf(first);
  const own = indentOf(line);
  if (own > indent) return true;
  return own === indent && /^\s*(?:-(?:\s|$)|---\s*$|[a-z][\w./-]*:(?:\s|$))/.test(line);
}

/** How far in a line's text begins. */
function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
