/**
 * A short name for a text: the same text has the same name, in the page and in the worker.
 *
 * Two 32-bit FNV-1a hashes of the UTF-16 units with different seeds, and the length. It keys caches; it is no seal.
 */
export function textId(text: string): string {
  let low = 0x811c9dc5;
  let high = 0x1b873593;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x5bd1e995);
    high ^= high >>> 13;
  }
  return `${(low >>> 0).toString(36)}-${(high >>> 0).toString(36)}-${text.length.toString(36)}`;
}
