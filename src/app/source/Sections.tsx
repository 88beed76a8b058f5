import { ChevronDown } from "lucide-react";
import { clsx } from "clsx";
import { memo, useId, useRef, useState } from "react";
import { counted } from "../../netfilter/counted";
import type { SectionStory } from "../../paste/section-story";
import { supplyUsual } from "../page-store";
import { laterPart } from "../shell/later-part";
import styles from "./Sections.module.css";

const SectionForm = laterPart(async () => (await import("./SectionForm")).SectionForm);

interface Props {
  readonly sections: readonly SectionStory[];
  /** How many rules were supplied that the text does not hold. */
  readonly supplied: number;
  /** False where the reader does not want them supplied. */
  readonly supply: boolean;
  readonly onSection: (section: SectionStory) => void;
}

/** What was found in the text, each a way to its lines. */
export const Sections = memo(function Sections({ sections, supplied, supply, onSection }: Props) {
  const found = sections.filter(({ kind }) => kind !== "noise");
  const unread = sections.filter(({ kind }) => kind === "noise");
  const [all, setAll] = useState(false);
  const first = found.length > SHOWN + 1 ? found.slice(0, SHOWN) : found;
  const listed = all || found.length === 0 ? sections : first;
  const hidden = sections.length - listed.length;
  if (sections.length === 0) return null;
  return (
    <ul className={styles.sections} aria-label="Found in the dump">
      {listed.map((section) => (
        <Section key={section.name} section={section} onSection={onSection} />
      ))}
      {(supplied > 0 || !supply) && (
        <li className={styles.supplied}>
          <label title="A grep of rules leaves them out: the jumps to KUBE-SERVICES, the mark of KUBE-MARK-MASQ, KUBE-POSTROUTING. They stand in the picture without a line of the text.">
            <input
              type="checkbox"
              checked={supply}
              onChange={(event) => {
                supplyUsual(event.currentTarget.checked);
              }}
            />
            {supply
              ? `${counted(supplied, "usual rule")} of kube-proxy supplied`
              : "no usual rules of kube-proxy supplied"}
          </label>
        </li>
      )}
      {(hidden > 0 || all) && (
        <li>
          <button
            type="button"
            className={styles.more}
            aria-expanded={all}
            onClick={() => {
              setAll(!all);
            }}
          >
            {all ? "fewer" : hiddenWords(found.length - first.length, unread.length)}
          </button>
        </li>
      )}
    </ul>
  );
});

/** So many parts are listed at once: a paste of a whole session has dozens. */
const SHOWN = 5;

/** `3 more, 1 part not read` */
function hiddenWords(more: number, unread: number): string {
  const words = [more > 0 && `${more.toLocaleString("en")} more`, unread > 0 && `${counted(unread, "part")} not read`];
  return words.filter((word) => word !== false).join(", ");
}

interface SectionProps {
  readonly section: SectionStory;
  readonly onSection: (section: SectionStory) => void;
}

function Section({ section, onSection }: SectionProps) {
  const id = useId();
  const item = useRef<HTMLLIElement>(null);
  const [open, setOpen] = useState(false);
  const [top, setTop] = useState(0);
  const { words, first, last, used, inferred } = section;
  return (
    <li ref={item} className={clsx(styles.section, !used && styles.off)}>
      <button
        type="button"
        className={styles.words}
        title={`Lines ${first.toLocaleString("en")} to ${last.toLocaleString("en")}`}
        onClick={() => {
          onSection(section);
        }}
      >
        {words}
        {inferred && used && <em className={styles.inferred}> inferred</em>}
        {!used && section.kind !== "noise" && <em className={styles.inferred}> not used</em>}
      </button>
      <button
        type="button"
        className={styles.open}
        popoverTarget={id}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={`What these lines are: ${words}`}
        title="Say what these lines are"
      >
        <ChevronDown size={12} aria-hidden />
      </button>
      <dialog
        id={id}
        popover="auto"
        className={styles.form}
        style={{ top }}
        aria-label="What these lines are"
        onBeforeToggle={() => {
          setTop((item.current?.getBoundingClientRect().bottom ?? 0) + 4);
        }}
        onToggle={(event) => {
          setOpen(event.newState === "open");
        }}
      >
        {open && <SectionForm section={section} />}
      </dialog>
    </li>
  );
}
