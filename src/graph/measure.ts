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

/** The width of one monospaced character at 12 px; the widest of the usual fonts has 7.25. */
export const CHARACTER = 7.3;
/** The rows of text of a rule that matched, and of one that did not. */
export const MATCHED_ROWS = 4;
export const UNMATCHED_ROWS = 1;

/** A card is as wide as the class that its longest rule needs. */
export const CARD_WIDTHS = [216, 272, 332] as const;
export const CARD_WIDEST = 332;
/** What of a card's width is not text: the rule's number left, air right. */
export const CARD_MARGIN = 52;
/** So many digits of a rule's number have room in it; each more pushes the text to the right. */
export const DIGITS = 3;
export const DIGIT = 8;
export const HEADER = 32;
/** Of a chain whose name means something. */
export const HEADER_WITH_MEANING = 48;
export const CARD_FOOT = 6;
export const TEXT_ROW = 17;
export const LINE_AIR = 6;
export const EFFECT_ROW = 18;
export const GAP_LINE = 22;
export const POLICY_LINE = 24;

/** Where the rows' bands and thin lines begin. */
export const BAND = 12;
/** Where base chains begin; left of it stand the rows' labels. */
export const GUTTER = 116;
/** Where in a card the packet stands, from its left side. */
export const SPINE_INSET = 11;
/** The line on which the packet goes from row to row. */
export const SPINE = GUTTER + SPINE_INSET;
/** How far from a header's top and bottom a call may enter it. */
export const ENTRY_MARGIN = 10;
export const COLUMN_GAP = 50;
/** A call that would bend by less than this is drawn straight. */
export const STRAIGHTENED = 14;
/** Room above every card for the packet's label. */
export const LABEL_ROOM = 36;
export const LABEL_HEIGHT = 26;
/** How far above its card the label begins. */
export const LABEL_RISE = 31;
/** The way over the cards of a row, below its top. */
export const OVER_CARDS = 10;
export const ROW_FOOT = 14;
/** Between two rows; the way back to the spine runs in its middle. */
export const ROW_GAP = 24;
export const QUIET_ROW = 26;
export const QUIET_GAP = 2;
export const QUIET_WIDTH = 560;
/** Where the label stands in a quiet row. */
export const QUIET_LABEL = GUTTER + 190;
export const DECISION_WIDTH = 332;
export const DECISION_HEIGHT = 46;
export const END_WIDTH = 372;
export const END_HEIGHT = 60;
/** Around the whole picture. */
export const BORDER = 32;
