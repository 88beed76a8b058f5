/* oxlint-disable react/incompatible-library -- no compiler memoises this page. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { Search } from "lucide-react";
import { useDeferredValue, useRef, useState } from "react";
import type { Walked } from "../answers";
import styles from "./RuleList.module.css";
import { RuleRowItem } from "./RuleRowItem";
import { ROWS_AT_ONCE, useRuleRows } from "./rule-rows-asked";

interface Props {
  readonly walked: Walked;
  readonly outcome: number;
  readonly step: number;
  readonly first: number;
  readonly last: number | null;
  readonly onLine: (line: number) => void;
}

/** A row's height in pixels until it is measured. */
const ROW = 44;
/** So few rules are found with the eye. */
const SEARCHED_FROM = 8;

/** Rules of a chain, each with why it did not match: any number of them, of which those in view are drawn. */
export function RuleList({ walked, outcome, step, first, last, onLine }: Props) {
  const [query, setQuery] = useState("");
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const searched = useDeferredValue(query);
  const room = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState<readonly number[]>([0]);
  // The first portion tells how many there are, wherever one looks.
  const portions = seen[0] === 0 ? seen : [0, ...seen];
  const answers = useRuleRows(walked, outcome, step, { first, last, query: searched }, portions);
  const known = answers[0];
  const rowAt = (index: number) =>
    answers[portions.indexOf(Math.floor(index / ROWS_AT_ONCE))]?.rows[index % ROWS_AT_ONCE];
  // eslint-disable-next-line react-hooks/incompatible-library -- no compiler memoises this page.
  const list = useVirtualizer({
    count: known?.found ?? 0,
    getScrollElement: () => room.current,
    estimateSize: () => ROW,
    overscan: 6,
    onChange: ({ range }) => {
      if (range) setSeen((before) => portionsOf(range.startIndex, range.endIndex, before));
    },
  });
  const count = (last ?? known?.total ?? first) - first + 1;

  return (
    <div className={styles.rules}>
      {(count > SEARCHED_FROM || query !== "") && (
        <label className={styles.search}>
          <Search size={14} aria-hidden />
          <input
            type="search"
            aria-label="Search these rules"
            placeholder="address, Service, mark …"
            value={query}
            onChange={(event) => {
              setQuery(event.currentTarget.value);
              setSeen([0]);
              list.scrollToOffset(0);
            }}
          />
          {known && query !== "" && <span className={styles.count}>{known.found.toLocaleString("en")} found</span>}
        </label>
      )}
      <div ref={room} className={styles.room} data-list>
        {known?.found === 0 && <p className={styles.none}>{query === "" ? "There are none." : "No rule says that."}</p>}
        <ol className={styles.list} style={{ height: list.getTotalSize() }} aria-label="Rules that did not match">
          {list.getVirtualItems().map(({ index, start }) => {
            const row = rowAt(index);
            return (
              <li
                key={index}
                ref={list.measureElement}
                data-index={index}
                className={styles.item}
                style={{ transform: `translateY(${String(start)}px)` }}
                aria-setsize={known?.found}
                aria-posinset={index + 1}
              >
                {row && (
                  <RuleRowItem
                    walked={walked}
                    step={{ outcome, index: step }}
                    row={row}
                    open={opened.has(row.number)}
                    onOpen={() => {
                      setOpened(toggled(opened, row.number));
                    }}
                    onLine={onLine}
                  />
                )}
              </li>
            );
          })}
        </ol>
      </div>
    </div>
  );
}

/** The portions in which a range of rows lies; the ones before where they are the same, so that nothing is drawn anew. */
function portionsOf(from: number, to: number, before: readonly number[]): readonly number[] {
  const first = Math.floor(from / ROWS_AT_ONCE);
  const last = Math.floor(to / ROWS_AT_ONCE);
  if (before[0] === first && before.at(-1) === last) return before;
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function toggled(set: ReadonlySet<number>, one: number): ReadonlySet<number> {
  const next = new Set(set);
  if (!next.delete(one)) next.add(one);
  return next;
}
