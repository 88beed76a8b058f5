/**
 * A trace to take away, as plain text: what the command line prints, with the packet and the pairs of addresses of NAT.
 */
import { printStory } from "./print-story";
import type { Story } from "./story";

/** An outcome of a story as text, the others named after it. */
export function traceText(story: Story, index: number, dump: string): string {
  const chosen = story.outcomes[index];
  if (!chosen) return "";
  const others = story.outcomes.filter((_, at) => at !== index);
  const packet = chosen.steps[0]?.header.flatMap(({ name, label, value, was, changed }) => {
    const before = changed ? was : value;
    return before === null || name === "out" || name === "state" ? [] : [`${label} ${before}`];
  });
  const pairs = chosen.steps.flatMap(({ nat }, step) =>
    (nat?.rewrites ?? []).map(({ what, from, to }) => `  step ${String(step + 1)}: ${what} ${from} → ${to}`),
  );
  return [
    printStory({ ...story, outcomes: [chosen], tree: { kind: "outcome", outcome: 0 }, left: null }).trimEnd(),
    ...(packet === undefined ? [] : ["", `Packet: ${packet.join(", ")}`]),
    ...(pairs.length === 0 ? [] : ["", "NAT:", ...pairs]),
    ...(others.length === 0 ? [] : ["", "What else can happen:"]),
    ...others.map(({ sentence, share }) => `  ${sentence} (${share})`),
    ...(story.left === null ? [] : [`  ${story.left}`]),
    "",
    `Walked through ${dump}.`,
    "",
  ].join("\n");
}
