/**
 * `-j CT` and its older form `-j NOTRACK`: how connection tracking is to treat the packet (iptables-extensions(8), CT and
 * NOTRACK; kernel: net/netfilter/xt_CT.c). Zones, helpers and events do not change the packet's way here.
 */
import { defineTarget } from "../define";
import type { Kind } from "../kinds";
import { listOf, name, readNumber } from "../kinds";
import { flag, option } from "../options";

const ZONE: Kind<string> = {
  expects: "a zone from 0 to 65535, or mark",
  read: (word) => {
    const number = readNumber(word, 65535);
    return word === "mark" ? word : number === undefined ? undefined : String(number);
  },
  print: (zone) => zone,
};

const EVENTS = listOf(name(16));

export const CT = defineTarget({
  name: "CT",
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
  act: ({ notrack }) => (notrack ? { kind: "untrack" } : { kind: "continue" }),
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
  tell: () => "keeps connection tracking away from it",
});
