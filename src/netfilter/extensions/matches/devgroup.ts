/**
 * `-m devgroup`: the groups of the devices that a packet comes in and goes out by (iptables-extensions(8), devgroup;
 * kernel: net/netfilter/xt_devgroup.c). A hook that knows no such device fits no group.
 */
import type { Node } from "../../node";
import { all } from "../answer";
import { given, shown, statement, told } from "../condition";
import { defineMatch } from "../define";
import type { Answer, Device } from "../extension";
import type { Kind, Masked } from "../kinds";
import { hex, masked, MOST_32 } from "../kinds";
import { negatable, option } from "../options";
import { asked } from "../questions";
import { prose } from "../prose";

const NUMBER = masked(MOST_32, ({ value, mask }) => (mask === MOST_32 ? hex(value) : `${hex(value)}/${hex(mask)}`));

/** The only group with a name on every node is 0, and iptables-save prints it by that. */
const NAME_OF_0 = "default";

const GROUP: Kind<Masked> = {
  ...NUMBER,
  read: (word, family) => (word === NAME_OF_0 ? { value: 0, mask: MOST_32 } : NUMBER.read(word, family)),
  print: (wanted) => (wanted.value === 0 && wanted.mask === MOST_32 ? NAME_OF_0 : NUMBER.print(wanted)),
};

export const DEVGROUP = defineMatch({
  name: "devgroup",
  clauses: "each",
  listed: prose(
    /(?=(?:! )?(?:src|dst)-group )/,
    [/(?<not>! )?src-group (?<group>\S+)/, "--src-group $group"],
    [/(?<not>! )?dst-group (?<group>\S+)/, "--dst-group $group"],
  ),
  options: { source: negatable(option(GROUP, "--src-group")), destination: negatable(option(GROUP, "--dst-group")) },
  check: ({ source, destination }) => ((source ?? destination) ? undefined : "--src-group or --dst-group is missing"),
  test: ({ source, destination }, world) =>
    all([
      given(source, (group) => inGroup(world.node, world.in, group)),
      given(destination, (group) => inGroup(world.node, world.out, group)),
    ]),
  tell: ({ source, destination }, bears) =>
    statement(
      [
        told(source, (group, is) => groupSentence("it comes in by", is, GROUP.print(group), bears)),
        told(destination, (group, is) => groupSentence("it leaves by", is, GROUP.print(group), bears)),
      ],
      "any devices",
    ),
  shows: ({ source, destination }, world) =>
    shown([source && groupText(world.node, world.in), destination && groupText(world.node, world.out)]),
});

function groupOf({ interfaces }: Node, device: Device): number | undefined {
  return device.kind === "named" ? interfaces?.find(({ name }) => name === device.name)?.group : undefined;
}

function groupSentence(by: string, is: "is" | "is not", group: string, bears?: string): string {
  if (bears === NO_DEVICE) return `${by} no device here`;
  return bears === undefined || bears === group
    ? `the group of the device ${by} ${is} ${group}`
    : `the group of the device ${by} is ${bears}, ${is === "is" ? `which fits ${group}` : `not ${group}`}`;
}

const NO_DEVICE = "no device";

function groupText(node: Node, device: Device): string {
  if (device.kind === "none") return NO_DEVICE;
  const group = groupOf(node, device);
  return group === undefined ? "not told" : hex(group);
}

function inGroup(node: Node, device: Device, { value, mask }: Masked): Answer {
  if (device.kind === "none") return false;
  const group = groupOf(node, device);
  if (group !== undefined) return value >>> 0 === (group & mask) >>> 0;
  const of = device.kind === "named" ? device.name : "the device";
  const text = GROUP.print({ value, mask });
  return asked(`${of} is in the group ${text}`, `${of} is not in the group ${text}`);
}
