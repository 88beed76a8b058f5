/* oxlint-disable jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by the keyboard. */
/** A list of any length in a box of its own: only the rows that are seen are there. */
import { type ReactNode, useState } from "react";
import { LIST_ROW } from "../../graph/list-row";
import styles from "./Windowed.module.css";

interface Props {
  readonly name: string;
  readonly count: number;
  readonly height: number;
  /** Told the first row that is seen when it changes. */
  readonly onFrom: (row: number) => void;
  /** One row; it is `LIST_ROW` pixels high. */
  readonly children: (row: number) => ReactNode;
}

/** Rows above and below those that are seen, so that a quick wheel meets no void. */
const SPARE = 4;

export function Windowed({ name, count, height, onFrom, children }: Props) {
  const [first, setFirst] = useState(0);
  const from = Math.max(0, Math.min(first, count - 1) - SPARE);
  const to = Math.min(count, first + Math.ceil(height / LIST_ROW) + SPARE);
  const rows = Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
  return (
    <ol
      className={`${styles.list ?? ""} nowheel nopan nodrag`}
      style={{ height }}
      aria-label={name}
      tabIndex={0}
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
          className={styles.row}
          style={{ top: row * LIST_ROW, height: LIST_ROW }}
          aria-setsize={count}
          aria-posinset={row + 1}
        >
          {children(row)}
        </li>
      ))}
    </ol>
  );
}
