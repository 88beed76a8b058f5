/**
 * Files that are dropped on the page or chosen: several are one paste.
 */
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { openedFiles } from "../answers";
import { openText, tell } from "../page-store";

/** The files that are read now. */
export interface Reading {
  readonly size: number;
}

export interface OpenFiles {
  /** Null while none are read. */
  readonly reading: Reading | null;
  /** True while files are held over the page. */
  readonly over: boolean;
  readonly open: (files: readonly File[]) => void;
  readonly giveUp: () => void;
}

/** Opens files, also those that are dropped anywhere on the page; what was opened last wins. */
export function useFiles(): OpenFiles {
  const [reading, setReading] = useState<Reading | null>(null);
  const latest = useRef<Reading>(null);
  const [over, setOver] = useState(false);

  function begin(now: Reading | null) {
    latest.current = now;
    setReading(now);
  }

  async function read(files: readonly File[]) {
    if (files.length === 0) return;
    const own: Reading = { size: files.reduce((size, file) => size + file.size, 0) };
    begin(own);
    try {
      const read = await openedFiles(files);
      if (latest.current !== own) return;
      if (read.kind === "text") openText(read.text, `Opened ${namesOf(files)}.`);
      else tell({ tone: "wrong", text: `${read.message} What was on the page stays.`, undo: false });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      tell({ tone: "wrong", text: `${namesOf(files)} could not be opened (${reason}).`, undo: false });
    }
    if (latest.current === own) begin(null);
  }

  const dragged = useEffectEvent((event: DragEvent) => {
    if (event.dataTransfer?.types.includes("Files") !== true) return;
    // Else the browser leaves the page for the file, or the editor takes it as a letter.
    event.preventDefault();
    event.stopPropagation();
    setOver(event.type === "dragover");
    if (event.type === "drop") void read([...event.dataTransfer.files]);
  });
  useEffect(() => {
    const types = ["dragover", "dragleave", "drop"] as const;
    for (const type of types) addEventListener(type, dragged, true);
    return () => {
      for (const type of types) removeEventListener(type, dragged, true);
    };
  }, []);

  return {
    reading,
    over,
    open: (files) => void read(files),
    giveUp: () => {
      begin(null);
    },
  };
}

function namesOf(files: readonly File[]): string {
  const [first, ...more] = files;
  return more.length === 0 ? (first?.name ?? "") : `${first?.name ?? ""} and ${String(more.length)} more`;
}
