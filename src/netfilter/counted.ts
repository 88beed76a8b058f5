/** A number of things in words. */

/** `1 rule`, `12,720 rules`; `what` is one of them. */
export function counted(count: number, what: string): string {
  return `${count.toLocaleString("en")} ${what}${count === 1 ? "" : "s"}`;
}
