/**
 * What programs put before each line that they pass on: the time, the unit, the pod or container, a number, the `>` of a
 * mail, the border of a box, the `+` of a diff. It is taken off where a run of lines bears it.
 */
import type { MovedLines } from "./moved-lines";

const DATE = "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d| UTC)?";
const CLOCK = "\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?";
const MONTH = "[A-Z][a-z]{2}\\s+\\d{1,2}\\s" + CLOCK;
/** `node1 kube-proxy[123]: ` */
const SENDER = "[\\w.-]{1,80}\\s[A-Za-z][\\w./@-]{0,80}(?:\\[\\d{1,9}\\])?:";
const LEVEL = "(?:INFO|DEBUG|WARN(?:ING)?|ERROR|info|debug|warn|error)";

const PREFIX = new RegExp(
  `^(?:${[
    `${DATE}\\s(?!${LEVEL}\\s)${SENDER}\\s`,
    `\\[?${DATE}\\]?(?:\\s(?:stdout|stderr)\\s[FP])?(?:\\s(?:-\\s)?\\[?${LEVEL}\\]?(?:\\s-)?)?:?\\s`,
    `${MONTH}\\s${SENDER}\\s`,
    `${MONTH}\\s`,
    `\\[?${CLOCK}\\]?\\s`,
    // klog
    `[IWEF]\\d{4} ${CLOCK}\\s+\\d{1,9} [\\w./-]{1,80}:\\d{1,6}\\]\\s`,
    // The kernel's own
    "\\[\\s{0,8}\\d{1,9}\\.\\d{1,9}\\]\\s",
    // docker compose
    "[\\w.-]{1,60}\\s{1,20}\\|\\s",
    // kubectl logs --prefix
    "\\[?pod\\/[\\w.-]{1,100}\\/[\\w.-]{1,100}\\]\\s",
    "(?:>\\s?){1,8}",
  ].join("|")})`,
);

/** Most lines of a run must bear it: one alone is somebody's words. */
const FEWEST = 3;
/** A pod's name before a time before a quoting mark: not more of them stand before one another. */
const MOST_LAYERS = 4;

/** Takes off the lines of a text what stands before them. */
export function takeOffPrefixes(moved: MovedLines): void {
  for (let layer = 0; layer < MOST_LAYERS; layer++) if (!takeOffLayer(moved)) break;
  takeOffCommon(moved);
  takeOffNumbers(moved);
}

/** True where something was taken off. */
function takeOffLayer(moved: MovedLines): boolean {
  let some = false;
  let run: { readonly index: number; readonly length: number }[] = [];
  const finish = () => {
    if (run.length >= FEWEST) {
      some = true;
      for (const { index, length } of run) moved.cut(index, length);
    }
    run = [];
  };
  let last = -1;
  for (const index of moved.unprinted) {
    const line = moved.at(index);
    if (index > last + 1) finish();
    last = index;
    const length = mayBegin(line) ? PREFIX.exec(line)?.[0].length : undefined;
    if (length !== undefined) run.push({ index, length });
    else if (line.trim() !== "") finish();
  }
  finish();
  return some;
}

/** Most lines begin with a dash, a colon or a blank, as no prefix does. */
function mayBegin(line: string): boolean {
  return line !== "" && !"-: ".includes(line[0] ?? "");
}

/** A table's line behind something that is not a comment's sign. */
const TABLE = /^([^\s#].{0,120}?)\*(?:raw|mangle|nat|filter|security)$/;
/** A rule behind signs alone. */
const SIGNS = /^([^\w\s:$*"'#-][^\w:$*"'#-]{0,8})(?:-A \S|:[A-Z]{4,} )/;
/** As many different ones are looked for. */
const MOST_COMMON = 8;

/** A box's border, a diff's `+` or a pod's name: the same before each line, as the line of a table tells. */
function takeOffCommon(moved: MovedLines): void {
  const counts = new Map<string, number>();
  for (const index of moved.unprinted) {
    const line = moved.at(index);
    const prefix = (/[ertwy]$/.test(line) ? TABLE.exec(line) : null)?.[1] ?? SIGNS.exec(line)?.[1];
    if (prefix !== undefined) counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
  }
  const common = [...counts].sort((a, b) => b[1] - a[1]).slice(0, MOST_COMMON);
  for (const [prefix] of common) takeOffSame(moved, prefix);
}

function takeOffSame(moved: MovedLines, prefix: string): void {
  const bare = prefix.trimEnd();
  const bearing: number[] = [];
  for (const index of moved.unprinted) {
    const line = moved.at(index);
    if (line.startsWith(prefix) || line === bare) bearing.push(index);
  }
  if (bearing.length < FEWEST) return;
  for (const index of bearing) moved.cut(index, Math.min(prefix.length, moved.at(index).length));
}

const NUMBER = /^\s{0,12}(\d{1,9})(?:[\t:]\s?|\s{1,2})/;
/** What tells that the numbers are none of the lines' own, as they are in `ip addr` and in listings. */
const OWN_TEXT =
  /^(?:\*[a-z]+$|-A \S|\[\d+:\d+\] -A|:\S+ (?:ACCEPT|DROP|-)(?:\s|$)|Chain \S+ \(|# Generated|\d+: [\w@.-]+: <|default via |create \S+ (?:hash|bitmap|list):)/;
/** `412:-A KUBE-SERVICES`, `node.txt:-A KUBE-SERVICES`: what grep -n and -H put there. */
const GREP =
  /^(?:[\w./][\w./-]{0,119}[:-])?(?:\d{1,9}[:-])?(?=(?:\[\d+:\d+\] )?-[AIDRNP] [\w-]|:[A-Z][\w-]+ (?:ACCEPT|DROP|-) \[)/;

interface Numbered {
  readonly index: number;
  readonly length: number;
  /** True where the line alone tells it. */
  readonly sure: boolean;
}

/** The numbers of `cat -n`, of an editor or of `grep -n`. */
function takeOffNumbers(moved: MovedLines): void {
  let run: Numbered[] = [];
  let last = -1;
  let own = false;
  const finish = () => {
    const all = own && run.length >= FEWEST;
    for (const { index, length, sure } of run) if (all || sure) moved.cut(index, length);
    run = [];
    own = false;
  };
  for (const index of moved.unprinted) {
    const line = moved.at(index);
    if (!mayBegin(line.trimStart())) continue;
    const [whole, digits] = NUMBER.exec(line) ?? [];
    const grep = GREP.exec(line)?.[0].length ?? 0;
    if (whole === undefined) finish();
    else if (run.length > 0 && Number(digits) !== last + 1) finish();
    if (whole !== undefined || grep > 0)
      run.push({ index, length: grep > 0 ? grep : (whole?.length ?? 0), sure: grep > 0 });
    last = Number(digits);
    own ||= whole !== undefined && OWN_TEXT.test(line.slice(whole.length).trimStart());
  }
  finish();
}
