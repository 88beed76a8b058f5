/* oxlint-disable jsx-a11y/no-noninteractive-element-interactions -- the keys go to the buttons in the list. */
/** A list of any length in a box of its own: only the rows that are seen are there. */
import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import { LIST_ROW } from "../../graph/list-row";
import { isForeign } from "../keys/foreign-keys";
import type { Start } from "./looking";
import styles from "./Windowed.module.css";

interface Props {
  readonly name: string;
  readonly count: number;
  readonly height: number;
  /** The row that is to be seen first; null where nobody asks for one. */
  readonly start?: Start | null;
  /** Told the first row that is seen when it changes. */
  readonly onFrom: (row: number) => void;
  /** One row, a button with this place among the stops of the tabulator; it is `LIST_ROW` pixels high. */
  readonly children: (row: number, tabIndex: 0 | -1) => ReactNode;
}

/** Rows above and below those that are seen, so that a quick wheel meets no void. */
const SPARE = 4;

/** The list is one stop of the tabulator; up and down go through it. */
export function Windowed({ name, count, height, start = null, onFrom, children }: Props) {
  const list = useRef<HTMLOListElement>(null);
  const [first, setFirst] = useState(0);
  const [active, setActive] = useState(0);
  /** True from a key until the row that it leads to is there. */
  const goes = useRef(false);
  const from = Math.max(0, Math.min(first, count - 1) - SPARE);
  const to = Math.min(count, first + Math.ceil(height / LIST_ROW) + SPARE);
  const rows = Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
  const stop = from <= active && active < to ? active : first;

  useLayoutEffect(() => {
    if (start && list.current) list.current.scrollTop = start.row * LIST_ROW;
  }, [start]);

  useEffect(() => {
    const button = list.current?.querySelector<HTMLElement>(`[data-row="${String(active)}"] button`);
    if (!goes.current || !button) return;
    goes.current = false;
    button.focus({ preventScroll: true });
  });

  function press(event: KeyboardEvent<HTMLOListElement>) {
    const page = Math.floor(height / LIST_ROW) - 1;
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -count, End: count }[event.key];
    const room = list.current;
    if (by === undefined || isForeign(event) || !room) return;
    event.preventDefault();
    const row = Math.min(count - 1, Math.max(0, stop + by));
    goes.current = true;
    setActive(row);
    const top = row * LIST_ROW;
    room.scrollTop = Math.min(top, Math.max(room.scrollTop, top + LIST_ROW - room.clientHeight));
  }

  return (
    <ol
      ref={list}
      className={`${styles.list ?? ""} nowheel nopan nodrag`}
      style={{ height }}
      aria-label={name}
      onKeyDown={press}
      onScroll={({ currentTarget }) => {
        const row = Math.floor(currentTarget.scrollTop / LIST_ROW);
        setFirst(row);
        onFrom(row);
      }}
    >
      <li className={styles.room} style={{ height: count * LIST_ROW }} aria-hidden />
      {rows.map((row) => (
        <li
          key={row}
          data-row={row}
          className={styles.row}
          style={{ top: row * LIST_ROW, height: LIST_ROW }}
          aria-setsize={count}
          aria-posinset={row + 1}
          onFocus={() => {
            setActive(row);
          }}
        >
          {children(row, row === stop ? 0 : -1)}
        </li>
      ))}
    </ol>
  );
}
