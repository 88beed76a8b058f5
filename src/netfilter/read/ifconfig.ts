/**
 * Reads what `ifconfig` prints (net-tools, ifconfig(8)): the form of today (`eth0: flags=4163<UP,…>`), the old one and
 * that of busybox (`eth0  Link encap:Ethernet`).
 */
import { parseAddress, parsePrefix } from "../address";
import type { Interface } from "../node";
import { InterfaceDrafts } from "./interface-drafts";
import type { Lines } from "./lines";
import { IFCONFIG, isIfconfigStart, OLD_IFCONFIG } from "./node-signs";
import { quoted, type ProblemList } from "./problems";
import type { Section } from "./section";

/** The devices of several sections. An alias (`eth0:1`) is an address of its device. */
export function readIfconfig(sections: readonly Section[], problems: ProblemList): Interface[] {
  const drafts = new InterfaceDrafts();
  for (const { lines, from, to } of sections) {
    let name: string | undefined;
    for (let index = from; index < to; index++) {
      const source = lines.at(index);
      const started = IFCONFIG.exec(source) ?? OLD_IFCONFIG.exec(source);
      if (started) {
        name = (started[1] ?? "").split(":", 1)[0] ?? "";
        const up = started[2]?.split(",").includes("UP") ?? oldIsUp(lines, index, to);
        drafts.device({ name, up, line: index + 1 });
        continue;
      }
      if (name !== undefined && /^\s+inet6?\s/.test(source)) readAddress(source, index + 1, name, drafts, problems);
    }
  }
  return drafts.finished();
}

/** The old form has the flags on a line of their own, at most a few below. */
function oldIsUp(lines: Lines, start: number, to: number): boolean {
  for (let index = start + 1; index < to; index++) {
    const source = lines.at(index);
    if (source.trim() === "" || isIfconfigStart(source)) return false;
    if (/\sMTU:\d/.test(source)) return /^\s+UP\s/.test(source);
  }
  return false;
}

function readAddress(source: string, line: number, name: string, drafts: InterfaceDrafts, problems: ProblemList): void {
  const value = (key: RegExp) => key.exec(source)?.[1];
  const word = value(/^\s+inet6?\s+(?:addr:\s?)?(\S+)/) ?? "";
  const address = parseAddress(word.split("/", 1)[0] ?? "");
  const length = value(/\sprefixlen (\d+)/) ?? value(/^\s+inet6\s+addr:\s?[^\s/]+\/(\d+)/);
  const mask = value(/\s(?:netmask |Mask:)(\S+)/) ?? length;
  const hop = value(/\s(?:destination |P-t-P:)(\S+)/) ?? address;
  const shown = typeof hop === "string" ? hop : word.split("/", 1)[0];
  const prefix = mask === undefined ? undefined : parsePrefix(`${shown ?? ""}/${mask}`);
  if (!address || prefix?.family !== address.family) {
    const column = source.length - source.trimStart().length + 1;
    problems.warn(
      line,
      column,
      `${quoted(source.trim())} is no address of the interface ${name}; expected an address with its netmask or prefixlen`,
    );
    return;
  }
  const scope = value(/\sscopeid 0x\w+<(\w+)>/) ?? value(/\sScope:(\w+)/);
  const told = parseAddress(value(/\s(?:broadcast |Bcast:)(\S+)/) ?? "");
  drafts.address(name, {
    address,
    prefix,
    scope: scope?.toLowerCase(),
    // Where an address has none, ifconfig prints 0.0.0.0.
    broadcast: told && told.value !== 0 ? told : undefined,
  });
}
