import type { ReactNode } from "react";
import type { StepStory } from "../../telling/story";
import { Conditions } from "./Conditions";
import { AddressText } from "../names/AddressText";
import styles from "./CurrentStep.module.css";
import { LineLink } from "./LineLink";
import { MarkBits } from "./MarkBits";
import { Rewrites } from "./Rewrites";
import { RoutingPart } from "./RoutingPart";
import { TrackingPart } from "./TrackingPart";

interface Props {
  readonly step: StepStory;
  readonly onStep: (step: number) => void;
  readonly onLine: (line: number) => void;
  /** The rules that were passed before this one. */
  readonly children: ReactNode;
}

/** All that a step did and why: what was asked, what the packet bore, what changed, and where it stands in the paste. */
export function CurrentStep({ step, onStep, onLine, children }: Props) {
  const { routing, tracking, nat, marks, line, text } = step;
  return (
    <>
      {children}
      {text !== null && (
        <div className={styles.rule}>
          <code className={styles.text}>{text}</code>
          {line !== null && <LineLink line={line} onLine={onLine} />}
        </div>
      )}
      <p>
        <AddressText text={step.words} />
      </p>
      <Conditions conditions={step.conditions} />
      {routing && <RoutingPart routing={routing} onLine={onLine} />}
      {tracking && <TrackingPart tracking={tracking} onLine={onLine} />}
      {nat && <Rewrites nat={nat} />}
      {marks?.bits.some(({ now }) => now !== "kept") === true && <MarkBits marks={marks} onStep={onStep} />}
      <Changes step={step} />
      {text === null && line !== null && <LineLink line={line} onLine={onLine} />}
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
