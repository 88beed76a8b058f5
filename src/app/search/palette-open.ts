/**
 * Whether the palette is open: a key and a button open it.
 */
import { create } from "zustand";

interface Opened {
  readonly open: boolean;
  /** What is sought in it at once. */
  readonly query: string;
}

const useOpen = create<Opened>()(() => ({ open: false, query: "" }));

export function usePaletteOpen(): boolean {
  return useOpen(({ open }) => open);
}

/** What is sought when it opens. */
export function usePaletteQuery(): string {
  return useOpen(({ query }) => query);
}

/** Opens the palette, with a query to begin with. */
export function openPalette(query = ""): void {
  useOpen.setState({ open: true, query });
}

export function closePalette(): void {
  useOpen.setState({ open: false });
}
