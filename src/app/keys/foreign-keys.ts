/**
 * Keys that the page leaves to the browser and the system.
 */
interface Pressed {
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** True for a key with Alt, Ctrl or the command key: with an arrow they go back, to another desktop, or to a line's end. */
export function isForeign({ altKey, ctrlKey, metaKey }: Pressed): boolean {
  return altKey || ctrlKey || metaKey;
}
