import { useLayoutEffect, useRef } from "react";
import type { ManualPlace } from "../../telling/story";
import styles from "./Told.module.css";

interface Props {
  readonly id: string;
  /** In plain words. */
  readonly words: string;
  /** Where the manual tells more; null for what no manual names. */
  readonly manual: ManualPlace | null;
  /** The rule's own words, where they are not seen whole under it. */
  readonly source?: string | null;
  /** What else is to be said, quietly. */
  readonly foot?: string | null;
  /** Where that which is told stands in the window. */
  readonly over: DOMRect;
}

/** What a part of a rule says in plain words, and where the manual tells more; it stands below the part and takes no place. */
export function Told({ id, words, manual, source = null, foot = null, over }: Props) {
  const tip = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const element = tip.current;
    if (!element) return;
    element.showPopover();
    const { width, height } = element.getBoundingClientRect();
    const below = over.bottom + GAP;
    const top = below + height > innerHeight ? Math.max(GAP, over.top - height - GAP) : below;
    const left = Math.max(GAP, Math.min(over.left, innerWidth - width - GAP));
    element.style.translate = `${String(left)}px ${String(top)}px`;
  }, [over, words]);
  return (
    <span ref={tip} id={id} role="tooltip" popover="manual" className={styles.tip}>
      {source !== null && <code className={styles.source}>{source}</code>}
      {words}
      {manual && <span className={styles.manual}>{manualText(manual)}</span>}
      {foot !== null && <span className={styles.manual}>{foot}</span>}
    </span>
  );
}

/** In pixels. */
const GAP = 6;

/** `iptables-extensions(8) · DNAT · --to-destination` */
export function manualText({ page, section, option }: ManualPlace): string {
  return [page, section, option].filter((part) => part !== null).join(" · ");
}
