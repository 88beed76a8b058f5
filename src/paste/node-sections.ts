/**
 * What a paste tells of the node, gathered from whichever tools printed it: devices, routes, routing rules, sets and the
 * connections that stand.
 */
import { rareReaders } from "#rare-readers";
import type { Family } from "../netfilter/address";
import type { Interface, Node, Route } from "../netfilter/node";
import { readInterfaces } from "../netfilter/read/ip-addr";
import { readRoutes } from "../netfilter/read/ip-route";
import type { ProblemList } from "../netfilter/read/problems";
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
      ipsets: this.#sets(problems),
      rules: rules && rareReaders().readRoutingRules(rules, problems),
      connections: connections && rareReaders().readConnections(connections, problems),
    };
  }

  #of(kind: NodeKind): readonly NodeSection[] | undefined {
    return this.#taken.get(kind);
  }

  /** What tells most of a device comes first, and the others add addresses. */
  #interfaces(problems: ProblemList): readonly Interface[] | undefined {
    const readers = [
      ["addr", () => readInterfaces],
      ["addr-json", () => rareReaders().readJsonInterfaces],
      ["ifconfig", () => rareReaders().readIfconfig],
      ["addr-brief", () => rareReaders().readBriefInterfaces],
      ["addr-lines", () => rareReaders().readOneLineInterfaces],
    ] as const;
    const lists = readers.flatMap(([kind, reader]) => {
      const sections = this.#of(kind);
      return sections ? [reader()(sections, problems)] : [];
    });
    if (lists.length < 2) return lists[0];
    const drafts = new (rareReaders().InterfaceDrafts)();
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
    const others = [
      ...(json ? [rareReaders().readJsonRoutes(json, problems)] : []),
      ...(table ? [rareReaders().readRouteTable(table, problems)] : []),
    ];
    for (const more of others) {
      const known = new Set(routes.map(wayOf));
      for (const route of more) if (!known.has(wayOf(route))) routes.push(route);
    }
    return routes;
  }

  /** One after the other: a set's commands change what a list before them showed. */
  #sets(problems: ProblemList): Node["ipsets"] {
    const both = [...(this.#of("set-commands") ?? []), ...(this.#of("set-list") ?? [])];
    if (both.length === 0) return undefined;
    const { readSetCommands, readSetList, SetDrafts } = rareReaders();
    const drafts = new SetDrafts();
    for (const section of both.sort((a, b) => a.from - b.from)) {
      if (section.kind === "set-list") readSetList(section, drafts, problems);
      else readSetCommands(section, drafts, problems);
    }
    return drafts.finished();
  }
}

function wayOf({ type, destination, table, dev, via }: Route): string {
  const { family, base, mask } = destination;
  return [type, family, base, mask, table, dev, via?.value].map(String).join(" ");
}
