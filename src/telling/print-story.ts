/**
 * A story as plain text, readable at 100 columns.
 */
import type { OutcomeStory, StepStory, Story } from "./story";

const COLUMNS = 100;

/** Every outcome with its share and its way, and the steps of the most probable one. */
export function printStory(story: Story): string {
  const several = story.outcomes.length > 1;
  const [first] = story.outcomes;
  const lines = [
    ...story.outcomes.flatMap((outcome, index) => heading(outcome, several ? `${String(index + 1)}. ` : "")),
    ...(story.left === null ? [] : [story.left]),
    "",
    ...(several ? ["Steps of the first:"] : []),
    ...(first?.steps.flatMap(printStep) ?? []),
  ];
  return `${lines.join("\n")}\n`;
}

function heading(outcome: OutcomeStory, number: string): string[] {
  return [
    ...wrap("", `${number}${outcome.sentence} (${outcome.share})`, 3),
    ...wrap("   ", outcome.way.map(({ label }) => label).join(" → "), 3),
    ...(outcome.detail === null ? [] : wrap("   ", outcome.detail, 3)),
    ...outcome.assumptions.flatMap(({ words }) => wrap("   ", `assuming that ${words}`, 3)),
  ];
}

/** `  4    nat KUBE-SERVICES 5  -d 10.0.91.63/32 -p tcp -m tcp --dport 80 → JUMP KUBE-SVC-2CMXP7HKUVJN7L6M` */
function printStep(step: StepStory, index: number): string[] {
  const number = `${String(index + 1).padStart(3)}  `;
  if (step.table === null) return wrap(number, `${step.hook}: ${step.words}`, 5);
  const indent = 9 + 2 * step.depth;
  const meaning = step.meaning === null ? "" : ` (${step.meaning})`;
  const place = `${step.table} ${step.chain ?? ""}${meaning} ${step.rule === null ? "policy" : String(step.rule)}`;
  const changes = step.changes.map(({ what, from, to }) => `${what} ${from} → ${to}`).join(", ");
  return [
    ...wrap(number + "  ".repeat(step.depth), `${place}${ruleText(step)} → ${step.verdict}`, indent),
    ...(changes === "" ? [] : wrap(" ".repeat(indent), changes, indent)),
  ];
}

/** A step's rule without its chain and comment, and without the jump that the verdict repeats. */
function ruleText({ text, verdict }: StepStory): string {
  const rest = (text ?? "")
    .replace(/^-A \S+ ?/, "")
    .replace(/-m comment --comment (?:"(?:\\.|[^"\\])*"|\S+) ?/g, "")
    .replace(/-[jg] (\S+)$/, (jump, target: string) => (verdict.endsWith(target) ? "" : jump))
    .trim();
  return rest === "" ? "" : `  ${rest}`;
}

/** A text in lines of at most COLUMNS, the first after `start`, the others indented; a longer word stands alone. */
function wrap(start: string, text: string, indent: number): string[] {
  const lines: string[] = [];
  let line = start;
  let bare = true;
  for (const word of text.split(" ")) {
    if (!bare && line.length + 1 + word.length > COLUMNS) {
      lines.push(line);
      line = " ".repeat(indent);
      bare = true;
    }
    line += bare ? word : ` ${word}`;
    bare = false;
  }
  return [...lines, line];
}
