/**
 * `-j CT` and its older form `-j NOTRACK`: how connection tracking is to treat the packet (iptables-extensions(8), CT and
 * NOTRACK; kernel: net/netfilter/xt_CT.c). Events
 * and timeouts do not change a packet's way.
 */
import { defineTarget } from "../define";
import type { TypedOption } from "../extension";
import type { Kind } from "../kinds";
import { listOf, name, readNumber } from "../kinds";
import { flag, option } from "../options";
import { prose } from "../prose";

const ZONE: Kind<string> = {
  expects: "a zone from 0 to 65535, or mark",
  read: (word) => {
    const number = readNumber(word, 65535);
    return word === "mark" ? word : number === undefined ? undefined : String(number);
  },
  print: (zone) => zone,
};

/** `5`, or what `mark` stands for. */
function zoneWords(zone: string): string {
  return zone === "mark" ? "the number of its mark" : zone;
}

const EVENTS = listOf(name(16));

export const CT = defineTarget({
  name: "CT",
  listed: prose(
    /(?=CT|NOTRACK)/,
    [/CT/, ""],
    // What `-j NOTRACK` is to the kernel.
    [/NOTRACK/, "--notrack"],
    [/notrack/, "--notrack"],
    [/helper (?<helper>\S+)/, "--helper $helper"],
    [/timeout (?<timeout>\S+)/, "--timeout $timeout"],
    [/ctevents (?<events>\S+)/, "--ctevents $events"],
    [/expevents (?<events>\S+)/, "--expevents $events"],
    [/zone-orig (?<zone>\S+)/, "--zone-orig $zone"],
    [/zone-reply (?<zone>\S+)/, "--zone-reply $zone"],
    [/zone (?<zone>\S+)/, "--zone $zone"],
  ),
  options: {
    notrack: flag("--notrack"),
    helper: option(name(15), "--helper"),
    timeout: option(name(31), "--timeout"),
    ctevents: option(EVENTS, "--ctevents"),
    expevents: option(EVENTS, "--expevents"),
    zoneOrig: option(ZONE, "--zone-orig"),
    zoneReply: option(ZONE, "--zone-reply"),
    zone: option(ZONE, "--zone"),
  },
  act: ({ notrack, helper, zone, zoneOrig, zoneReply }, { packet }) => {
    if (notrack) return { kind: "untrack" };
    const number = (option: TypedOption<string> | undefined) =>
      option === undefined ? 0 : option.value === "mark" ? packet.mark & 0xffff : Number(option.value);
    return {
      kind: "template",
      template: {
        zone: { original: number(zone ?? zoneOrig), reply: number(zone ?? zoneReply) },
        helper: helper?.value ?? null,
      },
    };
  },
  means: {
    notrack: "no connection is looked up or begun for it",
    helper: (helper) => `the helper that reads the connection for others that belong to it: ${helper}`,
    timeout: (policy) => `the timeouts of the connection are those of the policy ${policy}`,
    ctevents: (events) => `only these events of the connection are told to programs: ${events}`,
    expevents: (events) => `only these events of connections that it leads to are told to programs: ${events}`,
    zoneOrig: (zone) => `the zone in which packets of the first direction are looked up: ${zoneWords(zone)}`,
    zoneReply: (zone) => `the zone in which answers are looked up: ${zoneWords(zone)}`,
    zone: (zone) => `the zone in which its connection is looked up: ${zoneWords(zone)}`,
  },
  tell: ({ notrack, helper, zone }) => {
    if (notrack) return "keeps connection tracking away from it";
    if (helper) return `has the connection helper ${helper.value} look at it`;
    return zone ? `puts it into the tracking zone ${zone.value}` : "tells connection tracking how to treat it";
  },
});

export const NOTRACK = defineTarget({
  name: "NOTRACK",
  options: {},
  act: () => ({ kind: "untrack" }),
  means: {},
  tell: () => "keeps connection tracking away from it",
});
