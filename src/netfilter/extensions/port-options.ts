/**
 * `--sport` and `--dport`, which the matches of all protocols with ports have alike.
 */
import type { Packet } from "../packet";
import { portsOf } from "../packet";
import { all } from "./answer";
import { given, says, told } from "./condition";
import type { Answer, OptionsOf, TypedOption } from "./extension";
import type { Narrowing } from "./narrowing";
import type { Range } from "./kinds";
import { PORT_RANGE } from "./kinds";
import { negatable, option } from "./options";
import { isAllPorts, portAmong, portText, portWords } from "./ports";

export const PORT_OPTIONS = {
  sport: negatable(option(PORT_RANGE, "--sport", "--source-port")),
  dport: negatable(option(PORT_RANGE, "--dport", "--destination-port")),
};

type PortOptions = OptionsOf<typeof PORT_OPTIONS>;

/** Those of the two that say something: iptables-save leaves out one that holds every port. */
export function telling({ sport, dport }: PortOptions): PortOptions {
  return { ...(saysSomething(sport) ? { sport } : {}), ...(saysSomething(dport) ? { dport } : {}) };
}

function saysSomething(ports: TypedOption<Range> | undefined): ports is TypedOption<Range> {
  return ports !== undefined && (ports.negated || !isAllPorts(ports.value));
}

/** Whether a packet's ports are the ones given; false where it has none. */
export function testPorts({ sport, dport }: PortOptions, packet: Packet): Answer {
  const ports = portsOf(packet);
  if (!ports) return false;
  return all([
    given(sport, (range) => portAmong(ports.sport, [range], "source")),
    given(dport, (range) => portAmong(ports.dport, [range], "destination")),
  ]);
}

/** The one port that is asked for, where it is one. */
export function narrowsPorts({ sport, dport }: PortOptions): Narrowing | undefined {
  const [to, from] = [onePort(dport), onePort(sport)];
  if (to !== undefined) return { bears: "dport", port: to };
  return from === undefined ? undefined : { bears: "sport", port: from };
}

function onePort(option: TypedOption<Range> | undefined): number | undefined {
  return option && !option.negated && option.value.from === option.value.to ? option.value.from : undefined;
}

/** The conditions in words: `source port is 53`, `destination port is 8000 to 8080`. */
export function tellPorts({ sport, dport }: PortOptions, bears?: string): (string | undefined)[] {
  return [
    told(sport, (range, is) => says("source port", is, portWords(range), bears)),
    told(dport, (range, is) => says("destination port", is, portWords(range), bears)),
  ];
}

/** What the packet bears in the place of each port that was given. */
export function shownPorts({ sport, dport }: PortOptions, packet: Packet): (string | undefined)[] {
  const ports = portsOf(packet);
  return ports ? [sport && portText(ports.sport), dport && portText(ports.dport)] : [];
}
