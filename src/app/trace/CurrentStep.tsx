import type { StepStory } from "../../telling/story";
import { useParts, type Walked } from "../answers";
import { NamedText } from "../names/NamedText";
import type { Pointer } from "../present/clause";
import { laterPart, Nothing } from "../shell/later-part";
import { Conditions } from "./Conditions";
import styles from "./CurrentStep.module.css";
import { LineLink } from "./LineLink";
import { passedOver, passedTitle } from "./passed-over";
import { Rewrites } from "./Rewrites";
import { RoutingPart } from "./RoutingPart";
import { RuleFold } from "./RuleFold";
import { markedBy, ruleOf } from "./rule-spans";
import { RuleText } from "./RuleText";
import { TrackingPart } from "./TrackingPart";

const MarkBits = laterPart(async () => (await import("./MarkBits")).MarkBits, { Meanwhile: Nothing });

interface Props {
  readonly walked: Walked;
  readonly outcome: number;
  readonly index: number;
  readonly step: StepStory;
  readonly pointer: Pointer;
  readonly onStep: (step: number) => void;
  readonly onLine: (line: number) => void;
}

/** All that a step did and why: what was asked, what the packet bore, what changed, and where it stands in the paste. */
export function CurrentStep({ walked, outcome, index, step, pointer, onStep, onLine }: Props) {
  const { routing, tracking, nat, marks, line, text, chain, rule } = step;
  const name = ruleOf(step, walked.story);
  const parts = useParts(walked, name);
  const passed = passedOver(walked.story.outcomes[outcome]?.steps ?? [], index);
  const fold = { walked, outcome, step: index, onLine };
  return (
    <>
      {passed && <RuleFold {...fold} {...passed} title={passedTitle(passed)} />}
      {text !== null && (
        <div className={styles.rule}>
          <RuleText text={text} parts={parts} marked={markedBy(step, pointer)} />{" "}
          {line !== null && <LineLink line={line} onLine={onLine} />}
        </div>
      )}
      <p>
        <NamedText text={step.words} table={step.table} />
      </p>
      <Conditions conditions={step.conditions} rule={name} pointer={pointer} />
      {routing && <RoutingPart routing={routing} onLine={onLine} />}
      {tracking && <TrackingPart tracking={tracking} onLine={onLine} />}
      {nat && <Rewrites nat={nat} />}
      {marks?.bits.some(({ now }) => now !== "kept") === true && <MarkBits marks={marks} onStep={onStep} />}
      <Changes step={step} />
      {text === null && line !== null && <LineLink line={line} onLine={onLine} />}
      {rule !== null && <RuleFold {...fold} first={rule + 1} last={null} title={`Rules of ${chain ?? ""} behind it`} />}
    </>
  );
}

/** What NAT and the mark do not tell already. */
function Changes({ step }: { readonly step: StepStory }) {
  const told = new Set(["mark", ...(step.nat ? ["source", "source port", "destination", "destination port"] : [])]);
  const changes = step.changes.filter(({ what }) => !told.has(what));
  if (changes.length === 0) return null;
  return (
    <ul className={styles.changes} aria-label="Changed">
      {changes.map(({ what, from, to }) => (
        <li key={what}>
          <span className={styles.faint}>{what}</span> <s>{from}</s> → <strong>{to}</strong>
        </li>
      ))}
    </ul>
  );
}
