/**
 * The height of a row in the list of an opened card, in pixels at zoom 1: for the layout, and for the list itself.
 */
export const LIST_ROW = 20;
