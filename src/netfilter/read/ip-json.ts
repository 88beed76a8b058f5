/**
 * Reads what `ip -j addr` and `ip -j route` print (ip(8)): a JSON array, on one line or, with -p, on many.
 */
import {
  ipv4,
  ipv6,
  maskedPrefix,
  parseAddress,
  parsePrefix,
  prefixOf,
  type Address,
  type Family,
  type Prefix,
} from "../address";
import type { Interface, Route, RouteType } from "../node";
import { InterfaceDrafts } from "./interface-drafts";
import { quoted, type ProblemList } from "./problems";
import type { Section } from "./section";

/** A section of JSON and what the command before it told. */
export interface JsonRouteSection extends Section {
  readonly family: Family | undefined;
  readonly table: string | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/** The devices of several sections of `ip -j addr`. */
export function readJsonInterfaces(sections: readonly Section[], problems: ProblemList): Interface[] {
  const drafts = new InterfaceDrafts();
  for (const section of sections) {
    for (const { fields, line } of entries(section, /"ifname"\s*:/g, problems)) {
      const { ifname: name, ifindex, flags, group, addr_info: addresses } = fields;
      // With -4 or -6, devices that have no address of the family are empty objects.
      if (typeof name !== "string") continue;
      drafts.device({
        name,
        index: typeof ifindex === "number" ? ifindex : undefined,
        up: Array.isArray(flags) && flags.includes("UP"),
        group: groupOf(group),
        line,
      });
      for (const told of Array.isArray(addresses) ? addresses.map(fieldsOf) : [])
        readAddress(told, name, line, drafts, problems);
    }
  }
  return drafts.finished();
}

function readAddress(told: Fields, name: string, line: number, drafts: InterfaceDrafts, problems: ProblemList): void {
  const address = addressOf(told.local);
  const near = addressOf(told.address) ?? address;
  const length = told.prefixlen;
  const most = address?.family === 6 ? 128 : 32;
  if (!address || near?.family !== address.family || typeof length !== "number" || !(length >= 0 && length <= most)) {
    problems.warn(line, 1, `an address of ${quoted(name)} cannot be read; expected "local" and "prefixlen"`);
    return;
  }
  drafts.address(name, {
    address,
    prefix: prefixOf(near, Math.floor(length)),
    scope: typeof told.scope === "string" ? told.scope : undefined,
    secondary: told.secondary === true,
    broadcast: addressOf(told.broadcast),
  });
}

function groupOf(group: unknown): number | undefined {
  if (group === "default" || group === undefined) return 0;
  return typeof group === "string" && /^\d{1,9}$/.test(group) ? Number(group) : undefined;
}

const TYPES: readonly RouteType[] = [
  "unicast",
  "local",
  "broadcast",
  "multicast",
  "unreachable",
  "blackhole",
  "prohibit",
  "throw",
  "anycast",
];

/** The routes of several sections of `ip -j route`; one with several next hops becomes a Route for each. */
export function readJsonRoutes(sections: readonly JsonRouteSection[], problems: ProblemList): Route[] {
  const routes: Route[] = [];
  for (const section of sections) {
    for (const { fields, line } of entries(section, /"dst"\s*:/g, problems)) {
      const hops = fields.nexthops;
      for (const hop of Array.isArray(hops) && hops.length > 0 ? hops.map(fieldsOf) : [fields]) {
        const route = routeOf(fields, hop, section, line);
        if (route) routes.push(route);
        else
          problems.warn(line, 1, `a route cannot be read: ${quoted(JSON.stringify(fields))}; expected "dst" and "dev"`);
      }
    }
  }
  return routes;
}

function routeOf(fields: Fields, hop: Fields, section: JsonRouteSection, line: number): Route | undefined {
  const via = addressOf(hop.gateway) ?? addressOf(fieldsOf(hop.via).host);
  const src = addressOf(fields.prefsrc);
  const type = fields.type === undefined ? "unicast" : TYPES.find((one) => one === fields.type);
  const shown = fields.dst;
  if (typeof shown !== "string" || type === undefined) return undefined;
  const v6 = fields.pref !== undefined;
  const destination: Prefix | undefined =
    shown === "default"
      ? everything(section.family ?? src?.family ?? (v6 ? 6 : (via?.family ?? 4)))
      : parsePrefix(shown);
  if (!destination) return undefined;
  const words = [type === "unicast" ? "" : type, shown, word("via", via && hop.gateway), word("dev", hop.dev)];
  return {
    type,
    destination: maskedPrefix(destination),
    table: typeof fields.table === "string" ? fields.table : (section.table ?? "main"),
    dev: typeof hop.dev === "string" ? hop.dev : undefined,
    via,
    src,
    metric: typeof fields.metric === "number" ? fields.metric : 0,
    text: words.filter((part) => part !== "").join(" "),
    line,
  };
}

function word(key: string, value: unknown): string {
  return typeof value === "string" ? `${key} ${value}` : "";
}

function everything(family: Family): Prefix {
  return prefixOf(family === 4 ? ipv4(0) : ipv6(0n), 0);
}

function addressOf(value: unknown): Address | undefined {
  return typeof value === "string" ? parseAddress(value) : undefined;
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

/** The objects of the array, each with the line on which the key stands that each has. */
function entries(
  { lines, from, to }: Section,
  key: RegExp,
  problems: ProblemList,
): { readonly fields: Fields; readonly line: number }[] {
  const places: number[] = [];
  for (let index = from; index < to; index++) {
    const found = lines.at(index).match(key)?.length ?? 0;
    for (let count = 0; count < found; count++) places.push(index + 1);
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(lines.slice(from, to).join("\n"));
  } catch {
    problems.warn(from + 1, 1, "this JSON of ip -j cannot be read: it is cut off or something else stands in it");
    return [];
  }
  let next = 0;
  return (Array.isArray(parsed) ? parsed.map(fieldsOf) : []).map((fields) => ({
    fields,
    line: (Object.keys(fields).length === 0 ? undefined : places[next++]) ?? from + 1,
  }));
}
