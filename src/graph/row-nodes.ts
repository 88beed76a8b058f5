/**
 * The nodes of a row's chains and folds, as the page gets them.
 */
import { ruleCount } from "../netfilter/read/printed-chain";
import { familyTitle, familyWords } from "./families";
import type { ChainNode, FoldNode } from "./picture";
import type { PlacedCard } from "./placed";
import type { PlacedBeside } from "./place-beside";
import type { RowStation } from "./rows";

/** A chain that the packet came into; `top` is the row's, in the picture. */
export function cardNode(
  { visit, meaning, lines, entry, indent, list, x, y, width, height }: PlacedCard,
  id: string,
  { hook, table }: RowStation,
  top: number,
  steps: readonly number[],
): ChainNode {
  const { chain, entered } = visit;
  return {
    kind: "chain",
    id,
    hook,
    table,
    chain: chain.name,
    meaning,
    policy: chain.policy,
    line: chain.line,
    absent: chain.absent,
    lines,
    rules: ruleCount(chain),
    list,
    indent,
    entered,
    entry,
    steps,
    x,
    y: y + top,
    width,
    height,
  };
}

/** A chain or a fold that the packet does not come to. */
export function besideNode(beside: PlacedBeside, { hook, table }: RowStation, top: number): ChainNode | FoldNode {
  const { id, x, y, width, height, list, meaning } = beside;
  const place = { id, x, y: y + top, width, height, list, steps: [] };
  if (beside.kind === "fold") {
    const { fold, count, more } = beside;
    return {
      ...place,
      kind: "fold",
      fold,
      count,
      title: familyTitle(fold.family, count, more),
      detail: foldDetail(beside),
    };
  }
  const { chain } = beside;
  return {
    ...place,
    kind: "chain",
    hook,
    table,
    chain: chain.name,
    meaning,
    policy: chain.policy,
    line: chain.line,
    absent: chain.absent,
    lines: [],
    rules: ruleCount(chain),
    indent: 0,
    entered: [],
    entry: (height - list) / 2,
  };
}

function foldDetail({ fold, more }: Extract<PlacedBeside, { readonly kind: "fold" }>): string {
  const words = familyWords(fold.family);
  if (fold.family === "KUBE-SVC-") return "KUBE-SVC: search …";
  return words === null ? `from ${fold.caller ?? fold.table}` : `${more ? "other " : ""}${words}`;
}
