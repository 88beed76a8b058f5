/** Chains that stand together until somebody opens them: a stack, and opened a list with a search. */
import type { NodeProps } from "@xyflow/react";
import { ChevronDown, ChevronRight, Search } from "lucide-react";
import { memo, useContext, useDeferredValue, useState } from "react";
import type { FoldNode } from "../../graph/picture";
import { standingAt } from "../../graph/picture";
import type { FoldFlowNode } from "./flow";
import styles from "./FoldCard.module.css";
import { FamilyContext, PAGE, useMembers } from "./lists";
import { showMember, toggleOpened, useLooking } from "./looking";
import { useDim, useStanding } from "./standing";
import { Windowed } from "./Windowed";

export const FoldCard = memo(function FoldCard({ data: { node } }: NodeProps<FoldFlowNode>) {
  const state = useStanding((step) => standingAt(node.steps, step));
  const dim = useDim(node.id);
  const open = useLooking(({ opened }) => opened.includes(node.id));
  const Sign = open ? ChevronDown : ChevronRight;
  return (
    <div className={styles.card} data-state={state} data-open={open} data-dim={dim}>
      <button
        type="button"
        className={`${styles.head ?? ""} nopan`}
        aria-expanded={open}
        title={`${node.title}, ${node.detail}`}
        onClick={(event) => {
          event.stopPropagation();
          toggleOpened(node.id);
        }}
      >
        <span className={styles.words}>
          <span className={styles.title}>{node.title}</span>
          <span className={styles.detail}>{node.detail}</span>
        </span>
        <Sign size={14} aria-hidden />
      </button>
      {node.list > 0 && <FoldList node={node} />}
    </div>
  );
});

const SEARCH = 34;
const FOOT = 4;

function FoldList({ node: { id, fold, title, list } }: { readonly node: FoldNode }) {
  const family = useContext(FamilyContext);
  const [query, setQuery] = useState("");
  const [page, setPage] = useState(0);
  const sought = useDeferredValue(query);
  const first = useMembers(family, fold, sought, page * PAGE);
  const second = useMembers(family, fold, sought, (page + 1) * PAGE);
  const known = [...(first?.members ?? []), ...(second?.members ?? [])];
  const total = first?.total ?? 0;
  return (
    <>
      <label className={`${styles.search ?? ""} nopan nodrag`}>
        <Search size={13} aria-hidden />
        <input
          className={styles.input}
          type="search"
          aria-label={`Search ${title}`}
          placeholder="name, address, chain"
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            setPage(0);
          }}
        />
      </label>
      {first && total === 0 && <p className={styles.none}>nothing found</p>}
      {total > 0 && (
        <Windowed
          key={sought}
          name={title}
          count={total}
          height={list - SEARCH - FOOT}
          onFrom={(row) => {
            setPage(Math.floor(row / PAGE));
          }}
        >
          {(row, tabIndex) => {
            const member = known[row - page * PAGE];
            return (
              <button
                type="button"
                tabIndex={tabIndex}
                className={styles.member}
                title={member && `${member.chain}: ${String(member.rules)} rules`}
                onClick={(event) => {
                  event.stopPropagation();
                  if (member) showMember(id, family, fold.table, member.chain);
                }}
              >
                {member ? (member.meaning ?? member.chain) : "…"}
              </button>
            );
          }}
        </Windowed>
      )}
    </>
  );
}
