/**
 * The formats that a paste may hold, and by what a line of each is known.
 */
import { isInterfaceLine } from "../netfilter/read/ip-addr";
import { isNexthopLine, isRouteBeginning, isRouteLine } from "../netfilter/read/ip-route";
import { isSetField, isSetName } from "../netfilter/read/ipset-list";
import { isSetCommand, isSetCreation } from "../netfilter/read/ipset-save";
import { commandOf, type Command } from "./command";

export type Kind = "save" | "rules" | "commands" | "addr" | "route" | "set-commands" | "set-list" | "noise";

export interface Format {
  readonly kind: Kind;
  /** True for a line that begins such a section whatever stands before it; `command` is the last that was shown. */
  begins(line: string, command: Command | undefined, open: Format | undefined): boolean;
  /** True for a line that goes on with such a section, of which `first` is the first line. */
  continues(line: string, first: string): boolean;
  /** A blank line ends it. */
  readonly endsAtBlank?: true;
  /** What goes on with it is asked before anything else: its lines may look like those of others. */
  readonly greedy?: true;
  /** A line that begins one begins another, even behind one of the same kind. */
  readonly repeats?: true;
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

const ADDR: Format = {
  kind: "addr",
  begins: isInterfaceLine,
  continues: (line, first) => indentOf(line) > indentOf(first) && !isRouteLine(line),
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

/** In the order in which a line is tried. */
export const FORMATS: readonly Format[] = [ADDR, SET_COMMANDS, SET_LIST, ROUTE];

const ALL: readonly Format[] = [...FORMATS, SAVE, RULES, COMMANDS];

/** The format of a kind. */
export function formatOf(kind: Kind): Format {
  return ALL.find((format) => format.kind === kind) ?? NOISE;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
