/**
 * For tests: a rule read from its text, and a world to ask it in.
 */
import type { Address, Family } from "../address";
import { parseAddress } from "../address";
import type { Connection, Tracking } from "../connection";
import { UNKNOWN_NODE } from "../node";
import type { Packet } from "../packet";
import { PLAIN, TCP_FLAGS } from "../packet";
import { printRuleset } from "../print";
import { readPaste } from "../../paste/paste";
import type { Rule, TableName } from "../ruleset";
import { all } from "./answer";
import type { Answer, Effect, World } from "./extension";
import { findMatch, findTarget } from "./index";

/** The rule of a line such as `-p tcp --dport 80 -j ACCEPT`, what is wrong with it, and how it is printed. */
export function read(line: string, family: Family = 4, table: TableName = "filter") {
  const command = family === 4 ? "iptables-save" : "ip6tables-save";
  const paste = readPaste(`$ ${command}\n*${table}\n:FORWARD ACCEPT [0:0]\n-A FORWARD ${line}\nCOMMIT\n`);
  const ruleset = paste.rulesets[family];
  const rule = ruleset.tables.get(table)?.chains.get("FORWARD")?.rules[0];
  const printed = /^-A FORWARD ?(.*)$/m.exec(printRuleset(ruleset))?.[1] ?? "";
  return { rule, printed, problems: paste.problems.map(({ message }) => message) };
}

/** The address of a text that is one. */
export function at(text: string): Address {
  const address = parseAddress(text);
  if (!address) throw new Error(`${text} is not an address`);
  return address;
}

/** A TCP SYN from 10.244.1.5:40000 to 10.96.0.10:80 that came in by cni0, with changes. */
export function packet(changes: Partial<Packet> = {}): Packet {
  return {
    family: 4,
    in: "cni0",
    src: at("10.244.1.5"),
    dst: at("10.96.0.10"),
    proto: 6,
    transport: { kind: "tcp", sport: 40000, dport: 80, flags: TCP_FLAGS.SYN, mss: 1460, options: [] },
    mark: 0,
    tos: 0,
    ttl: 64,
    length: 44,
    uid: 0,
    gid: 0,
    ...PLAIN,
    ...changes,
  };
}

/** A packet in FORWARD of `filter`, from cni0 to eth0, the first of its connection; every address is another host's. */
export function world(changes: Partial<World> = {}): World {
  const asked = changes.packet ?? packet();
  return {
    hook: "FORWARD",
    table: "filter",
    packet: asked,
    in: { kind: "named", name: "cni0" },
    out: { kind: "named", name: "eth0" },
    tracking: tracking({}),
    node: UNKNOWN_NODE,
    addressType: () => "UNICAST",
    ...changes,
  };
}

/** How a packet stands to the connection from 10.244.1.5:40000 to 10.96.0.10:80. */
export function tracking(changes: Partial<Connection>, state: Tracking["state"] = "NEW"): Tracking {
  const [client, service] = [at("10.244.1.5"), at("10.96.0.10")];
  const connection: Connection = {
    original: { src: client, dst: service, proto: 6, sport: 40000, dport: 80 },
    reply: { src: service, dst: client, proto: 6, sport: 80, dport: 40000 },
    sourceNat: false,
    destinationNat: false,
    mark: 0,
    handshake: false,
    answered: false,
    confirmed: false,
    assured: false,
    zone: { original: 0, reply: 0 },
    helper: null,
    labels: [],
    expected: false,
    counts: { original: { packets: 1, bytes: 44 }, reply: { packets: 0, bytes: 0 } },
    ...changes,
  };
  return { state, direction: "original", connection };
}

/** Whether the rule's conditions hold. */
export function answer(line: string, asked: World = world()): Answer {
  const matches = ruleOf(line, asked).matches.map((match) => ({ match, extension: findMatch(match.name) }));
  return all(
    matches.map(({ match, extension }) => {
      if (match.kind === "unknown" || !extension) throw new Error(`${match.name} is not known`);
      return extension.test(match.options, asked);
    }),
  );
}

/** What the rule's target does. */
export function effect(line: string, asked: World = world()): Effect {
  const { target } = ruleOf(line, asked);
  const extension = target.kind === "known" ? findTarget(target.name) : undefined;
  if (target.kind !== "known" || !extension) throw new Error(`${line} has no known target`);
  return extension.act(target.options, asked);
}

/** The rule in words: each condition, then the target. */
export function words(line: string, family: Family = 4): string[] {
  const { matches, target } = ruleOf(line, world({ packet: packet({ family }) }));
  const conditions = matches.map((match) =>
    match.kind === "known" ? (findMatch(match.name)?.tell(match.options) ?? "") : match.reason,
  );
  return target.kind === "known" ? [...conditions, findTarget(target.name)?.tell(target.options) ?? ""] : conditions;
}

/** What the packet bears in the place of each condition. */
export function shown(line: string, asked: World = world()): (string | undefined)[] {
  return ruleOf(line, asked).matches.map((match) =>
    match.kind === "known" ? findMatch(match.name)?.shows(match.options, asked) : undefined,
  );
}

function ruleOf(line: string, asked: World): Rule {
  const { rule, problems } = read(line, asked.packet.family, asked.table);
  if (!rule || problems.length > 0) throw new Error(`${line}: ${problems.join("; ")}`);
  return rule;
}
