/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a button in the middle of a text can be neither broken nor copied. */
import { clsx } from "clsx";
import { useId, useMemo, useState, type KeyboardEvent } from "react";
import type { LineStory } from "../../telling/story";
import { isForeign } from "../keys/foreign-keys";
import { wayOfPart } from "../names/ways";
import { Told } from "../tips/Told";
import { ruleSpans, type Place } from "./rule-spans";
import styles from "./RuleText.module.css";

interface Props {
  readonly text: string;
  /** Undefined until they are known. */
  readonly parts: LineStory | undefined;
  /** What is pointed at from elsewhere. */
  readonly marked: readonly Place[];
}

interface Shown {
  readonly index: number;
  readonly over: DOMRect;
}

/**
 * A rule as the user wrote it. Each part tells itself in plain words when the pointer or the focus is on it; it is one
 * stop of the tabulator, and left and right go from part to part.
 */
export function RuleText({ text, parts, marked }: Props) {
  const id = useId();
  const [shown, setShown] = useState<Shown | null>(null);
  const [stop, setStop] = useState(0);
  const known = parts?.text === text ? parts.parts : NONE;
  const spans = useMemo(() => ruleSpans(text, known, marked), [text, known, marked]);
  const told = spans.flatMap((span, index) => (span.part ? [index] : []));
  const part = shown && spans[shown.index]?.part;
  const hide = () => {
    setShown(null);
  };

  function press(event: KeyboardEvent<HTMLElement>, way: (() => void) | null) {
    if ((event.key === "Enter" || event.key === " ") && way) {
      event.preventDefault();
      way();
    }
    if (event.key === "Escape" && shown) {
      event.preventDefault();
      hide();
    }
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined || event.shiftKey || isForeign(event)) return;
    event.preventDefault();
    const next = told[told.indexOf(Number(event.currentTarget.dataset.span)) + by];
    const code = event.currentTarget.parentElement;
    if (next !== undefined) code?.querySelector<HTMLElement>(`[data-span="${String(next)}"]`)?.focus();
  }

  return (
    <code className={styles.text}>
      {spans.map((span, index) => {
        if (!span.part) return span.text;
        const way = wayOfPart(span.part, span.text);
        return (
          <span
            key={String(index)}
            role="button"
            data-span={index}
            data-marked={span.marked}
            className={clsx(
              styles.part,
              styles[span.part.kind],
              way !== null && styles.way,
              span.marked && styles.marked,
            )}
            tabIndex={index === told[Math.min(stop, told.length - 1)] ? 0 : -1}
            aria-describedby={shown?.index === index ? id : undefined}
            onClick={way ?? undefined}
            onPointerEnter={(event) => {
              setShown({ index, over: event.currentTarget.getBoundingClientRect() });
            }}
            onPointerLeave={hide}
            onFocus={(event) => {
              setStop(told.indexOf(index));
              setShown({ index, over: event.currentTarget.getBoundingClientRect() });
            }}
            onBlur={hide}
            onKeyDown={(event) => {
              press(event, way);
            }}
          >
            {span.text}
          </span>
        );
      })}
      {shown && part && (
        <Told
          id={id}
          words={part.words}
          manual={part.manual}
          foot={wayOfPart(part, spans[shown.index]?.text ?? "") && WAY}
          over={shown.over}
        />
      )}
    </code>
  );
}

const WAY = "A press shows where that is.";

const NONE = [] as const;
