import { CALLED, isKind, WITH_FAMILY, WITHOUT_TABLE } from "../../paste/kind";
import { TABLE_NAMES, type SaidOfSection } from "../../paste/reading";
import type { SectionStory } from "../../paste/section-story";
import { sayOfSection, usePage } from "../page-store";
import styles from "./Sections.module.css";

interface Props {
  readonly section: SectionStory;
}

const NOTHING: SaidOfSection = {};

/** Says what some lines really are; each answer counts at once. */
export function SectionForm({ section }: Props) {
  const { name, kind, first, last, family, tables } = section;
  const said = usePage((page) => page.snapshot.reading.said[name]) ?? NOTHING;
  const say = (change: { readonly [Word in keyof SaidOfSection]: SaidOfSection[Word] | undefined }) => {
    const kept = Object.entries({ ...said, ...change }).filter(([, value]) => value !== undefined);
    sayOfSection(name, kept.length === 0 ? null : Object.fromEntries(kept));
  };
  const foundKind = name.replace(/-\d+$/, "");
  return (
    <div className={styles.fields}>
      <p className={styles.lines}>
        Lines {first.toLocaleString("en")} to {last.toLocaleString("en")}
      </p>
      {kind !== "noise" && (
        <label className={styles.use}>
          <input
            type="checkbox"
            checked={said.off !== true}
            onChange={(event) => {
              say({ off: event.currentTarget.checked ? undefined : true });
            }}
          />
          Use these lines
        </label>
      )}
      <Answer
        label="They are"
        value={kind}
        choices={Object.entries(CALLED)}
        onChoose={(word) => {
          say({ kind: isKind(word) && word !== foundKind ? word : undefined });
        }}
      />
      {WITHOUT_TABLE.has(kind) && (
        <Answer
          label="of the table"
          value={said.table ?? ""}
          choices={[
            ["", said.table === undefined && tables.length > 0 ? `as found: ${tables.join(", ")}` : "as found"],
            ...TABLE_NAMES.map((table) => [table, table] as const),
          ]}
          onChoose={(word) => {
            say({ table: TABLE_NAMES.find((table) => table === word) });
          }}
        />
      )}
      {WITH_FAMILY.has(kind) && (
        <Answer
          label="of"
          value={said.family === undefined ? "" : String(said.family)}
          choices={[
            ["", said.family === undefined && family !== null ? `as found: IPv${String(family)}` : "as found"],
            ["4", "IPv4"],
            ["6", "IPv6"],
          ]}
          onChoose={(word) => {
            say({ family: word === "4" ? 4 : word === "6" ? 6 : undefined });
          }}
        />
      )}
    </div>
  );
}

interface AnswerProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly (readonly [value: string, words: string])[];
  readonly onChoose: (value: string) => void;
}

function Answer({ label, value, choices, onChoose }: AnswerProps) {
  return (
    <label className={styles.answer}>
      <span>{label}</span>
      <select
        value={value}
        onChange={(event) => {
          onChoose(event.currentTarget.value);
        }}
      >
        {choices.map(([choice, words]) => (
          <option key={choice} value={choice}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
