/** Where a rule stands in a text. */
export interface RulePlaces {
  readonly text: string;
  /** Where its `-A` stands. */
  readonly start: number;
  /** Where what follows the chain begins. */
  readonly body: number;
  readonly end: number;
}
