/**
 * Whether another picture is on its way: what the one that is drawn does not show may be in that.
 */
import type { Picture } from "../../graph/picture";
import { queries } from "../queries";

const WAY_TO_PICTURE: readonly unknown[] = ["dump", "trace", "graph"];

/** True while a picture is asked for, or the one that was answered is not drawn yet. */
export function isPictureComing(drawn: Picture): boolean {
  const asked = queries.isFetching({ predicate: ({ queryKey: [what] }) => WAY_TO_PICTURE.includes(what) });
  const shown = queries.getQueryCache().findAll({ queryKey: ["graph"], type: "active" });
  return asked > 0 || shown.some(({ state: { data } }) => data !== undefined && data !== drawn);
}
