/**
 * The panel of Share, which its button and the palette open.
 */
export const SHARE_PANEL = "share-panel";

/** Opens the panel. */
export function openShare(): void {
  document.getElementById(SHARE_PANEL)?.showPopover();
}
