/**
 * What this browser keeps between visits: how somebody likes the page, never what they pasted.
 */

/** What was kept by this name; null where nothing was, or where storage is forbidden. */
export function readKept(name: string): string | null {
  try {
    return localStorage.getItem(`hookline.${name}`);
  } catch {
    return null;
  }
}

/** Keeps a text for the next visit. Where storage is forbidden it lasts as long as the page. */
export function keep(name: string, text: string): void {
  try {
    localStorage.setItem(`hookline.${name}`, text);
  } catch {
    // See readKept().
  }
}
