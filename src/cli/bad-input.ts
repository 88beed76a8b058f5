/** Input that cannot be used. Its message is the one line that the user gets: `FILE:LINE:COLUMN: what is wrong`. */
export class BadInput extends Error {}
