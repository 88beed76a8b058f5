/**
 * Whether the palette is open: a key and a button open it.
 */
import { create } from "zustand";

const useOpen = create<{ readonly open: boolean }>()(() => ({ open: false }));

export function usePaletteOpen(): boolean {
  return useOpen(({ open }) => open);
}

export function setPaletteOpen(open: boolean): void {
  useOpen.setState({ open });
}
