/**
 * Elements of an SVG file as text: everything that comes from a paste is escaped here and nowhere else.
 */
import { CHARACTER } from "./measure";
import type { GraphNode, Point } from "./picture";

export const SANS = "system-ui, sans-serif";
export const MONO = "ui-monospace, monospace";

export type Attributes = Readonly<Record<string, string | number>>;

/** An element with what is in it: other elements, or with `isText` text that is still to be escaped. */
export function element(name: string, attributes: Attributes, inside: readonly string[] = [], isText = false): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escaped(typeof value === "number" ? rounded(value) : value)}"`)
    .join("");
  if (inside.length === 0) return `<${name}${written}/>`;
  return `<${name}${written}>${isText ? inside.map(escaped).join("") : inside.join("")}</${name}>`;
}

/** A node's elements, moved to its place; a chain's group bears its name as the page's card does. */
export function group(node: GraphNode, inside: readonly string[], table?: string, chain?: string): string {
  const name: Attributes = table === undefined || chain === undefined ? {} : { "data-chain": `${table}/${chain}` };
  const transform = `translate(${rounded(node.x)} ${rounded(node.y)})`;
  return element("g", { transform, "data-node": node.id, ...name }, inside);
}

/** A rectangle with round corners. */
export function box(
  { x, y, width, height }: Point & { readonly width: number; readonly height: number },
  radius: number,
  attributes: Attributes,
): string {
  return element("rect", { x, y, width, height, rx: radius, ...attributes });
}

/** A filled circle. */
export function dot({ x, y }: Point, radius: number, fill: string): string {
  return element("circle", { cx: x, cy: y, r: radius, fill });
}

/** A line of text, cut where it has no room: an SVG file cannot do that by itself. */
export function label(text: string, at: Point, room: number, attributes: Attributes): string {
  const size = typeof attributes["font-size"] === "number" ? attributes["font-size"] : 12;
  const wide = attributes["font-family"] === MONO ? CHARACTER : 6.4;
  const most = Math.floor(room / ((wide * size) / 12));
  const cut = text.length > most ? `${text.slice(0, Math.max(1, most - 1))}…` : text;
  return element("text", { ...at, "font-size": 12, "xml:space": "preserve", ...attributes }, [cut], true);
}

/** What XML 1.0 has no place for at all, such as control characters in a paste. */
const FORBIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function escaped(text: string): string {
  return text
    .replace(FORBIDDEN, "\ufffd")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}
