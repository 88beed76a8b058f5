/**
 * The names that kube-proxy gives to chains: the first 16 letters of the base32 of a SHA-256 over what they stand for
 * (kubernetes, pkg/proxy/iptables/proxier.go: portProtoHash and servicePortEndpointChainName; the same since 1.2).
 */
import { sha256, utf8Of } from "./sha256";

/**
 * The letters behind `KUBE-SVC-`, `KUBE-SVL-`, `KUBE-EXT-`, `KUBE-FW-` and `KUBE-XLB-` of a Service port.
 * `name` is `default/web:http`, or `default/web` for a port without a name; `protocol` is in small letters.
 */
export function servicePortHash(name: string, protocol: string): string {
  return chainHash(name + protocol);
}

/** The letters behind `KUBE-SEP-` of an endpoint of a Service port; `endpoint` is `10.244.0.13:80` or `[fd00::7]:80`. */
export function endpointHash(name: string, protocol: string, endpoint: string): string {
  return chainHash(name + protocol + endpoint);
}

/** RFC 4648, section 6. */
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const LENGTH = 16;

function chainHash(text: string): string {
  const hash = sha256(utf8Of(text));
  let letters = "";
  let bits = 0;
  let held = 0;
  for (const byte of hash) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) letters += LETTERS[(held >>> (bits - 5)) & 31] ?? "";
    if (letters.length >= LENGTH) break;
    held &= 31;
  }
  return letters.slice(0, LENGTH);
}
