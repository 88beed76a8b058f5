/**
 * Parts of the page that are fetched behind its first sight: the picture and the editor at once, the others by themselves
 * while nobody waits. One that is drawn earlier is fetched then.
 */
import { useLayoutEffect, type ComponentType } from "react";
import { create } from "zustand";
import { Missing } from "./Missing";

type Coming<Props> =
  | { readonly kind: "coming" }
  | { readonly kind: "here"; readonly Part: ComponentType<Props> }
  | { readonly kind: "missing" };

interface Manner<Props> {
  /** What stands in its place until it has come, with the same size. */
  readonly Meanwhile?: ComponentType<Props>;
  /** True for what is fetched before the others. */
  readonly first?: boolean;
  /** Done when nobody is at work in what stands in its place. */
  readonly rested?: () => Promise<void>;
}

/** True once all is fetched that has not come yet. */
let begun = false;

const waiting: { readonly fetch: () => Promise<void>; readonly first: boolean }[] = [];

/** Stands in the place of what takes no room of its own. */
export function Nothing(): null {
  return null;
}

/** A component of another file. Where that cannot be fetched a line in its place says so, and it can be tried again. */
export function laterPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { Meanwhile, first = false, rested }: Manner<Props> = {},
): ComponentType<Props> {
  const useComing = create<Coming<Props>>()(() => ({ kind: "coming" }));
  let under: Promise<void> | null = null;

  async function come() {
    try {
      const Part = await load();
      await rested?.();
      useComing.setState({ kind: "here", Part }, true);
    } catch {
      useComing.setState({ kind: "missing" }, true);
    }
    under = null;
  }

  function fetch(): Promise<void> {
    const { kind } = useComing.getState();
    if (kind === "here") return Promise.resolve();
    if (kind === "missing") useComing.setState({ kind: "coming" }, true);
    return (under ??= come());
  }

  waiting.push({ fetch, first });

  return function Later(props: Props) {
    const coming = useComing();
    useLayoutEffect(() => {
      // What has something in its place can wait for the first sight.
      if (begun || !Meanwhile) void fetch();
    }, []);
    if (coming.kind === "here") return <coming.Part {...props} />;
    return (
      <>
        {Meanwhile && <Meanwhile {...props} />}
        {coming.kind === "missing" && <Missing over={Meanwhile !== undefined} onAgain={() => void fetch()} />}
      </>
    );
  };
}

/** Fetches all that has not come yet: what is first together, then one after the other, so that nothing asked for waits. */
export async function fetchTheRest(): Promise<void> {
  begun = true;
  const all = waiting.splice(0);
  await Promise.all(all.filter(({ first }) => first).map(({ fetch }) => fetch()));
  for (const { first, fetch } of all) if (!first) await fetch();
}
