/**
 * The state of a packet's connection in words, as `-m conntrack` and `-m state` say it.
 */

/** `the connection's state is NEW`; with what the packet bears `the connection's state is ESTABLISHED, not NEW`. */
export function stateSentence(is: "is" | "is not", wanted: string, bears?: string): string {
  const subject = "the connection's state";
  if (bears === undefined) return `${subject} ${is} ${wanted}`;
  return is === "is" ? `${subject} is ${bears}` : `${subject} is ${bears}, not ${wanted}`;
}
