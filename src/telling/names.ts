/**
 * What the addresses of a trace are: those that its packets bear, and those that the rules and routes on its way name.
 */
import { nameOf } from "../kubernetes/address-names";
import { formatAddress, parseAddress, placeText, type Address } from "../netfilter/address";
import { portsOf, type Packet } from "../netfilter/packet";
import { protocolName } from "../netfilter/protocols";
import type { Step, Trace } from "../netfilter/trace";
import type { Paste } from "../paste/paste";
import { findRule, firstPacket } from "./outcome-steps";
import type { StoryNames } from "./story";

/** The names of all addresses of a trace. */
export function namesOf(trace: Trace, paste: Paste): StoryNames {
  const names = new Names(paste);
  for (const outcome of trace.outcomes) {
    names.packet(firstPacket(outcome));
    if (outcome.answer) names.packet(outcome.answer);
    for (const step of outcome.steps) {
      names.packet(step.packet);
      names.text(sourceOf(step, paste), step.packet);
    }
  }
  return names.found();
}

/** The words of the paste that decided a step. */
function sourceOf(step: Step, paste: Paste): string {
  if (step.kind === "routing") return step.route ?? "";
  return step.kind === "rule" ? (findRule(paste.rulesets[step.packet.family], step)?.text ?? "") : "";
}

/** An address with or without a port, as rules and routes have it, and the length of a prefix behind it. */
const PLACES = /((?:\d{1,3}\.){3}\d{1,3}(?::\d+)?|\[[\da-f:.]+\](?::\d+)?|[\da-f]*:[\da-f:]*:[\da-f.]*)(\/\d+)?/gi;

class Names {
  readonly #paste: Paste;
  readonly #found = new Map<string, ReturnType<typeof nameOf>>();

  constructor(paste: Paste) {
    this.#paste = paste;
  }

  packet(packet: Packet): void {
    const ports = portsOf(packet);
    const protocol = protocolName(packet.proto);
    this.#place(packet.src, ports?.sport ?? null, protocol);
    this.#place(packet.dst, ports?.dport ?? null, protocol);
  }

  /** The addresses in words that are about a packet of this one's protocol. */
  text(text: string, { proto }: Packet): void {
    for (const [, place = "", length] of text.matchAll(PLACES)) {
      if (length !== undefined && length !== "/32" && length !== "/128") continue;
      const whole = parseAddress(place);
      const [, bare = "", port] = /^\[?(.*?)\]?(?::(\d+))?$/.exec(place) ?? [];
      const address = whole ?? parseAddress(bare);
      if (address) this.#place(address, whole || port === undefined ? null : Number(port), protocolName(proto));
    }
  }

  #place(address: Address, port: number | null, protocol: string): void {
    this.#name(formatAddress(address), address, null, protocol);
    if (port !== null) this.#name(placeText(address, port), address, port, protocol);
  }

  #name(text: string, address: Address, port: number | null, protocol: string): void {
    if (!this.#found.has(text)) this.#found.set(text, nameOf(this.#paste, address, { port, protocol }));
  }

  found(): StoryNames {
    return Object.fromEntries([...this.#found].flatMap(([text, name]) => (name ? [[text, name]] : [])));
  }
}
