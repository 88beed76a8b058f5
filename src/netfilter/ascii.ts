/**
 * The codes of characters that readers look for one by one. The build puts the numbers in their places: to look one up in
 * another module at each character of a large dump would cost.
 */
export const TAB = 9;
export const LINE_FEED = 10;
export const SPACE = 32;
/** The first that is seen. */
export const PRINTED = 33;
export const QUOTE = 34;
export const DASH = 45;
export const DOT = 46;
export const SLASH = 47;
export const ZERO = 48;
export const NINE = 57;
export const COLON = 58;
export const CAPITAL_A = 65;
export const CAPITAL_Z = 90;
export const BRACKET = 91;
export const BACKSLASH = 92;
export const BRACKET_END = 93;
export const UNDERSCORE = 95;
export const SMALL_A = 97;
export const SMALL_F = 102;
export const SMALL_Z = 122;
export const BRACE = 123;
export const BRACE_END = 125;
export const LAST_ASCII = 127;
