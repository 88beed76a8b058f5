/**
 * By what the lines are known that tools other than `ip addr` and `ip route` print of a node: ip in its other forms,
 * ifconfig, route, ip rule, conntrack and ipset. Their readers are fetched when a paste holds some (paste/rare-readers.ts).
 */

/** A connection: its protocol, the protocol's number, and where it is known the state. */
export const CONNECTION =
  /^\s*(?:\[[\d.]+\s*\]\s+)?(?:(?:ipv4\s+2|ipv6\s+10)\s+)?([a-z][\w-]{0,15})\s+(\d{1,3})\s+(?:\d+\s+)?(?:timeout=\d+, stream_timeout=\d+ )?(?:([A-Z][A-Z_0-9]*)\s+)?src=[\da-f.:]+\s/;

/** True for a line that is a connection. */
export function isConnectionLine(line: string): boolean {
  return CONNECTION.test(line);
}

/** A device of ifconfig: its name and flags. */
export const IFCONFIG = /^(\S{1,40}): flags=\d+<([\w,-]*)>/;

/** The same in the form of old. */
export const OLD_IFCONFIG = /^(\S{1,40})\s+Link encap:/;

/** True for the line that begins a device. */
export function isIfconfigStart(line: string): boolean {
  return IFCONFIG.test(line) || OLD_IFCONFIG.test(line);
}

/** True for a line below it, all of which are indented; blank lines part the devices. */
export function continuesIfconfig(line: string): boolean {
  return isIfconfigStart(line) || /^\s/.test(line) || line === "";
}

/** A device of `ip -br addr`: its name and state. */
export const BRIEF =
  /^\s*([^\s:@]+(?::[^\s:@]+)*)(?:@\S+)?\s+(UP|DOWN|UNKNOWN|LOWERLAYERDOWN|DORMANT|TESTING|NOTPRESENT)(?=\s*$|\s+(?:[0-9a-f]*[:.][0-9a-f.:]*))/;

/** An address of `ip -o addr`: the number and name of its device. */
export const ONE_LINE = /^\s*(\d{1,9}):\s+([^\s:@]+(?::[^\s:@]+)*)(?:@\S+)?\s+inet6?\s/;

/** True for `eth0@if5  UP  10.0.0.5/24 fe80::1/64`, and for a device without an address. */
export function isBriefInterfaceLine(line: string): boolean {
  return BRIEF.test(line);
}

/** True for `2: eth0    inet 10.0.0.5/24 brd 10.0.0.255 scope global eth0\       valid_lft …`. */
export function isOneLineInterface(line: string): boolean {
  return ONE_LINE.test(line);
}

/** Which of the two a section of JSON is. */
export type JsonNodeKind = "addr" | "route";

/** True for a line that begins the array; of the form of many lines only `[ {` stands there, so the next is asked too. */
export function isJsonNodeStart(line: string, next = ""): boolean {
  if (/^\s*\[\s*\{\s*$/.test(line)) return /^\s*"(?:ifindex|ifname|dst|type)"\s*:/.test(next);
  return /^\s*\[\s*\{\s*(?:\}|"(?:ifindex|ifname|dst|type)"\s*:)/.test(line);
}

/** True for a line that goes on with an array of many lines: its brackets, its keys, its values. */
export function continuesJsonNode(line: string): boolean {
  return /^\s*(?:[[\]{}]|"[\w:.%-]*"\s*[:,\]]|"[^"]*"$)/.test(line);
}

/** Which of the two some lines hold, by the first key that only one has. */
export function jsonNodeKind(lines: readonly string[]): JsonNodeKind {
  for (const line of lines) {
    const key = /"(ifname|addr_info|dst)"\s*:/.exec(line)?.[1];
    if (key !== undefined) return key === "dst" ? "route" : "addr";
  }
  return "addr";
}

/** A line of `ip rule`: its priority and its words. */
export const ROUTING_RULE = /^\s*(\d{1,10}):\s+((?:not\s+)?from\s+\S.*?)\s*$/;

/** True for a line of `ip rule`. */
export function isRoutingRule(line: string): boolean {
  return ROUTING_RULE.test(line);
}

/** What `ipset list` tells of a set as a whole: the field and its value. */
export const SET_FIELD =
  /^(Name|Type|Revision|Header|Size in memory|References|Number of entries|Members|Default binding):\s*(.*)$/;

/** True for the line that begins a set. */
export function isSetName(line: string): boolean {
  return /^Name: \S+\s*$/.test(line);
}

/** True for a line that tells something of the set as a whole. */
export function isSetField(line: string): boolean {
  return SET_FIELD.test(line.trimEnd());
}

const SET_COMMAND = /^\s*(?:create|-N|add|-A|del|-D|destroy|-X|flush|-F|rename|-E|swap|-W)\s+\S/;
const SET_CREATION = /^\s*(?:create|-N)\s+\S+\s+(?:bitmap|hash|list):\S+/;

/** True for a line that creates a set, which nothing else looks like. */
export function isSetCreation(line: string): boolean {
  return SET_CREATION.test(line);
}

/** True for a line that may stand behind the creation of a set. */
export function isSetCommand(line: string): boolean {
  return SET_COMMAND.test(line);
}

/** True for `Kernel IP routing table` and for the heading of the columns. */
export function isRouteTableHeading(line: string): boolean {
  return /^\s*(?:Kernel IP(?:v6)? routing table\s*$|Destination\s+(?:Gateway\s+Genmask|Next Hop)\s)/.test(line);
}

/** True for a line below it: a destination, a gateway, and columns up to the device. */
export function continuesRouteTable(line: string): boolean {
  return isRouteTableHeading(line) || /^\s*(?:[\da-f.:/]+|default|\[::\]\/0)\s+(?:[\da-f.:]+|-|\*)\s+\S/i.test(line);
}
