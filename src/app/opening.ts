/**
 * What puts another snapshot on the page: a link, a sample.
 */
import { SAMPLES, type Sample } from "../../samples";
import { readLink } from "../snapshot/link";
import { LAST_STEP } from "../snapshot/snapshot";
import { openSnapshot, tell } from "./page-store";

/** Opens the first snapshot of a visit: the link's, else the first sample's, so that the page is never empty. */
export async function openFirst(): Promise<void> {
  if (openLink()) return;
  const [first] = SAMPLES;
  if (first) openSnapshot(await snapshotOf(first), null);
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

/** Opens the link in the address bar. False where there is none, or none that can be read, which is told. */
export function openLink(): boolean {
  const link = readLink(fragment());
  if (link.kind === "read") openSnapshot(link.snapshot, "Opened the link.");
  if (link.kind === "unreadable") tell({ tone: "wrong", text: link.message, undo: false });
  return link.kind === "read";
}

/** What stands behind the `#`, also where a mail program made it `%23`, so that it became a part of the path. */
function fragment(): string {
  return location.hash || (/%23.*$/i.exec(location.pathname + location.search)?.[0] ?? "");
}

async function snapshotOf(sample: Sample) {
  return {
    text: await sample.load(),
    packet: sample.packet,
    outcome: 0,
    step: LAST_STEP,
  };
}
