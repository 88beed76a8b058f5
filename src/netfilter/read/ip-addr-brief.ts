/**
 * Reads the two short forms of `ip addr` (ip(8)): `ip -br addr`, a line for each device with all its addresses, and
 * `ip -o addr`, a line for each address with its device before it.
 */
import { parseAddress, parsePrefix } from "../address";
import type { Interface } from "../node";
import { InterfaceDrafts } from "./interface-drafts";
import { BRIEF, ONE_LINE } from "./node-signs";
import { quoted, type ProblemList } from "./problems";
import type { Section } from "./section";
import { splitWords, type Word } from "./words";

/**
 * The devices of several sections of `ip -br addr`. It prints neither flags nor group: a device is taken to be down where
 * it says DOWN, as it does for one without a carrier, too.
 */
export function readBriefInterfaces(sections: readonly Section[], problems: ProblemList): Interface[] {
  const drafts = new InterfaceDrafts();
  eachLine(sections, (source, line) => {
    const [whole = "", name, state] = BRIEF.exec(source) ?? [];
    if (name === undefined) {
      if (source.trim() !== "") notRead(source, line, "a device, its state and its addresses", problems);
      return;
    }
    drafts.device({ name, up: state !== "DOWN" && state !== "NOTPRESENT", line });
    // `ip -br link` has the hardware address and the flags there.
    const words = splitWords(source, whole.length);
    if (/^(?:[0-9a-f]{2}:){5,}[0-9a-f]{2}$/.test(words[0]?.text ?? "")) return;
    for (let at = 0; at < words.length; at++) {
      const word = words[at];
      if (!word) break;
      if (word.text === "metric" || word.text === "proto") {
        at++;
        continue;
      }
      const peer = words[at + 1]?.text === "peer" ? words[at + 2] : undefined;
      if (peer) at += 2;
      readAddress(name, word, peer, line, drafts, problems);
    }
  });
  return drafts.finished();
}

/** The devices of several sections of `ip -o addr`, which prints none without an address and no flags: they are taken to be up. */
export function readOneLineInterfaces(sections: readonly Section[], problems: ProblemList): Interface[] {
  const drafts = new InterfaceDrafts();
  eachLine(sections, (source, line) => {
    const [, index, name] = ONE_LINE.exec(source) ?? [];
    if (index === undefined || name === undefined) {
      // `ip -o link` has the flags there.
      const known = source.trim() === "" || /^\s*\d+:\s+\S+\s+</.test(source);
      if (!known) notRead(source, line, "a device's number, its name and inet or inet6", problems);
      return;
    }
    drafts.device({ name, index: Number(index), up: true, line });
    const words = splitWords(source);
    const at = words.findIndex(({ text }, place) => place > 1 && (text === "inet" || text === "inet6"));
    const after = (key: string) => {
      const place = words.findIndex(({ text }, index) => index > at + 1 && text === key);
      return place < 0 ? undefined : words[place + 1];
    };
    const word = words[at + 1];
    if (!word) return;
    readAddress(name, word, after("peer"), line, drafts, problems, {
      scope: after("scope")?.text,
      secondary: words.some(({ text }) => text === "secondary"),
      broadcast: parseAddress(after("brd")?.text ?? ""),
    });
  });
  return drafts.finished();
}

function eachLine(sections: readonly Section[], read: (source: string, line: number) => void): void {
  for (const { lines, from, to } of sections) {
    for (let index = from; index < to; index++) read(lines.at(index), index + 1);
  }
}

function readAddress(
  name: string,
  word: Word,
  peer: Word | undefined,
  line: number,
  drafts: InterfaceDrafts,
  problems: ProblemList,
  told: Omit<Parameters<InterfaceDrafts["address"]>[1], "address" | "prefix"> = {},
): void {
  const address = parseAddress(word.text.split("/", 1)[0] ?? "");
  // The network on the link is the peer's where there is one.
  const prefix = parsePrefix(peer?.text ?? word.text);
  if (address && prefix?.family === address.family) {
    drafts.address(name, { address, prefix, ...told });
    return;
  }
  problems.warn(
    line,
    word.column,
    `${quoted(word.raw)} is no address of the interface ${name}; expected an address such as 10.0.0.5/24`,
  );
}

function notRead(source: string, line: number, expected: string, problems: ProblemList): void {
  const column = source.length - source.trimStart().length + 1;
  problems.warn(line, column, `${quoted(source.trim())} is no line of ip addr; expected ${expected}`);
}
