/**
 * The text of files that somebody opened: plain or gzip, several as one paste.
 */
import { isGzip, unpackBytes } from "../snapshot/gz";
import { sizeWords, TEXT_LIMIT } from "../snapshot/text-limit";

/** The text of files, one after the other, or why one cannot be used. */
export type FilesRead =
  { readonly kind: "text"; readonly text: string } | { readonly kind: "unreadable"; readonly message: string };

/**
 * Reads files as one paste, each closed by a line end so that the next begins on a line of its own. `limit`: the most
 * that all may hold, in bytes.
 */
export async function readFiles(files: readonly File[], limit: number = TEXT_LIMIT): Promise<FilesRead> {
  const texts: string[] = [];
  let size = 0;
  for (const file of files) {
    // What is on disk is looked at before it is read: a file may be larger than memory.
    const read = file.size > limit ? tooLarge(file, limit) : await readFile(file, limit);
    if (read.kind === "unreadable") return read;
    size += read.text.length;
    if (size > limit) return tooLarge(file, limit);
    texts.push(read.text === "" || read.text.endsWith("\n") ? read.text : `${read.text}\n`);
  }
  return { kind: "text", text: texts.join("") };
}

async function readFile(file: File, limit: number): Promise<FilesRead> {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return { kind: "unreadable", message: `${file.name} cannot be read. Is it a folder, or was it moved?` };
  }
  if (isGzip(bytes)) {
    const unpacked = unpackBytes(bytes, limit);
    return unpacked.kind === "text"
      ? plain(file, unpacked.text)
      : { kind: "unreadable", message: `${file.name} cannot be opened: ${unpacked.message}.` };
  }
  return plain(file, new TextDecoder().decode(bytes));
}

/** A zero is in every file of another kind, and in no text. */
function plain(file: File, text: string): FilesRead {
  return text.includes("\0") ? { kind: "unreadable", message: `${file.name} is no text.` } : { kind: "text", text };
}

function tooLarge(file: File, limit: number): FilesRead {
  return {
    kind: "unreadable",
    message: `With ${file.name} it is more than ${sizeWords(limit)}, which is the most that is read here.`,
  };
}
