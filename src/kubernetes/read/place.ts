/**
 * An address with a port behind it.
 */
import { parseAddress, type Address } from "../../netfilter/address";

/** `10.244.0.13:80`, `[fd00::7]:80`, or an address alone. */
export function readPlace(text: string): { readonly address: Address; readonly port: number | null } | undefined {
  const alone = parseAddress(text);
  if (alone) return { address: alone, port: null };
  const colon = text.lastIndexOf(":");
  const address = parseAddress(text.slice(0, colon).replace(/^\[|\]$/g, ""));
  const port = Number(text.slice(colon + 1));
  return address && Number.isInteger(port) ? { address, port } : undefined;
}
