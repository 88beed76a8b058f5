/** All rules of a chain, in a window on its opened card. */
import { useContext, useState } from "react";
import type { ChainNode } from "../../graph/picture";
import { FamilyContext, LineContext, PAGE, useRulesFrom } from "./lists";
import { showsRule } from "../tips/rule-place";
import { useLooking } from "./looking";
import styles from "./RuleList.module.css";
import { Windowed } from "./Windowed";

interface Props {
  readonly node: ChainNode;
}

/** What a list shows of a card's height goes to its foot, too. */
const FOOT = 4;

export function RuleList({ node: { id, table, chain, rules, list } }: Props) {
  const family = useContext(FamilyContext);
  const onLine = useContext(LineContext);
  const [page, setPage] = useState(0);
  const from = useLooking((looking) => looking.from[id]);
  const first = useRulesFrom(family, table, chain, page * PAGE);
  const second = useRulesFrom(family, table, chain, (page + 1) * PAGE);
  if (rules === 0) return <p className={styles.none}>no rules</p>;
  const known = new Map([...(first ?? []), ...(second ?? [])].map((rule) => [rule.number, rule]));
  return (
    <Windowed
      name={`Rules of ${chain}`}
      count={rules}
      height={list - FOOT}
      start={from ?? null}
      onFrom={(row) => {
        setPage(Math.floor(row / PAGE));
      }}
    >
      {(row, tabIndex) => {
        const rule = known.get(row + 1);
        return (
          <button
            type="button"
            tabIndex={tabIndex}
            className={styles.rule}
            data-said={`Rule ${String(row + 1)} of ${chain}`}
            {...showsRule({ family, table, chain, rule: row + 1 })}
            onClick={(event) => {
              event.stopPropagation();
              if (rule && rule.line !== null) onLine(rule.line);
            }}
          >
            <span className={styles.number}>{row + 1}</span>
            {rule ? <span data-at={rule.at}>{rule.text}</span> : "…"}
          </button>
        );
      }}
    </Windowed>
  );
}
