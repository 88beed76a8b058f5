/**
 * The most that a text may hold: what a browser's tab reads without running out of memory.
 */
const MIB = 1024 * 1024;

/** In bytes of a file or a link, in UTF-16 units of a paste. */
export const TEXT_LIMIT = 64 * MIB;

/** A size for people: `18 MB`, `640 kB`. */
export function sizeWords(size: number): string {
  return size >= MIB ? `${String(Math.round(size / MIB))} MB` : `${String(Math.max(1, Math.round(size / 1024)))} kB`;
}
