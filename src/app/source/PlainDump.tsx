import { type ClipboardEvent, useLayoutEffect, useRef } from "react";
import { TEXT_LIMIT } from "../../snapshot/text-limit";
import type { DumpProps } from "./DumpEditor";
import { leavePlace, workIn } from "./dump-place";
import styles from "./PlainDump.module.css";

/** In UTF-16 units. Of a longer text the beginning is shown; before the editor is there it can be replaced, but not written in. */
const MOST = 200_000;

/** The text where the editor will have it, before that has come: it can be written in, and what was done is handed over. */
export function PlainDump({ text, lit, onText, onTooLong }: DumpProps) {
  const room = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const whole = text.length <= MOST;
  const shown = whole ? text : text.slice(0, MOST);
  const lines = shown.split(/\r\n?|\n/);

  useLayoutEffect(() => {
    const [scrolled, written] = [room.current, field.current];
    if (!scrolled || !written) return;
    return () => {
      const { selectionStart, selectionEnd, selectionDirection } = written;
      const back = selectionDirection === "backward";
      leavePlace({
        anchor: back ? selectionEnd : selectionStart,
        head: back ? selectionStart : selectionEnd,
        focused: document.activeElement === written,
        top: scrolled.scrollTop,
        left: scrolled.scrollLeft,
      });
    };
  }, []);

  useLayoutEffect(() => {
    if (lit !== null && room.current && field.current) showLine(room.current, field.current, lit);
  }, [lit]);

  /** As the editor does it: what is pasted is known as a paste, and a text that is too long is not taken. */
  function paste(event: ClipboardEvent<HTMLTextAreaElement>) {
    const written = event.currentTarget;
    const pasted = event.clipboardData.getData("text/plain");
    event.preventDefault();
    const { value, selectionStart: from, selectionEnd: to } = written;
    if (!whole && to - from < value.length) return;
    const length = value.length - (to - from) + pasted.length;
    if (length > TEXT_LIMIT) {
      onTooLong(length);
      return;
    }
    if (whole && length <= MOST) written.setRangeText(pasted, from, to, "end");
    onText(value.slice(0, from) + pasted + value.slice(to), to - from === value.length);
  }

  return (
    <div ref={room} className={styles.room}>
      <div className={styles.sheet}>
        <p className={styles.numbers} aria-hidden>
          {lines.map((_, index) => index + 1).join("\n")}
        </p>
        <div className={styles.lines}>
          {lit !== null && lit <= lines.length && (
            <span className={styles.lit} style={{ top: `calc(var(--space-2) + ${String(lit - 1)} * 1.6em)` }} />
          )}
          <p className={styles.measure} aria-hidden>
            {shown}
          </p>
          <textarea
            ref={field}
            className={styles.text}
            aria-label="Dump"
            wrap="off"
            spellCheck={false}
            autoCorrect="off"
            autoCapitalize="off"
            readOnly={!whole}
            value={shown}
            onPointerDown={() => {
              workIn();
            }}
            onKeyDown={({ nativeEvent }) => {
              workIn(nativeEvent.isComposing);
            }}
            onCompositionStart={() => {
              workIn(true);
            }}
            onCompositionEnd={() => {
              workIn();
            }}
            onPaste={paste}
            onChange={({ currentTarget }) => {
              onText(currentTarget.value, false);
            }}
          />
        </div>
      </div>
    </div>
  );
}

/** Scrolls so far that a line is seen with some lines about it, as the editor does. */
function showLine(room: HTMLElement, text: HTMLElement, line: number) {
  const { paddingTop, lineHeight } = getComputedStyle(text);
  const top = parseFloat(paddingTop) + (line - 1) * parseFloat(lineHeight);
  const bottom = top + parseFloat(lineHeight);
  const air = Math.min(72, room.clientHeight / 3);
  if (top < room.scrollTop + air) room.scrollTop = top - air;
  else if (bottom > room.scrollTop + room.clientHeight - air) room.scrollTop = bottom + air - room.clientHeight;
}
