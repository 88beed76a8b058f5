/**
 * Reads what `ip addr` (ip-address(8)) prints: for each interface a line `2: eth0@if3: <BROADCAST,UP> mtu 1500 ...`, and
 * below it its addresses. What else stands there (link/ether, valid_lft, altname) does not touch a packet here.
 */
import { parseAddress, parsePrefix, type Address } from "../address";
import type { Interface } from "../node";
import { InterfaceDrafts, type ToldAddress } from "./interface-drafts";
import { quoted, type ProblemList } from "./problems";
import { splitWords, type Word } from "./words";
import type { Section } from "./section";

const INTERFACE_LINE = /^\s*(\d{1,9}):\s+([^\s:@]+(?::[^\s:@]+)*)(?:@[^\s:]+)?:\s+<([\w,-]*)>/;

/** True for the line that begins an interface. */
export function isInterfaceLine(line: string): boolean {
  return INTERFACE_LINE.test(line);
}

/** The interfaces of several sections. One that stands in several (`ip -4 addr`, `ip -6 addr`) has the addresses of all. */
export function readInterfaces(sections: readonly Section[], problems: ProblemList): Interface[] {
  const drafts = new InterfaceDrafts();
  for (const section of sections) {
    let current: string | undefined;
    for (let index = section.from; index < section.to; index++) {
      const source = section.lines.at(index);
      const line = index + 1;
      const [, number, name, flags] = INTERFACE_LINE.exec(source) ?? [];
      if (number !== undefined && name !== undefined && flags !== undefined) {
        current = name;
        const up = flags.split(",").includes("UP");
        drafts.device({ name, index: Number(number), up, group: groupOf(source), line });
        continue;
      }
      const words = splitWords(source);
      const kind = words[0]?.text;
      if (current === undefined || (kind !== "inet" && kind !== "inet6")) continue;
      const address = readAddressLine(words, line, current, problems);
      if (address) drafts.address(current, address);
    }
  }
  return drafts.finished();
}

function readAddressLine(
  words: readonly Word[],
  line: number,
  device: string,
  problems: ProblemList,
): ToldAddress | undefined {
  const [kind, word] = words;
  const after = (key: string) => {
    const at = words.findIndex(({ text }, index) => index > 1 && text === key);
    return at < 0 ? undefined : words[at + 1]?.text;
  };
  const family = kind?.text === "inet6" ? 6 : 4;
  const local = word && parseAddress(word.text.split("/", 1)[0] ?? "");
  // The network on the link is the peer's where there is one: `inet 10.0.0.1 peer 10.0.0.2/32`.
  const prefix = word && parsePrefix(after("peer") ?? word.text);
  if (local?.family !== family || prefix?.family !== family) {
    const column = word?.column ?? (kind?.column ?? 1) + (kind?.raw.length ?? 0);
    problems.warn(
      line,
      column,
      `${quoted(word?.raw ?? "")} is no address of the interface ${device}; expected ${family === 4 ? "an address such as 10.0.0.5/24" : "an address such as fd00::5/64"}`,
    );
    return undefined;
  }
  return {
    address: local,
    prefix,
    scope: after("scope") ?? "global",
    secondary: words.some(({ text }) => text === "secondary"),
    broadcast: broadcastOf(after("brd")),
  };
}

/** `group default`; ip prints the number of a group that has no name. */
function groupOf(line: string): number | undefined {
  const word = /\sgroup (\S+)/.exec(line)?.[1];
  if (word === undefined || word === "default") return 0;
  return /^\d+$/.test(word) ? Number(word) : undefined;
}

function broadcastOf(text: string | undefined): Address | undefined {
  return text === undefined ? undefined : parseAddress(text);
}
