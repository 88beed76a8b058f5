/**
 * A pane beside the picture: how wide it is and whether it is there, as it was at the last visit.
 */
import { useCallback, useMemo, useState } from "react";
import { keep, readKept } from "../storage";

export interface Pane {
  /** In pixels. */
  readonly size: number;
  readonly least: number;
  readonly most: number;
  readonly open: boolean;
  readonly setSize: (size: number) => void;
  readonly setOpen: (open: boolean) => void;
}

interface Kept {
  readonly size: number;
  readonly open: boolean;
}

/** A pane by its name; the same object until it changes. */
export function usePane(name: string, usual: number, least: number, most: number): Pane {
  const [{ size, open }, set] = useState<Kept>(() => readPane(readKept(`pane.${name}`), { size: usual, open: true }));
  const change = useCallback(
    (changed: Partial<Kept>) => {
      const next = { size, open, ...changed };
      set(next);
      keep(`pane.${name}`, printPane(next));
    },
    [name, size, open],
  );
  const setOpen = useCallback(
    (wanted: boolean) => {
      change({ open: wanted });
    },
    [change],
  );
  return useMemo(
    () => ({
      size,
      least,
      most,
      open,
      setSize: (wanted) => {
        change({ size: Math.round(Math.min(most, Math.max(least, wanted))) });
      },
      setOpen,
    }),
    [size, least, most, open, change, setOpen],
  );
}

/** `420 shown` */
function printPane({ size, open }: Kept): string {
  return `${String(size)} ${open ? "shown" : "hidden"}`;
}

/** What was kept, or the usual where it cannot be read. */
function readPane(kept: string | null, usual: Kept): Kept {
  const [, size, open] = /^(\d{2,4}) (shown|hidden)$/.exec(kept ?? "") ?? [];
  return size === undefined ? usual : { size: Number(size), open: open === "shown" };
}
