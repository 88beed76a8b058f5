/**
 * What the engine answers to what is shared of the present snapshot: its link, what is taken away of a walk, stand-ins.
 */
import { useQuery } from "@tanstack/react-query";
import type { Look } from "../../graph/picture";
import type { Snapshot } from "../../snapshot/snapshot";
import type { Redacted, TakenAway } from "../../worker/engine";
import { askOf, engine, keptFor, sourceOf, useSource, type Walked } from "../answers";
import { usePage } from "../page-store";

/** Where the reader stands: a step of an outcome of a walk. */
export interface Standing {
  readonly walked: Walked;
  readonly outcome: number;
  readonly step: number;
}

/** An outcome as Markdown, as text, and as commands for the node; undefined until it is made. */
export function useTakenAway({ walked, outcome }: Standing): TakenAway | undefined {
  return useQuery({
    queryKey: ["taken away", walked.source.id, walked.asked, outcome],
    queryFn: () => askOf(walked.source, (dump) => engine.takeAway(dump, walked.asked, outcome)),
    gcTime: keptFor(walked.source.text),
  }).data;
}

/** The picture as the text of an SVG file, the way lit up to the step. */
export function pictureSvg({ walked, outcome, step }: Standing, look: Look, theme: "light" | "dark"): Promise<string> {
  return askOf(walked.source, (dump) => engine.svg(dump, walked.asked, outcome, look, step, theme));
}

const SECRET_BYTES = 32;

/** The present snapshot with stand-ins for what tells whose it is; other stand-ins each time. */
export async function redacted({ text, reading, packet, said }: Snapshot): Promise<Redacted> {
  const secret = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  return askOf(sourceOf(text, reading), (dump) => engine.redact(dump, { packet, said }, secret));
}

/** The fragment of a link to the present snapshot; undefined while it is packed. */
export function useLink(): string | undefined {
  const source = useSource();
  const { text, ...rest } = usePage((page) => page.snapshot);
  return useQuery({
    queryKey: ["link", source.id, rest],
    queryFn: () => askOf(source, (dump) => engine.link(dump, rest)),
    gcTime: keptFor(text),
  }).data;
}
