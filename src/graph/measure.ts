/**
 * Sizes of everything in the picture, in pixels at zoom 1. The style sheets of app/canvas draw to these.
 */

/** The most nodes that are ever mounted; React Flow keeps its frame rate up to about this many. */
export const NODE_BUDGET = 500;
/** The most chains of one row. Fourteen rows are the longest way there is (a node to itself), so the budget holds. */
export const CHAINS_PER_ROW = 32;
/** The most rules that a card shows; all others stand in gaps. */
export const RULES_PER_CARD = 9;
/** The rules shown of a chain in which none matched. */
export const RULES_OF_UNMATCHED = 3;
/** The rules shown before and after one that matched, in a chain that is too long to be shown whole. */
export const NEIGHBOURS = 1;

/** Beside the way: the most chains and folds that one chain shows of those that it leads to and the packet does not go to. */
export const BESIDE_A_CHAIN = 8;
/** The most chains that a fold shows all at once when it is opened; a larger one opens as a list with a search. */
export const OPENED_WHOLE = 8;

/** The width of one monospaced character at 12 px; the widest of the usual fonts has 7.25. */
export const CHARACTER = 7.3;
/** The rows of text of a rule that matched, and of one that did not. */
export const MATCHED_ROWS = 4;
export const UNMATCHED_ROWS = 1;

/** A card is as wide as the class that its longest rule needs; where many columns stand side by side, only up to a narrower one. */
export const CARD_WIDTHS = [148, 174, 204, 234, 264] as const;
export const CARD_WIDEST = 264;
export const CARD_NARROW = 190;
/** From so many columns on cards are narrow, so that all of them are seen together. */
export const MANY_COLUMNS = 4;
/** What of a card's width is not text: the rule's number left, air right. */
export const CARD_MARGIN = 36;
/** So many digits of a rule's number have room in it; each more pushes the text to the right. */
export const DIGITS = 2;
export const DIGIT = 7;
export const HEADER = 28;
/** Of a chain whose name means something. */
export const HEADER_WITH_MEANING = 42;
export const CARD_FOOT = 4;
export const TEXT_ROW = 16;
export const LINE_AIR = 4;
export const EFFECT_ROW = 17;
export const GAP_LINE = 20;
export const POLICY_LINE = 22;

/** A fold, and a chain that the packet does not come to: as wide as this, whatever stands on them, so that opening moves nothing aside. */
export const BESIDE_WIDTH = 208;
export const FOLD_HEIGHT = 42;
/** Between two of them. */
export const BESIDE_GAP = 8;
/** The list of a chain's rules shows no more of them at once. */
export const LIST_ROWS = 10;
/** The search over a fold's list. */
export const LIST_SEARCH = 34;

/** Where the rows' bands and thin lines begin. */
export const BAND = 10;
/** Where base chains begin. */
export const GUTTER = 22;
/** Where in a card the packet stands, from its left side. */
export const SPINE_INSET = 10;
/** The line on which the packet goes from row to row. */
export const SPINE = GUTTER + SPINE_INSET;
/** How far from a header's top and bottom a call may enter it. */
export const ENTRY_MARGIN = 10;
export const COLUMN_GAP = 26;
/** A call that would bend by less than this is drawn straight. */
export const STRAIGHTENED = 14;
/** The row's own label, above its cards. */
export const ROW_LABEL = 20;
/** Room above every card for the packet's label. */
export const LABEL_ROOM = 32;
export const LABEL_HEIGHT = 24;
/** How far above its card the label begins. */
export const LABEL_RISE = 28;
/** The way over the cards of a row, below its top. */
export const OVER_CARDS = 24;
export const ROW_FOOT = 12;
/** Between two rows; the way back to the spine runs in its middle. */
export const ROW_GAP = 16;
export const QUIET_ROW = 18;
export const QUIET_GAP = 0;
export const QUIET_WIDTH = 420;
/** Where the label stands in a quiet row. */
export const QUIET_LABEL = GUTTER + 250;
export const DECISION_WIDTH = 420;
export const DECISION_HEIGHT = 28;
export const START_HEIGHT = 34;
export const END_WIDTH = 300;
export const END_HEIGHT = 52;
/** Around the whole picture. */
export const BORDER = 14;

/** Of the Map: a column's width with the gap behind it, and the room between two lanes. */
export const MAP_GAP = 44;
export const LANE_LABEL = 30;
export const LANE_GAP = 18;
/** Left of the lanes runs the way from hook to hook. */
export const MAP_GUTTER = 40;
/** A chain called through more than so many others stands in the last column. */
export const MAP_DEEPEST = 24;
/** The most chains of one family that stand by themselves in the Map. */
export const MAP_FAN = 8;
/** The most jumps that are drawn of those that the packet does not go along. */
export const MAP_EDGES = 1500;
