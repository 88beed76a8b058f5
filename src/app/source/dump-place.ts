/**
 * Where somebody is in the text of the dump, as the plain text leaves it to the editor that takes its place; which is not
 * under the hands of somebody who writes.
 */
export interface DumpPlace {
  /** The ends of the selection, in UTF-16 units from the beginning, each line end being one; the caret is at the head. */
  readonly anchor: number;
  readonly head: number;
  readonly focused: boolean;
  /** How far it is scrolled, in pixels. */
  readonly top: number;
  readonly left: number;
}

let left: DumpPlace | null = null;

/** Leaves a place to whoever takes it up. */
export function leavePlace(place: DumpPlace): void {
  left = place;
}

/** The place that was left; null where none was, or it was taken up. */
export function takeUpPlace(): DumpPlace | null {
  const place = left;
  left = null;
  return place;
}

/** So long after the last key or click the hands rest. */
const REST_MS = 300;

let busyUntil = 0;

/** Somebody does something in the plain text; `on` while an input method puts a letter together there. */
export function workIn(on = false): void {
  busyUntil = on ? Infinity : performance.now() + REST_MS;
}

/** Waits until nobody works in the plain text. */
export async function untilRested(): Promise<void> {
  for (;;) {
    const left = busyUntil - performance.now();
    if (left <= 0) return;
    await new Promise((resolve) => setTimeout(resolve, Math.min(left, REST_MS)));
  }
}
