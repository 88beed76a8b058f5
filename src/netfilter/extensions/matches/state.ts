/**
 * `-m state`: the older name of `-m conntrack --ctstate` (iptables-extensions(8), state; kernel: xt_state and xt_conntrack.c).
 */
import { bearing, either, given, told } from "../condition";
import { defineMatch } from "../define";
import { someOf } from "../kinds";
import { negatable, option } from "../options";
import { prose } from "../prose";

export const STATE = defineMatch({
  name: "state",
  listed: prose([/(?<not>! )?state (?<states>[A-Z,]+)/, "--state $states"]),
  options: { state: negatable(option(someOf(["INVALID", "NEW", "RELATED", "ESTABLISHED", "UNTRACKED"]), "--state")) },
  check: ({ state }) => (state ? undefined : "--state is missing"),
  test: ({ state }, { tracking }) => given(state, (states) => states.includes(tracking.state)),
  tell: ({ state }, bears) =>
    told(state, (states, is) => bearing("the connection's state", is, either(states), bears)) ?? "any state",
  shows: (_options, { tracking }) => tracking.state,
});
