/**
 * Addresses within text: of a rule's word (`10.0.0.1-10.0.0.9:80`, `[fd00::1]:443`), of a comment, of an entry of a set.
 */
import { formatAddress, formatPrefix, parseAddress, parsePrefix } from "../netfilter/address";
import type { AddressStandIns } from "./addresses";

/** What may be an address of either family, with a length or a mask behind it. */
const PLACE =
  /(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?:\.\d{1,3}){0,3})(?:\/(?:\d{1,3}(?:\.\d{1,3}){3}|\d{1,3}))?(?![\w.])/gi;

const MAC = /(?<![\w:])[0-9a-f]{2}(?::[0-9a-f]{2}){5}(?![\w:])/gi;

/** The text with each public address replaced; `macs` gives stand-ins for hardware addresses. */
export function withStandIns(text: string, addresses: AddressStandIns, macs: (mac: string) => string): string {
  return text.replace(MAC, macs).replace(PLACE, (place) => {
    if (place.includes("/")) {
      const prefix = parsePrefix(place);
      return prefix ? formatPrefix(addresses.prefix(prefix)) : place;
    }
    const address = parseAddress(place);
    return address ? formatAddress(addresses.address(address)) : place;
  });
}
