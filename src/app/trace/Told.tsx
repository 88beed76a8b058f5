import { useLayoutEffect, useRef } from "react";
import type { ManualPlace, PartStory } from "../../telling/story";
import styles from "./Told.module.css";

interface Props {
  readonly id: string;
  readonly part: PartStory;
  /** Where the part stands in the window. */
  readonly over: DOMRect;
}

/** What a part of a rule says in plain words, and where the manual tells more; it stands below the part and takes no place. */
export function Told({ id, part: { words, manual }, over }: Props) {
  const tip = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const element = tip.current;
    if (!element) return;
    element.showPopover();
    const { width, height } = element.getBoundingClientRect();
    const below = over.bottom + GAP;
    const top = below + height > innerHeight ? over.top - height - GAP : below;
    const left = Math.max(GAP, Math.min(over.left, innerWidth - width - GAP));
    element.style.translate = `${String(left)}px ${String(top)}px`;
  }, [over, words]);
  return (
    <span ref={tip} id={id} role="tooltip" popover="manual" className={styles.tip}>
      {words}
      {manual && <span className={styles.manual}>{manualText(manual)}</span>}
    </span>
  );
}

/** In pixels. */
const GAP = 6;

function manualText({ page, section, option }: ManualPlace): string {
  return [page, section, option].filter((part) => part !== null).join(" · ");
}
