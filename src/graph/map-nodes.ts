/**
 * The nodes of the Map's lanes, as the page gets them.
 */
import { ruleCount } from "../netfilter/read/printed-chain";
import { HOOKS } from "../netfilter/ruleset";
import { familyTitle, familyWords } from "./families";
import type { PlacedEntry } from "./map-entry";
import type { ChainNode, FoldNode } from "./picture";
import type { Touches } from "./touches";

/** The node of an entry; `steps` are those that stand in it. */
export function mapNode(placed: PlacedEntry, steps: readonly number[], { jumps }: Touches): ChainNode | FoldNode {
  const { entry, meaning, x, y, width, height, list, table } = placed;
  const place = { id: entry.id, x, y, width, height, list, steps };
  if (entry.kind === "fold") {
    const { fold, count, more } = entry;
    const words = familyWords(fold.family);
    const detail = fold.family === "KUBE-SVC-" ? "KUBE-SVC: search …" : `${more ? "other " : ""}${words ?? "chains"}`;
    return { ...place, kind: "fold", fold, count, title: familyTitle(fold.family, count, more), detail };
  }
  const { chain } = entry;
  const entered = jumps.flatMap(({ table: at, to, step }) => (at === table && to === chain.name ? [step] : []));
  return {
    ...place,
    kind: "chain",
    hook: HOOKS.find((hook) => hook === chain.name && chain.policy !== null) ?? null,
    table,
    chain: chain.name,
    meaning,
    policy: chain.policy,
    line: chain.line,
    absent: chain.absent,
    lines: [],
    rules: ruleCount(chain),
    indent: 0,
    entered,
    entry: (height - list) / 2,
  };
}
