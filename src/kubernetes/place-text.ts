/** An address with its port, as people write it. */
import type { Address } from "../netfilter/address";
import { formatAddress } from "../netfilter/address";

/** `10.244.0.13:80`, `[fd00::7]:80`, or the bare address where there is no port; `?` stands for a port that nobody knows. */
export function placeText(address: Address, port: number | "?" | null): string {
  if (port === null) return formatAddress(address);
  return address.family === 4
    ? `${formatAddress(address)}:${String(port)}`
    : `[${formatAddress(address)}]:${String(port)}`;
}
