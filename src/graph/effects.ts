/**
 * What a rule that matched changed of the packet, as its card says it: each end with its port in one, then the rest.
 */
import type { Step } from "../netfilter/trace";
import { destinationText, sourceText } from "../telling/packet-words";
import type { StepStory } from "../telling/story";
import { packetBefore } from "../telling/outcome-steps";
import type { Effect } from "./picture";

/** What telling says of the two ends by their parts. */
const PARTS_OF_ENDS = new Set(["source", "source port", "destination", "destination port"]);

/** The effects of one step, by its index in the outcome. */
export function effectsOf(index: number, step: Step, story: StepStory | undefined): Effect[] {
  const before = packetBefore(step);
  const ends = [
    { step: index, what: "source", from: sourceText(before), to: sourceText(step.packet) },
    { step: index, what: "destination", from: destinationText(before), to: destinationText(step.packet) },
  ];
  const others = (story?.changes ?? []).filter(({ what }) => !PARTS_OF_ENDS.has(what));
  return [...ends.filter(({ from, to }) => from !== to), ...others.map((change) => ({ step: index, ...change }))];
}
