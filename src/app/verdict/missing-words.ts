/**
 * What stands in the verdict's place where there is none.
 */
import type { FieldError } from "../../netfilter/read/packet";
import type { Dump } from "../../worker/engine";

interface Missing {
  readonly text: string;
  readonly dump: Dump | undefined;
  readonly errors: readonly FieldError[];
  /** How the packet ended, where its answer is asked for and there is none. */
  readonly unanswered: string | null;
  readonly failure: Error | null;
}

/** Why a verdict that stands there is not that of what the page shows now; null where it is. */
export function staleWords({ errors, failure }: Pick<Missing, "errors" | "failure">): string | null {
  if (failure) return `This is an earlier verdict. The packet could not be walked now: ${failure.message}.`;
  return errors.length > 0 ? "This is the verdict of the last packet that could be read." : null;
}

/** Why there is no verdict and what to do; null while the first walk is under way. */
export function missingWords({ text, dump, errors, unanswered, failure }: Missing): string | null {
  if (failure) return `The packet could not be walked: ${failure.message}.`;
  if (unanswered !== null) return `There is no answer. ${unanswered}.`;
  if (text.trim() === "") return "Paste the rules of a node, and the packet’s way appears here.";
  if (dump?.walkable === false) return "No rules were found in the dump, so there is nothing to walk through.";
  return errors.length > 0 ? "Say where the packet comes from and where it goes, and its way appears here." : null;
}
