/**
 * An ipset: what `ipset save` and `ipset list` print of one, in the form in which a packet is asked of it.
 */

export interface IpSet {
  readonly name: string;
  /** `hash:ip`, `bitmap:port`, `list:set` … */
  readonly type: string;
  /** The line of the paste on which it begins, from 1. */
  readonly line: number;
}
