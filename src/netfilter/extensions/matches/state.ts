/**
 * `-m state`: the older name of `-m conntrack --ctstate` (iptables-extensions(8), state; kernel: xt_state and xt_conntrack.c).
 */
import { either, given, told } from "../condition";
import { defineMatch } from "../define";
import { someOf } from "../kinds";
import { negatable, option } from "../options";

export const STATE = defineMatch({
  name: "state",
  options: { state: negatable(option(someOf(["INVALID", "NEW", "RELATED", "ESTABLISHED", "UNTRACKED"]), "--state")) },
  check: ({ state }) => (state ? undefined : "--state is missing"),
  test: ({ state }, { tracking }) => given(state, (states) => states.includes(tracking.state)),
  tell: ({ state }) =>
    told(state, (states, is) => `the connection ${is} ${either(states.map((word) => word.toLowerCase()))}`) ??
    "any state",
  shows: (_options, { tracking }) => tracking.state,
});
