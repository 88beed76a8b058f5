/** A chain as it stands in one row: its name, the rules near those that matched, gaps, and its policy. */
import type { NodeProps } from "@xyflow/react";
import { ChevronDown, ChevronRight } from "lucide-react";
import { type CSSProperties, memo, useContext } from "react";
import type { ChainLine, ChainNode, Piece, RuleLine, StandingState } from "../../graph/picture";
import { chainStandingAt, standingAt } from "../../graph/picture";
import { showsRule } from "../tips/rule-place";
import type { ChainFlowNode } from "./flow";
import { FamilyContext } from "./lists";
import { toggleOpened, useLooking } from "./looking";
import { RuleList } from "./RuleList";
import { useDim, useStanding, useStandings } from "./standing";
import styles from "./ChainCard.module.css";

export const ChainCard = memo(function ChainCard({ data: { node } }: NodeProps<ChainFlowNode>) {
  const state = useStanding((step) => chainStandingAt(node, step));
  const lines = useStandings((step) => node.lines.map((line) => standingAt(line.steps, step)));
  const last = lines.findLastIndex((line) => line !== "idle");
  const dim = useDim(node.id);
  const chosen = useLooking((looking) => looking.chosen === node.id);
  return (
    <article
      className={styles.card}
      data-chain={`${node.table}/${node.chain}`}
      data-state={state}
      data-absent={node.absent}
      data-dim={dim}
      data-chosen={chosen}
    >
      <header
        className={styles.header}
        data-list={node.rules > 0}
        data-rail={last < 0 ? "none" : node.entry === null ? "top" : "side"}
        style={entryStyle(node.entry)}
        title={chainTitle(node)}
      >
        <div className={styles.top}>
          <span className={styles.name}>{node.chain}</span>
          {node.lines.length === 0 && <span className={styles.count}>{countWords(node)}</span>}
        </div>
        {node.rules > 0 && <ListSwitch node={node} />}
        {node.meaning !== null && <div className={styles.meaning}>{node.meaning}</div>}
      </header>
      {node.lines.length > 0 && (
        <ol className={styles.lines} style={indentStyle(node.indent)}>
          {node.lines.map((line, index) => (
            <CardLine
              key={line.kind === "policy" ? "policy" : line.kind === "rule" ? line.number : `gap ${String(line.from)}`}
              node={node}
              line={line}
              index={index}
              state={lines[index] ?? "idle"}
              rail={index < last ? "through" : index === last ? "here" : "none"}
            />
          ))}
        </ol>
      )}
      {node.list > 0 && <RuleList node={node} />}
    </article>
  );
});

/** What stands in the place of its rules on a card that shows none. */
function countWords({ absent, rules, policy }: ChainNode): string {
  if (absent) return "not in this paste";
  const count = rules === 0 ? "no rules" : rules === 1 ? "1 rule" : `${rules.toLocaleString("en")} rules`;
  return policy === "DROP" ? `${count}, DROP` : count;
}

/** Opens the list of all rules on the card, and closes it. */
function ListSwitch({ node }: { readonly node: ChainNode }) {
  const open = node.list > 0;
  const label = open ? `Close the rules of ${node.chain}` : `All rules of ${node.chain}`;
  const Sign = open ? ChevronDown : ChevronRight;
  return (
    <button
      type="button"
      className={`${styles.all ?? ""} nopan`}
      aria-expanded={open}
      aria-label={label}
      title={label}
      onClick={(event) => {
        event.stopPropagation();
        toggleOpened(node.id);
      }}
    >
      <Sign size={14} aria-hidden />
    </button>
  );
}

/** Where the way enters the header, for the style sheet. */
function entryStyle(entry: number | null): CSSProperties {
  const style: Record<`--${string}`, string> = entry === null ? {} : { "--entry": `${String(entry)}px` };
  return style;
}

function indentStyle(indent: number): CSSProperties {
  const style: Record<`--${string}`, string> = { "--indent": `${String(indent)}px` };
  return style;
}

interface LineProps {
  readonly node: ChainNode;
  readonly line: ChainLine;
  readonly index: number;
  readonly state: StandingState;
  /** The packet's way along the card's left side: past this line, up to it, or not so far. */
  readonly rail: "through" | "here" | "none";
}

function CardLine({ node, line, index, state, rail }: LineProps) {
  const family = useContext(FamilyContext);
  const frame = { "data-index": index, "data-line": state, "data-rail": rail, style: { height: line.height } };
  switch (line.kind) {
    case "rule":
      return (
        <li
          className={styles.rule}
          data-asked={line.asked}
          data-matches={line.steps.length > 0}
          data-supplied={line.line === null}
          data-said={saidOf(node, line)}
          {...showsRule({ family, table: node.table, chain: node.chain, rule: line.number })}
          {...frame}
        >
          <span className={styles.number}>{line.number}</span>
          <RuleText line={line} />
        </li>
      );
    case "gap":
      return (
        <li className={styles.gap} {...frame}>
          <span className={styles.dots}>{line.count > 0 ? "⋮" : ""}</span>
          {line.words}
        </li>
      );
    case "policy":
      return (
        <li className={styles.policy} title={`What happens at the end of ${node.chain}: its policy`} {...frame}>
          policy <b>{line.policy}</b>
        </li>
      );
  }
}

function RuleText({ line }: { readonly line: RuleLine }) {
  return (
    <div>
      {line.shown.length === 0 && <div className={styles.row}>matches every packet, does nothing</div>}
      {line.shown.map((row, index) => (
        <div className={styles.row} key={index}>
          {row.map((piece, at) => (
            <span key={at} className={styles[piece.kind]} data-at={placeOfPiece(piece, at > 0)}>
              {at > 0 ? ` ${piece.text}` : piece.text}
            </span>
          ))}
        </div>
      ))}
      {line.effects.map((effect) => (
        <div
          className={styles.effect}
          key={`${String(effect.step)} ${effect.what}`}
          title={`${effect.what}: ${effect.from} → ${effect.to}`}
        >
          {effect.what} → <b>{effect.to}</b>
        </div>
      ))}
    </div>
  );
}

function chainTitle({ table, chain, meaning, policy, hook, line, absent }: ChainNode): string {
  const what =
    policy === null ? "a chain of the user's own" : `the built-in chain of ${hook ?? chain}, policy ${policy}`;
  return `${chain}${meaning === null ? "" : ` (${meaning})`}: ${what}, table ${table}, ${placeOf(line, absent)}`;
}

/** Where the element of a piece begins in its rule; the blank before it belongs to it. */
function placeOfPiece({ at }: Piece, blank: boolean): number | undefined {
  return at === null ? undefined : at - Number(blank);
}

/** What the pointer is told of a rule besides what it says. */
function saidOf({ chain }: ChainNode, { number, steps, asked, line }: RuleLine): string {
  const said = steps.length > 0 ? "matched" : asked ? "did not match" : "was not asked: the packet had left the chain";
  return `Rule ${String(number)} of ${chain} (${placeOf(line, false)}) ${said}.`;
}

/** Where it stands in the dump. */
function placeOf(line: number | null, absent: boolean): string {
  if (absent) return "of which this paste says nothing";
  return line === null ? "not in the paste: kube-proxy always writes it" : `line ${String(line)} of the dump`;
}
