/**
 * A trace to take away, as Markdown: good in a ticket. The verdict, the packet, what was assumed, the steps as a table, the
 * pairs of addresses of NAT.
 */
import type { OutcomeStory, StepStory, Story } from "./story";

/** An outcome of a story as Markdown, with the other outcomes named; `dump` says what was walked through. */
export function traceMarkdown(story: Story, index: number, dump: string): string {
  const outcome = story.outcomes[index];
  if (!outcome) return "";
  const { assumptions } = outcome;
  const parts = [
    `## ${escaped(outcome.sentence)}`,
    [`${outcome.share === "certain" ? "" : `Share: ${outcome.share}. `}${escaped(outcome.detail ?? "")}`.trim()],
    [`Way: ${outcome.way.map(({ label }) => escaped(label)).join(" → ")}`],
    packetLines(outcome),
    assumptions.length === 0 ? [] : ["Assumed:", "", ...assumptions.map(({ words }) => `- ${escaped(words)}`)],
    stepTable(outcome),
    natTable(outcome),
    otherOutcomes(story, index),
    [`Walked through ${escaped(dump)}.`],
  ];
  return `${parts
    .map((part) => (typeof part === "string" ? part : part.filter((line, at) => line !== "" || at > 0).join("\n")))
    .filter((part) => part !== "")
    .join("\n\n")}\n`;
}

function packetLines({ steps }: OutcomeStory): string[] {
  const fields = steps[0]?.header.filter(({ name }) => name !== "out" && name !== "state") ?? [];
  const told = fields.flatMap(({ label, value, was, changed }) => {
    const before = changed ? was : value;
    return before === null ? [] : [`${label} ${code(before)}`];
  });
  return told.length === 0 ? [] : [`Packet: ${told.join(", ")}`];
}

function stepTable({ steps }: OutcomeStory): string[] {
  return [
    "| # | Hook | Where | Rule | What happens |",
    "| ---: | --- | --- | --- | --- |",
    ...steps.map(
      (step, index) =>
        `| ${String(index + 1)} | ${step.hook} | ${placeText(step)} | ${ruleText(step)} | ${cell(step)} |`,
    ),
  ];
}

const KINDS: Readonly<Record<StepStory["kind"], string>> = {
  rule: "",
  policy: "",
  routing: "routing",
  tracking: "connection tracking",
  rewrite: "NAT",
};

function placeText({ table, chain, rule, kind, meaning }: StepStory): string {
  if (table === null) return KINDS[kind];
  const number = rule === null ? "policy" : String(rule);
  return `${table} ${code(chain ?? "")} ${number}${meaning === null ? "" : ` (${escaped(meaning)})`}`;
}

function ruleText({ text }: StepStory): string {
  return text === null ? "" : code(text);
}

function cell({ words, changes }: StepStory): string {
  const changed = changes.map(({ what, from, to }) => `${what} ${from} → **${to}**`).join(", ");
  return `${escaped(words)}${changed === "" ? "" : `<br>${changed}`}`;
}

function natTable({ steps }: OutcomeStory): string[] {
  const pairs = steps.flatMap(({ nat }, index) => (nat?.rewrites ?? []).map((pair) => ({ ...pair, step: index + 1 })));
  if (pairs.length === 0) return [];
  return [
    "| NAT at step | End | Before | After |",
    "| ---: | --- | --- | --- |",
    ...pairs.map(({ step, what, from, to }) => `| ${String(step)} | ${what} | ${code(from)} | ${code(to)} |`),
  ];
}

function otherOutcomes({ outcomes, left }: Story, index: number): string[] {
  const others = outcomes.filter((_, at) => at !== index);
  if (others.length === 0) return [];
  return [
    "What else can happen:",
    "",
    ...others.map(({ sentence, share }) => `- ${escaped(sentence)} (${share})`),
    ...(left === null ? [] : [`- ${left}`]),
  ];
}

/** Text as code; a backtick within it asks for more of them around it. */
function code(text: string): string {
  const ticks = "`".repeat(Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const space = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${ticks}${space}${text.replaceAll("|", String.raw`\|`)}${space}${ticks}`;
}

/** Text with nothing in it that Markdown would take for markup. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>|#]/g, String.raw`\$&`);
}
