/**
 * A story as plain text, readable at 100 columns.
 */
import type { OutcomeStory, StepStory, Story } from "./story";

const COLUMNS = 100;

/**
 * Every outcome with its share and way. The steps are printed of the most probable one, or of all where there are
 * few enough to read.
 */
export function printStory(story: Story): string {
  const told = story.outcomes.map((outcome, index) => [
    ...heading(outcome, story.outcomes.length > 1 ? `${String(index + 1)}. ` : ""),
    ...(index === 0 ? ["", ...outcome.steps.flatMap(printStep), ""] : []),
  ]);
  return [...told.flat(), ...(story.left === null ? [] : [story.left])].join("\n").trimEnd() + "\n";
}

function heading(outcome: OutcomeStory, number: string): string[] {
  return [
    `${number}${outcome.sentence} (${outcome.share})`,
    ...(outcome.detail === null ? [] : wrap(outcome.detail, 3)),
    ...outcome.assumptions.flatMap((text) => wrap(`assuming that ${text}`, 3)),
    ...wrap(outcome.way.map(({ label }) => label).join(" → "), 3),
  ];
}

function printStep(step: StepStory, index: number): string[] {
  const number = String(index + 1).padStart(3);
  if (step.table === null) return wrap(`${number}  ${step.hook}: ${step.words}`, 5);
  const place = `${step.table} ${step.chain ?? ""} ${step.rule === null ? "policy" : String(step.rule)}`;
  const rule = step.text === null ? "" : `  ${step.text.replace(/^-A \S+ /, "")}`;
  const changes = step.changes.map(({ what, from, to }) => `${what} ${from} → ${to}`);
  return [
    ...wrap(`${number}  ${"  ".repeat(step.depth)}${place}${rule} → ${step.verdict}`, 9 + 2 * step.depth),
    ...(changes.length === 0 ? [] : wrap(`${" ".repeat(9 + 2 * step.depth)}${changes.join(", ")}`, 9 + 2 * step.depth)),
  ];
}

/** A text in lines of at most COLUMNS, those after the first indented; a longer word stands alone. */
function wrap(text: string, indent: number): string[] {
  const lines: string[] = [];
  let line = text.match(/^ */)?.[0] ?? "";
  let empty = true;
  for (const word of text.trim().split(" ")) {
    if (!empty && line.length + 1 + word.length > COLUMNS) {
      lines.push(line);
      line = " ".repeat(indent);
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line];
}
