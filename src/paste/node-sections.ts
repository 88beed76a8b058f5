/**
 * What a paste tells of the node, gathered from whichever tools printed it: devices, routes, routing rules, sets and the
 * connections that stand.
 */
import type { Family } from "../netfilter/address";
import type { Interface, Node, Route } from "../netfilter/node";
import { readConnections } from "../netfilter/read/conntrack-list";
import { readIfconfig } from "../netfilter/read/ifconfig";
import { InterfaceDrafts } from "../netfilter/read/interface-drafts";
import { readInterfaces } from "../netfilter/read/ip-addr";
import { readBriefInterfaces, readOneLineInterfaces } from "../netfilter/read/ip-addr-brief";
import { readJsonInterfaces, readJsonRoutes } from "../netfilter/read/ip-json";
import { readRoutes } from "../netfilter/read/ip-route";
import { readRoutingRules } from "../netfilter/read/ip-rule";
import { SetDrafts } from "../netfilter/read/ipset-drafts";
import { readSetList } from "../netfilter/read/ipset-list";
import { readSetCommands } from "../netfilter/read/ipset-save";
import type { ProblemList } from "../netfilter/read/problems";
import { readRouteTable } from "../netfilter/read/route-table";
import type { ClusterKind, Kind } from "./kind";
import type { NamedSection } from "./sections";

/** The kinds of sections that tell of the node. */
type NodeKind = Exclude<Kind, "save" | "rules" | "commands" | "proxy-config" | ClusterKind | "noise">;

/** A section with the family that is known of it. */
type NodeSection = NamedSection & { readonly kind: NodeKind; readonly family: Family | undefined };

/** Takes the sections in the order of the paste. */
export class NodeSections {
  readonly #taken = new Map<NodeKind, NodeSection[]>();

  take(section: NodeSection): void {
    const known = this.#taken.get(section.kind);
    if (known) known.push(section);
    else this.#taken.set(section.kind, [section]);
  }

  /** The node of all sections; what none of them tells is undefined. */
  read(problems: ProblemList): Node {
    const rules = this.#of("routing-rules");
    const connections = this.#of("connections");
    return {
      interfaces: this.#interfaces(problems),
      routes: this.#routes(problems),
      ipsets: this.#sets(problems).finished(),
      rules: rules && readRoutingRules(rules, problems),
      connections: connections && readConnections(connections, problems),
    };
  }

  #of(kind: NodeKind): readonly NodeSection[] | undefined {
    return this.#taken.get(kind);
  }

  /** What tells most of a device comes first, and the others add addresses. */
  #interfaces(problems: ProblemList): readonly Interface[] | undefined {
    const readers = [
      ["addr", readInterfaces],
      ["addr-json", readJsonInterfaces],
      ["ifconfig", readIfconfig],
      ["addr-brief", readBriefInterfaces],
      ["addr-lines", readOneLineInterfaces],
    ] as const;
    const lists = readers.flatMap(([kind, reader]) => {
      const sections = this.#of(kind);
      return sections ? [reader(sections, problems)] : [];
    });
    if (lists.length < 2) return lists[0];
    const drafts = new InterfaceDrafts();
    for (const device of lists.flat()) {
      drafts.device(device);
      for (const address of device.addresses) drafts.address(device.name, address);
    }
    return drafts.finished();
  }

  /** What tells most of a route comes first; the same of another tool is left out. */
  #routes(problems: ProblemList): readonly Route[] | undefined {
    const told = (kind: NodeKind) =>
      this.#of(kind)?.map((section) => ({ ...section, table: section.command?.routingTable }));
    const [plain, json, table] = [told("route"), told("route-json"), this.#of("route-table")];
    if (!plain && !json && !table) return undefined;
    const routes = readRoutes(plain ?? [], problems);
    for (const more of [readJsonRoutes(json ?? [], problems), readRouteTable(table ?? [], problems)]) {
      const known = new Set(routes.map(wayOf));
      for (const route of more) if (!known.has(wayOf(route))) routes.push(route);
    }
    return routes;
  }

  /** One after the other: a set's commands change what a list before them showed. */
  #sets(problems: ProblemList): SetDrafts {
    const drafts = new SetDrafts();
    const both = [...(this.#of("set-commands") ?? []), ...(this.#of("set-list") ?? [])];
    for (const section of both.sort((a, b) => a.from - b.from)) {
      if (section.kind === "set-list") readSetList(section, drafts, problems);
      else readSetCommands(section, drafts, problems);
    }
    return drafts;
  }
}

function wayOf({ type, destination, table, dev, via }: Route): string {
  const { family, base, mask } = destination;
  return [type, family, base, mask, table, dev, via?.value].map(String).join(" ");
}
