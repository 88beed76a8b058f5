/**
 * The clause of the current rule that is pointed at.
 */
import { useMemo, useState } from "react";

export interface Pointer {
  /** From 0; null where none is pointed at. */
  readonly clause: number | null;
  readonly point: (clause: number | null) => void;
}

/** A pointer over the clauses of a step's rule; at the next step it points at none. */
export function usePointer(step: number): Pointer {
  const [pointed, setPointed] = useState<{ readonly step: number; readonly clause: number } | null>(null);
  const clause = pointed?.step === step ? pointed.clause : null;
  return useMemo(
    () => ({
      clause,
      point: (wanted) => {
        setPointed(wanted === null ? null : { step, clause: wanted });
      },
    }),
    [clause, step],
  );
}

/** The clause after one, or before it; behind the last, and before the first, none is pointed at. */
export function otherClause(clause: number | null, count: number, direction: "next" | "previous"): number | null {
  const by = direction === "next" ? 1 : -1;
  const from = clause ?? (direction === "next" ? -1 : count);
  const to = from + by;
  return to >= 0 && to < count ? to : null;
}
