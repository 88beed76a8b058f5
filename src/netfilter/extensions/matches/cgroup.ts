/**
 * `-m cgroup`: the control group of the process that sends the packet (iptables-extensions(8), cgroup; kernel:
 * net/netfilter/xt_cgroup.c). A packet from elsewhere has no process, and fits neither a condition nor its opposite.
 */
import { given, statement, told } from "../condition";
import { defineMatch } from "../define";
import { MOST_32, text, wholeNumber } from "../kinds";
import { negatable, option } from "../options";
import { asked } from "../questions";
import { prose } from "../prose";

export const CGROUP = defineMatch({
  name: "cgroup",
  listed: prose([
    /cgroup (?<not>! )?(?<group>\d+|\/\S*)/,
    ({ not, group = "" }) => [
      ...(not === undefined ? [] : ["!"]),
      group.startsWith("/") ? "--path" : "--cgroup",
      group,
    ],
  ]),
  options: {
    path: negatable(option(text(511), "--path")),
    classid: negatable(option(wholeNumber(MOST_32), "--cgroup")),
  },
  check: ({ path, classid }) => {
    if (path && classid) return "--path and --cgroup do not go together";
    return (path ?? classid) ? undefined : "--path or --cgroup is missing";
  },
  test: ({ path, classid }, { packet }) => {
    if (packet.in !== null) return false;
    const asks = (group: string) => asked(`its sender is in the ${group}`, `its sender is not in the ${group}`);
    return path
      ? given(path, (value) => asks(`control group ${value}`))
      : given(classid, (value) => asks(`control group with the class id ${String(value)}`));
  },
  lacks: (_options, { packet }) => (packet.in === null ? undefined : "no process of this node sends it"),
  tell: ({ path, classid }) =>
    statement(
      [
        told(path, (value, is) => `its sender ${is} in the control group ${value}`),
        told(classid, (value, is) => `the class id of its sender's control group ${is} ${String(value)}`),
      ],
      "any control group",
    ),
  shows: (_options, { packet }) => (packet.in === null ? undefined : "no process of this node"),
});
