/**
 * Reads the tables of `kubectl get`: Services, endpoints, slices of them, pods and nodes, with and without `-o wide` and
 * `-A` (kubernetes, pkg/printers/internalversion/printers.go). Any other table of kubectl is passed over.
 */
import { parseAddress, type Address } from "../../netfilter/address";
import { quoted, type ProblemList } from "../../netfilter/read/problems";
import type { Section } from "../../netfilter/read/section";
import type { ClusterEndpoint, ClusterServicePort } from "../cluster";
import type { Called, ClusterDrafts } from "./cluster-drafts";
import { readPlace } from "./place";
import { portsToTake } from "./slice-ports";
import { cellsOf, columnsOf, impliedHeader, isTableHeader, type Column } from "./table-columns";

/** Reads a table; `namespace` is that of the command before it, undefined where it named none. */
export function readKubectlTable(
  { lines, from, to }: Section,
  namespace: string | undefined,
  drafts: ClusterDrafts,
  problems: ProblemList,
): void {
  const first = lines.at(from);
  const headed = isTableHeader(first);
  const columns = columnsOf(headed ? first : (impliedHeader(first) ?? ""));
  const table = new Table(columns, namespace, drafts, problems);
  for (let index = headed ? from + 1 : from; index < to; index++) {
    const line = lines.at(index);
    if (line.trim() !== "") table.row(line, index + 1);
  }
  table.end();
}

type Cells = ReadonlyMap<string, string>;

class Table {
  readonly #columns: readonly Column[];
  readonly #namespace: string | undefined;
  readonly #drafts: ClusterDrafts;
  readonly #problems: ProblemList;
  readonly #cut: { readonly line: number; readonly column: number; readonly name: string }[] = [];

  constructor(columns: readonly Column[], namespace: string | undefined, drafts: ClusterDrafts, problems: ProblemList) {
    this.#columns = columns;
    this.#namespace = namespace;
    this.#drafts = drafts;
    this.#problems = problems;
  }

  row(source: string, line: number): void {
    const cells = cellsOf(source, this.#columns);
    if (!cells) {
      const column = source.length - source.trimStart().length + 1;
      this.#problems.warn(line, column, `${quoted(source.trim())} is no row of this table of kubectl; it is not used`);
      return;
    }
    const named = (cells.get("NAME") ?? "").replace(/^.*\//, "");
    const called = { namespace: cells.get("NAMESPACE") ?? this.#namespace, name: named, line };
    const cell = (name: string) => new Cell(name, cells, source, line, this.#problems);
    if (cells.has("CLUSTER-IP")) this.#service(called, cells, cell);
    else if (cells.has("ADDRESSTYPE")) this.#slice(called, cell);
    else if (cells.has("ENDPOINTS")) this.#endpoints(called, cell);
    else if (cells.has("READY") && cells.has("RESTARTS")) this.#pod(called, cells, cell);
    else if (cells.has("ROLES")) this.#node(called, cell);
  }

  /** Says of the rows whose lists kubectl cut that it did. */
  end(): void {
    const [first, ...more] = this.#cut;
    if (!first) return;
    const others = more.length === 0 ? "" : ` and of ${String(more.length)} more`;
    const message = `kubectl names only the first endpoints of ${first.name}${others} here; -o yaml names all`;
    this.#problems.warn(first.line, first.column, message);
  }

  #service(called: Called, cells: Cells, cell: (name: string) => Cell): void {
    const type = cells.get("TYPE") ?? null;
    const outside = cell("EXTERNAL-IP").addresses(true);
    this.#drafts.service(called, {
      type,
      headless: cells.get("CLUSTER-IP") === "None",
      clusterIps: cell("CLUSTER-IP").addresses(),
      ...(type === "LoadBalancer" ? { loadBalancerIps: outside } : { externalIps: outside }),
      ports: cell("PORT(S)").ports(),
    });
  }

  #slice(called: Called, cell: (name: string) => Cell): void {
    const list = cell("ENDPOINTS");
    const addresses = list.addresses();
    const all = cell("PORTS").numbers();
    const ports = portsToTake(addresses.length, all);
    const endpoints = addresses.flatMap((address) => {
      const each = ports.length === 0 ? [null] : ports;
      return each.map((port) => endpointAt(address, port));
    });
    this.#noteCut(called, list);
    this.#drafts.slice(called, endpoints, !list.cut && ports === all);
  }

  #endpoints(called: Called, cell: (name: string) => Cell): void {
    const list = cell("ENDPOINTS");
    this.#noteCut(called, list);
    this.#drafts.endpoints(called, list.places(), !list.cut);
  }

  #pod(called: Called, cells: Cells, cell: (name: string) => Cell): void {
    const node = cells.get("NODE");
    this.#drafts.pod(called, {
      // A pod that has ended has given its address back.
      addresses: /^(?:Completed|Succeeded|Failed|Evicted)/.test(cells.get("STATUS") ?? "")
        ? []
        : cell("IP").addresses(),
      node: node === undefined || node.startsWith("<") ? null : node,
    });
  }

  #node({ name, line }: Called, cell: (name: string) => Cell): void {
    this.#drafts.node(name, line, {
      internalIps: cell("INTERNAL-IP").addresses(),
      externalIps: cell("EXTERNAL-IP").addresses(),
    });
  }

  #noteCut({ name, line }: Called, { cut, column }: Cell): void {
    if (cut) this.#cut.push({ line, column, name });
  }
}

/** One cell of a row. */
class Cell {
  readonly cut: boolean;
  readonly #text: string;
  readonly #name: string;
  readonly #source: string;
  readonly #line: number;
  readonly #problems: ProblemList;

  constructor(name: string, cells: Cells, source: string, line: number, problems: ProblemList) {
    const text = cells.get(name) ?? "";
    this.cut = / \+ \d+ more\.\.\.$/.test(text);
    this.#text = text.replace(/ \+ \d+ more\.\.\.$/, "");
    this.#name = name;
    this.#source = source;
    this.#line = line;
    this.#problems = problems;
  }

  /** Where it stands in the line, from 1. */
  get column(): number {
    return Math.max(0, this.#source.indexOf(this.#text)) + 1;
  }

  /** The addresses. In the place of those of a load balancer a name may stand (`x.elb.amazonaws.com`), which is none. */
  addresses(mayBeNamed = false): Address[] {
    return this.#each(
      (text) => parseAddress(text) ?? (mayBeNamed && /^[a-z0-9.-]*[a-z][a-z0-9.-]*$/i.test(text) ? null : undefined),
      "an address",
    );
  }

  places(): ClusterEndpoint[] {
    return this.#each((text) => {
      const place = readPlace(text);
      return place && endpointAt(place.address, place.port);
    }, "an address and port such as 10.244.0.13:80");
  }

  numbers(): number[] {
    return this.#each((text) => (/^\d{1,5}$/.test(text) ? Number(text) : text === "*" ? null : undefined), "a port");
  }

  ports(): ClusterServicePort[] {
    return this.#each((text) => {
      const [, port, nodePort, protocol] = /^(\d{1,5})(?::(\d{1,5}))?\/([A-Z]+)$/.exec(text) ?? [];
      if (port === undefined || protocol === undefined) return undefined;
      return {
        name: null,
        protocol: protocol.toLowerCase(),
        port: Number(port),
        targetPort: null,
        nodePort: nodePort === undefined ? null : Number(nodePort),
      };
    }, "a port and protocol such as 80:30080/TCP");
  }

  /** What each piece of a list gives: null leaves it out, undefined is a problem. */
  #each<Value>(read: (text: string) => Value | null | undefined, expected: string): Value[] {
    const found: Value[] = [];
    for (const piece of this.#text.split(",")) {
      // An old kubectl cuts a long name itself.
      if (piece === "" || piece === "None" || /^<.*>$/.test(piece) || piece.endsWith("...")) continue;
      const value = read(piece);
      if (value === undefined) {
        const column = Math.max(0, this.#source.indexOf(piece)) + 1;
        this.#problems.warn(this.#line, column, `${quoted(piece)} is not ${expected}, as ${this.#name} holds`);
      } else if (value !== null) found.push(value);
    }
    return found;
  }
}

function endpointAt(address: Address, port: number | null): ClusterEndpoint {
  return { address, port, portName: null, protocol: null, ready: true, pod: null, node: null };
}
