/**
 * Base64 as links bear it (RFC 4648 §5) and as shells print it (§4).
 */

const CHUNK = 0x8000;

/** The base64url text of some bytes, without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += CHUNK) binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/**
 * The bytes of a base64 text of either alphabet, padded or not, line breaks let be. Gives undefined where a character
 * belongs to neither alphabet, or where a last lone character shows that something is missing.
 */
export function fromBase64(text: string): Uint8Array | undefined {
  const plain = text
    .replace(/[\r\n\t]/g, "")
    .replaceAll("-", "+")
    .replaceAll("_", "/")
    // A "+" that some mail program took for a space.
    .replaceAll(" ", "+")
    .replace(/=+$/, "");
  if (!/^[A-Za-z0-9+/]*$/.test(plain) || plain.length % 4 === 1) return undefined;
  return Uint8Array.from(atob(plain), (character) => character.charCodeAt(0));
}
