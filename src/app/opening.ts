/**
 * What puts another snapshot on the page: a link, a sample.
 */
import { SAMPLES, type Sample } from "../../samples";
import { AS_FOUND } from "../paste/reading";
import { LAST_STEP, type Snapshot } from "../snapshot/snapshot";
import { beginWith, openSnapshot, tell } from "./page-store";

/** Opens the first snapshot of a visit: the link's, else the first sample's, so that the page is never empty. */
export async function openFirst(): Promise<void> {
  const linked = await readAddress();
  const [first] = SAMPLES;
  if (linked) beginWith(linked);
  else if (first) beginWith(await snapshotOf(first));
}

/** Opens the link that the address bar holds now. */
export async function openLink(): Promise<void> {
  const linked = await readAddress();
  if (linked) openSnapshot(linked, "Opened the link.");
}

export async function openSample(sample: Sample): Promise<void> {
  try {
    openSnapshot(await snapshotOf(sample), `Opened the sample “${sample.title}”.`);
  } catch {
    tell({
      tone: "wrong",
      text: `The sample “${sample.title}” could not be loaded. Is the network there?`,
      undo: false,
    });
  }
}

/** What the address bar links to; null where there is no link, or none that can be read, which is told. */
async function readAddress(): Promise<Snapshot | null> {
  const behind = fragment();
  if (behind === "") return null;
  const { readLink } = await import("../snapshot/link");
  const link = readLink(behind);
  if (link.kind === "unreadable") tell({ tone: "wrong", text: link.message, undo: false });
  return link.kind === "read" ? link.snapshot : null;
}

/** What stands behind the `#`, also where a mail program made it `%23`, so that it became a part of the path. */
function fragment(): string {
  return location.hash || (/%23.*$/i.exec(location.pathname + location.search)?.[0] ?? "");
}

async function snapshotOf(sample: Sample): Promise<Snapshot> {
  return {
    text: await sample.load(),
    reading: AS_FOUND,
    packet: sample.packet,
    said: [],
    outcome: 0,
    answer: null,
    step: LAST_STEP,
    both: false,
    view: "walk",
    present: false,
  };
}
