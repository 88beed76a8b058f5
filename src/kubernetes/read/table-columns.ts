/**
 * The columns of a table that kubectl prints, and the cells of its rows: by where the header's words stand, or by their
 * order where blanks were lost on the way.
 */
export interface Column {
  readonly name: string;
  /** Where it begins, from 0. */
  readonly from: number;
}

const HEADER = /^\s*(?:NAMESPACE\s+)?NAME\s+[A-Z]/;

/** True for the first line of a table of kubectl. */
export function isTableHeader(line: string): boolean {
  return HEADER.test(line) && /\sAGE(?:\s|$)/.test(line) && !/[a-z]/.test(line.slice(0, line.indexOf("AGE")));
}

const AGE = String.raw`(?:\d{1,6}[smhdy]){1,3}|<unknown>|<invalid>`;
const NAME = String.raw`[a-z0-9][a-z0-9./:-]*`;
const WHOLE_AGE = new RegExp(`^(?:${AGE})$`);
const WHOLE_NAME = new RegExp(`^${NAME}$`);

/** Rows that were picked out of a table, as by grep, and the header that stood above them. */
const ROWS: readonly (readonly [RegExp, string])[] = [
  [
    row(
      String.raw`(?:ClusterIP|NodePort|LoadBalancer|ExternalName)\s+\S+\s+\S+\s+(?:\d[\d:]*\/[A-Z]+\S*|<none>)\s+(?:AGE)(?:\s|$)`,
    ),
    "NAME TYPE CLUSTER-IP EXTERNAL-IP PORT(S) AGE SELECTOR",
  ],
  [
    row(String.raw`\d+\/\d+\s+[A-Z][\w:/-]*\s+\d+(?:\s\([^)]*\))?\s+(?:AGE)(?:\s|$)`),
    "NAME READY STATUS RESTARTS AGE IP NODE NOMINATED-NODE READINESS-GATES",
  ],
  [row(String.raw`IPv[46]\s+\S+\s+\S+(?: \+ \d+ more\.\.\.)?\s+(?:AGE)\s*$`), "NAME ADDRESSTYPE PORTS ENDPOINTS AGE"],
  [row(String.raw`\[?[\da-f.:]+\]?:\d+\S*(?: \+ \d+ more\.\.\.)?\s+(?:AGE)\s*$`), "NAME ENDPOINTS AGE"],
  [
    row(String.raw`(?:Not)?Ready(?:,\S+)?\s+\S+\s+(?:AGE)\s+v\d\S*(?:\s|$)`),
    "NAME STATUS ROLES AGE VERSION INTERNAL-IP EXTERNAL-IP OS-IMAGE",
  ],
];

function row(rest: string): RegExp {
  return new RegExp(String.raw`^\s*(?:(${NAME})\s+)?${NAME}\s+${rest.replace("AGE", AGE)}`);
}

/** The header that a row without one belongs below; undefined for a line that is no such row. */
export function impliedHeader(line: string): string | undefined {
  for (const [shape, header] of ROWS) {
    const found = shape.exec(line);
    if (found) return found[1] === undefined ? header : `NAMESPACE ${header}`;
  }
  return undefined;
}

/** The columns of a header. */
export function columnsOf(header: string): Column[] {
  // Two blanks and more part columns whose names may hold one: NOMINATED NODE.
  const spaced = /\S {2,}\S/.test(header);
  return [...header.matchAll(spaced ? /\S+(?: \S+)*/g : /\S+/g)].map((found) => ({
    name: found[0],
    from: found.index,
  }));
}

/** The cells of a row by the names of their columns; undefined for a line that is no row of such a table. */
export function cellsOf(line: string, columns: readonly Column[]): ReadonlyMap<string, string> | undefined {
  const cells = byPlace(line, columns) ?? byOrder(line, columns);
  const age = cells.get("AGE");
  const named = cells.get("NAME") ?? "";
  return age !== undefined && WHOLE_AGE.test(age) && WHOLE_NAME.test(named) ? cells : undefined;
}

function byPlace(line: string, columns: readonly Column[]): Map<string, string> | undefined {
  const cells = new Map<string, string>();
  for (const [index, { name, from }] of columns.entries()) {
    if (from >= line.length) break;
    if (from > 0 && line[from - 1] !== " ") return undefined;
    const cell = line.slice(from, columns[index + 1]?.from);
    if (cell.startsWith(" ") && cell.trim() !== "") return undefined;
    cells.set(name, cell.trim());
  }
  return cells;
}

/** What belongs to the cell before it though a blank stands between: `1 (2d ago)`, `10.0.0.1:80 + 2 more...`. */
const WORDS = /\S+(?: \(\S+ ago\)| \+ \d+ more\.\.\.)?/g;

function byOrder(line: string, columns: readonly Column[]): Map<string, string> {
  const words = [...line.matchAll(WORDS)].map(([word]) => word);
  return new Map(columns.flatMap(({ name }, index) => (index < words.length ? [[name, words[index] ?? ""]] : [])));
}
