/**
 * Access to the parts of a value that came from YAML or JSON, of which nothing is known: what is not there, or is
 * something else, is undefined or empty.
 */
import { parseAddress, parsePrefix, type Address, type Prefix } from "../../netfilter/address";

export type Parts = Readonly<Record<string, unknown>>;

export function partsOf(value: unknown): Parts {
  return isParts(value) ? value : {};
}

function isParts(value: unknown): value is Parts {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The parts of each element of a list. */
export function listOf(value: unknown): readonly Parts[] {
  return Array.isArray(value) ? value.map(partsOf) : [];
}

export function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value === "" ? undefined : value;
  return typeof value === "number" ? String(value) : undefined;
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isInteger(value) ? value : undefined;
}

/** The addresses of a list of texts, and of a text alone; what is none (`None`, a host's name) is left out. */
export function addressesOf(...values: readonly unknown[]): Address[] {
  return textsOf(values).flatMap((text) => parseAddress(text) ?? []);
}

export function prefixesOf(...values: readonly unknown[]): Prefix[] {
  return textsOf(values).flatMap((text) => parsePrefix(text) ?? []);
}

function textsOf(values: readonly unknown[]): string[] {
  return values.flat().flatMap((value) => textOf(value) ?? []);
}
