/**
 * What the engine answers of a line of the present text: what it holds, and its parts in words.
 */
import { skipToken, useQuery } from "@tanstack/react-query";
import type { PartStory } from "../../telling/story";
import type { LinePlace } from "../../worker/engine";
import { askOf, engine, sourceOf, useSource } from "../answers";
import { usePage } from "../page-store";
import { walksRest } from "../queries";

/** What a line of the present text, from 1, holds of a chain; null for a line that holds none, or until it is known. */
export function useLinePlace(line: number | null): LinePlace | null {
  const source = useSource();
  const { data } = useQuery({
    queryKey: ["at", source.id, line],
    queryFn:
      line === null
        ? skipToken
        : async () => {
            await walksRest();
            return askOf(source, (dump) => engine.at(dump, line));
          },
    gcTime: 10_000,
  });
  return data ?? null;
}

/** The parts of a line of the present text, from 1; none where it cannot be told, or is read anew just now. */
export async function partsOfLine(line: number, text: string): Promise<readonly PartStory[]> {
  const { snapshot } = usePage.getState();
  try {
    return (await engine.parts(sourceOf(snapshot.text, snapshot.reading).id, { line, text })).parts;
  } catch {
    return [];
  }
}
