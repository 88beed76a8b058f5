/**
 * Lights the neighbours of the chain that is chosen, for as long as it is.
 */
import { useEffect } from "react";
import type { StoreApi } from "zustand";
import type { Picture } from "../../graph/picture";
import { useKeys } from "../keys/keys";
import { choose, useLooking } from "./looking";
import { neighboursOf } from "./neighbours";
import type { Standing } from "./standing";

/** Keeps what is lit in step with what is chosen; Escape lets go. */
export function useNeighbours(graph: Picture, standing: StoreApi<Standing>): void {
  const chosen = useLooking((looking) => looking.chosen);
  useEffect(() => {
    standing.setState({ lit: chosen === null ? null : neighboursOf(graph, chosen) });
  }, [graph, chosen, standing]);
  useKeys(chosen === null ? NOTHING : RELEASE);
}

const NOTHING = {};
const RELEASE = {
  release: () => {
    choose(null);
  },
};
