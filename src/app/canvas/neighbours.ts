/**
 * What stands next to a chain in the picture: who jumps to it, and where it goes.
 */
import type { Picture } from "../../graph/picture";

/** The ids of a node and of those that a jump joins to it; null where the picture has no such node. */
export function neighboursOf({ nodes, edges }: Picture, id: string): ReadonlySet<string> | null {
  if (!nodes.some((node) => node.id === id)) return null;
  const found = new Set([id]);
  for (const { kind, source, target } of edges) {
    if (kind !== "jump" && kind !== "goto") continue;
    if (source === id) found.add(target);
    if (target === id) found.add(source);
  }
  return found;
}
