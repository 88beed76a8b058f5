/** What the engine needs for pictures. The page fetches it when the first walk is told. */
export { layout } from "../graph/layout";
export { layoutRuleset } from "../graph/layout-map";
export { membersOf } from "../graph/members";
export { withoutChain } from "../graph/rule-text";
export { svgOf } from "../graph/svg";
