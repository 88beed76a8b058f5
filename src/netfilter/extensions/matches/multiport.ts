/**
 * `-m multiport`: up to 15 ports of TCP, UDP, UDP-Lite, SCTP or DCCP, a range counting for two (iptables-extensions(8),
 * multiport; kernel: net/netfilter/xt_multiport.c).
 */
import { portsOf } from "../../packet";
import { all } from "../answer";
import { given, says, shown, statement, told } from "../condition";
import { defineMatch } from "../define";
import type { Kind, Range } from "../kinds";
import { listOf, PORT_RANGE } from "../kinds";
import { negatable, option } from "../options";
import { anyOf, portAmong, portText, portWords } from "../ports";
import { prose } from "../prose";

const MOST_PORTS = 15;
/** TCP, UDP, DCCP, SCTP, UDP-Lite. */
const PROTOCOLS = new Set([6, 17, 33, 132, 136]);
/** A range of one port is refused here. */
const LIST = listOf<Range>({
  ...PORT_RANGE,
  read: (word, family) => {
    const range = PORT_RANGE.read(word, family);
    return range && (range.from < range.to || !word.includes(":")) ? range : undefined;
  },
});

const PORTS: Kind<readonly Range[]> = {
  ...LIST,
  expects: `ports and ranges with commas between them, at most ${String(MOST_PORTS)}, such as 80,443,8000:8080`,
  read: (word, family) => {
    const ranges = LIST.read(word, family);
    const count = ranges?.reduce((sum, { from, to }) => sum + (from === to ? 1 : 2), 0) ?? 0;
    return count <= MOST_PORTS ? ranges : undefined;
  },
};

export const MULTIPORT = defineMatch({
  name: "multiport",
  listed: prose(
    /multiport/,
    [/sports\s+(?<not>!?)(?<ports>\S+)/, "--sports $ports"],
    [/dports\s+(?<not>!?)(?<ports>\S+)/, "--dports $ports"],
    [/ports\s+(?<not>!?)(?<ports>\S+)/, "--ports $ports"],
  ),
  options: {
    sports: negatable(option(PORTS, "--sports", "--source-ports")),
    dports: negatable(option(PORTS, "--dports", "--destination-ports")),
    ports: negatable(option(PORTS, "--ports")),
  },
  check: (options, { protocol }) => {
    if (Object.keys(options).length !== 1) return "one of --sports, --dports and --ports is expected";
    return protocol && !protocol.negated && PROTOCOLS.has(protocol.number)
      ? undefined
      : "-m multiport needs -p tcp, udp, udplite, sctp or dccp";
  },
  test: ({ sports, dports, ports }, { packet }) => {
    const bears = portsOf(packet);
    if (!bears) return false;
    return all([
      given(sports, (ranges) => portAmong(bears.sport, ranges, "source")),
      given(dports, (ranges) => portAmong(bears.dport, ranges, "destination")),
      given(ports, (ranges) =>
        anyOf(portAmong(bears.sport, ranges, "source"), portAmong(bears.dport, ranges, "destination")),
      ),
    ]);
  },
  lacks: (_options, { packet }) => (portsOf(packet) ? undefined : "its protocol has no ports"),
  wants: () => "another",
  means: {
    sports: (_text, ranges, negated) => `source port is ${negated ? "not " : ""}${rangeWords(ranges)}`,
    dports: (_text, ranges, negated) => `destination port is ${negated ? "not " : ""}${rangeWords(ranges)}`,
    ports: (_text, ranges, negated) => eitherPort(negated ? "is not" : "is", rangeWords(ranges)),
  },
  tell: ({ sports, dports, ports }, bears) =>
    statement(
      [
        told(sports, (ranges, is) => says("source port", is, rangeWords(ranges), bears)),
        told(dports, (ranges, is) => says("destination port", is, rangeWords(ranges), bears)),
        told(ports, (ranges, is) => eitherPort(is, rangeWords(ranges), bears)),
      ],
      "any port",
    ),
  shows: ({ sports, dports, ports }, { packet }) => {
    const bears = portsOf(packet);
    if (!bears) return undefined;
    return shown([(sports ?? ports) && portText(bears.sport), (dports ?? ports) && portText(bears.dport)]);
  },
});

function eitherPort(is: "is" | "is not", ports: string, bears?: string): string {
  const which = bears === undefined ? "" : ` (they are ${bears})`;
  return is === "is"
    ? `source or destination port is ${ports}${which}`
    : `neither source nor destination port is ${ports}${which}`;
}

function rangeWords(ranges: readonly Range[]): string {
  return ranges.length === 1 ? ranges.map(portWords).join("") : `one of ${ranges.map(portWords).join(", ")}`;
}
