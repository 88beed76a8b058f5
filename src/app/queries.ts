/**
 * The page's questions to the engine, those under way and those whose answers are kept (answers.ts), and when they rest.
 */
import { QueryClient } from "@tanstack/react-query";

/** So often it is looked whether they do. */
const LOOK_MS = 30;
/** So long the page takes to draw an answer. */
const DRAWN_MS = 50;

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Infinity,
      networkMode: "always",
      retry: false,
      refetchOnWindowFocus: false,
      // What could not be fetched comes with the network.
      refetchOnReconnect: ({ state }) => state.status === "error",
    },
  },
});

/** Until nobody waits for a walk or its picture: what is asked beside them takes longer than both in a large paste. */
export async function walksRest(): Promise<void> {
  await queriesRest(([what]) => what === "trace" || what === "graph", Infinity);
}

/** Until nothing is asked of the engine, but at most so many milliseconds. */
export async function engineRests(most: number): Promise<void> {
  await queriesRest(() => true, most);
}

/** Behind the last answer the page has the processor for itself until that is drawn. */
async function queriesRest(some: (key: readonly unknown[]) => boolean, most: number): Promise<void> {
  const begun = performance.now();
  const awaited = () => queries.isFetching({ predicate: ({ queryKey }) => some(queryKey) }) > 0;
  // What the page asks in one go is asked by the next moment.
  await passed(0);
  if (!awaited()) return;
  while (awaited() && performance.now() - begun < most) await passed(LOOK_MS);
  await passed(DRAWN_MS);
}

/** Done after so many milliseconds. */
export function passed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
