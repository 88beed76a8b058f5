/**
 * The page's questions to the engine, those under way and those whose answers are kept (answers.ts), and when they rest.
 */
import { QueryClient } from "@tanstack/react-query";

/** So often it is looked whether they do. */
const REST_MS = 30;

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

async function queriesRest(some: (key: readonly unknown[]) => boolean, most: number): Promise<void> {
  const begun = performance.now();
  const awaited = () => queries.isFetching({ predicate: ({ queryKey }) => some(queryKey) });
  // What the page asks in one go is asked by the next moment.
  for (let ms = 0; ms === 0 || (awaited() > 0 && performance.now() - begun < most); ms = REST_MS)
    await new Promise((resolve) => setTimeout(resolve, ms));
}
