/**
 * The formats that a paste may hold, and by what a line of each is known.
 */
import {
  continuesKubectlDescribe,
  continuesKubectlJson,
  continuesKubectlTable,
  continuesKubectlYaml,
  isKubectlDescribe,
  isKubectlJson,
  isKubectlTable,
  isKubectlYaml,
} from "../kubernetes/read/kubectl-signs";
import { isInterfaceLine } from "../netfilter/read/ip-addr";
import { isListedChain, isListedLine, isListedRow } from "../netfilter/read/listing-signs";
import { isNexthopLine, isRouteBeginning, isRouteLine } from "../netfilter/read/ip-route";
import {
  continuesIfconfig,
  continuesJsonNode,
  continuesRouteTable,
  isBriefInterfaceLine,
  isConnectionLine,
  isIfconfigStart,
  isJsonNodeStart,
  isOneLineInterface,
  isRouteTableHeading,
  isRoutingRule,
  isSetCommand,
  isSetCreation,
  isSetField,
  isSetName,
  jsonNodeKind,
} from "../netfilter/read/node-signs";
import { continuesProxyConfig, isProxyConfig } from "./cluster-cidr";
import { commandOf, type Command } from "./command";
import type { Kind } from "./kind";

export interface Format {
  readonly kind: Kind;
  /**
   * True for a line that begins such a section whatever stands before it; `command` is the last that was shown, `next` the
   * line below.
   */
  begins(line: string, command: Command | undefined, open: Format | undefined, next: string): boolean;
  /** True for a line that goes on with such a section, of which `first` is the first line. */
  continues(line: string, first: string): boolean;
  /** A blank line ends it. */
  readonly endsAtBlank?: true;
  /** What goes on with it is asked before anything else: its lines may look like those of others. */
  readonly greedy?: true;
  /** A line that begins one begins another, even behind one of the same kind. */
  readonly repeats?: true;
  /** What is of no format and stands right below one of its lines is left to its reader, who tells it. */
  readonly keeps?: true;
}

const never = () => false;

const SAVE: Format = { kind: "save", begins: never, continues: never };
const RULES: Format = { kind: "rules", begins: never, continues: never };
const NOISE: Format = { kind: "noise", begins: never, continues: never };

const COMMANDS: Format = {
  kind: "commands",
  begins: never,
  // Between the commands of a script stands what else it does, up to a prompt.
  continues: (line) =>
    /^\s*(?:if|then|else|elif|fi|for|while|until|do|done|case|esac|echo|exit|set|modprobe|sysctl|return|\}|\{|\w+\s*\(\))(?:\s|;|$)/.test(
      line,
    ),
};

const LISTING: Format = {
  kind: "listing",
  // A rule whose chain is not shown begins one too, so that it is told.
  begins: (line, _command, open) =>
    isListedChain(line) || ((open === undefined || open === NOISE) && isListedRow(line)),
  continues: isListedLine,
  keeps: true,
};

const ADDR: Format = {
  kind: "addr",
  begins: isInterfaceLine,
  continues: (line, first) =>
    (indentOf(line) > indentOf(first) && !isRouteLine(line)) || /^\s*(?:link\/|inet6? |valid_lft |altname )/.test(line),
};

/** A device without an address is a word and a state, which prose may be too. */
const ADDR_BRIEF: Format = {
  kind: "addr-brief",
  begins: (line, command, open) =>
    isBriefInterfaceLine(line) && (open === ADDR_BRIEF || command?.prints === "addr" || /[\d:]\s*$/.test(line)),
  continues: never,
};

const ADDR_LINES: Format = { kind: "addr-lines", begins: isOneLineInterface, continues: never };

const json = (kind: "addr" | "route"): Format => ({
  kind: `${kind}-json`,
  begins: (line, _command, _open, next) => isJsonNodeStart(line, next) && jsonKindOf(line, next) === kind,
  continues: continuesJsonNode,
  repeats: true,
});

const IFCONFIG: Format = { kind: "ifconfig", begins: isIfconfigStart, continues: continuesIfconfig };

const ROUTE_TABLE: Format = { kind: "route-table", begins: isRouteTableHeading, continues: continuesRouteTable };

const ROUTING_RULES: Format = { kind: "routing-rules", begins: isRoutingRule, continues: never };

const CONNECTIONS: Format = {
  kind: "connections",
  begins: isConnectionLine,
  continues: (line) => line.startsWith("conntrack v"),
};

const PROXY_CONFIG: Format = {
  kind: "proxy-config",
  begins: (line, _command, _open, next) => isProxyConfig(line, next),
  continues: continuesProxyConfig,
};

const ROUTE: Format = {
  kind: "route",
  begins: (line, command, open) =>
    isRouteLine(line) || (open === undefined && command?.prints === "route" && isRouteBeginning(line)),
  continues: (line) => isNexthopLine(line) || isRouteBeginning(line) || line.trim().startsWith("cache"),
};

const SET_COMMANDS: Format = { kind: "set-commands", begins: isSetCreation, continues: isSetCommand };

const SET_LIST: Format = {
  kind: "set-list",
  begins: isSetName,
  // Members look like anything; they go on until a prompt or a blank line.
  continues: (line) => isSetField(line) || commandOf(line) === undefined,
  endsAtBlank: true,
};

/** What kubectl prints; its rows, keys and texts may look like anything. */
const KUBECTL: readonly Format[] = [
  {
    kind: "kubectl-table",
    begins: isKubectlTable,
    continues: continuesKubectlTable,
    greedy: true,
    endsAtBlank: true,
    repeats: true,
  },
  {
    kind: "kubectl-yaml",
    begins: (line, _command, _open, next) => isKubectlYaml(line, next),
    continues: continuesKubectlYaml,
    greedy: true,
  },
  {
    kind: "kubectl-json",
    begins: (line, _command, _open, next) => isKubectlJson(line, next),
    continues: continuesKubectlJson,
    greedy: true,
    repeats: true,
  },
  {
    kind: "kubectl-describe",
    begins: (line, _command, _open, next) => isKubectlDescribe(line, next),
    continues: continuesKubectlDescribe,
    greedy: true,
  },
];

/** In the order in which a line is tried. */
export const FORMATS: readonly Format[] = [
  LISTING,
  PROXY_CONFIG,
  ...KUBECTL,
  ADDR,
  ADDR_LINES,
  SET_COMMANDS,
  SET_LIST,
  ROUTE,
  ROUTING_RULES,
  CONNECTIONS,
  json("addr"),
  json("route"),
  ROUTE_TABLE,
  IFCONFIG,
  ADDR_BRIEF,
];

const ALL: readonly Format[] = [...FORMATS, SAVE, RULES, COMMANDS];

/** The format of a kind. */
export function formatOf(kind: Kind): Format {
  return ALL.find((format) => format.kind === kind) ?? NOISE;
}

function jsonKindOf(line: string, next: string): "addr" | "route" {
  return jsonNodeKind([line, next]);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
