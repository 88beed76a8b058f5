/**
 * The picture of an outcome in the view that is asked for.
 */
import type { Outcome } from "../netfilter/trace";
import type { OutcomeStory } from "../telling/story";
import { layoutMap } from "./layout-map";
import { layoutWalk } from "./layout-walk";
import type { Look, Picture } from "./picture";
import type { Pictured } from "./pictured";

/** The picture of one outcome; `story` has what is said of its steps, with the same indexes. */
export function layout(paste: Pictured, outcome: Outcome, story: OutcomeStory, look: Look): Picture {
  return look.view === "map" ? layoutMap(paste, outcome, look) : layoutWalk(paste, outcome, story, look);
}
