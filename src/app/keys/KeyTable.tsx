import { type Act, KEYS, type Key } from "./keys";
import styles from "./KeyTable.module.css";
import { switchLetterKeys, useLetterKeys } from "./letter-keys";

const DOES: Readonly<Record<Act, string>> = {
  play: "Play, or pause",
  next: "Next step",
  previous: "Previous step",
  nextChain: "Next chain",
  previousChain: "Previous chain",
  nextRule: "Next rule",
  previousRule: "Previous rule",
  nextHook: "Next hook",
  previousHook: "Previous hook",
  first: "First step",
  last: "Last step",
  faster: "Faster",
  slower: "Slower",
  present: "Present, or stop presenting",
  nextClause: "Point at the next clause of the rule",
  previousClause: "Point at the clause before",
  leave: "Stop presenting",
  follow: "Follow the packet",
  view: "Walk, or Map",
  alone: "The path alone, or everything",
  release: "Let go of the chain that is chosen",
  search: "Search chains, Services, rules, actions",
  dump: "Show or hide the dump",
  steps: "Show or hide the list of steps",
  undo: "Undo",
  redo: "Redo",
  keys: "These keys",
};

/** What a keyboard has for tinykeys' names. */
const NAMES: Readonly<Record<string, string>> = {
  ArrowRight: "→",
  ArrowLeft: "←",
  ArrowDown: "↓",
  ArrowUp: "↑",
  Escape: "Esc",
  $mod: "Ctrl",
};

/** Every key and what it does. */
export function KeyTable() {
  const letters = useLetterKeys();
  return (
    <div className={styles.all}>
      {KEYS.map(({ about, keys }) => (
        <section key={about}>
          <h3 className={styles.about}>{about}</h3>
          <dl className={styles.keys}>
            {keys.map((key) => (
              <Row key={key.presses.join(" ")} row={key} off={key.letter && !letters} />
            ))}
          </dl>
        </section>
      ))}
      <label className={styles.letters}>
        <input
          type="checkbox"
          checked={letters}
          onChange={(event) => {
            switchLetterKeys(event.currentTarget.checked);
          }}
        />
        Keys of one letter
      </label>
    </div>
  );
}

function Row({ row, off }: { readonly row: Key; readonly off: boolean }) {
  return (
    <div className={styles.row} data-off={off}>
      <dt>
        {namesOf(row).map((name) => (
          <kbd key={name} className={styles.key}>
            {name}
          </kbd>
        ))}
      </dt>
      <dd>{off ? <s>{DOES[row.act]}</s> : DOES[row.act]}</dd>
    </div>
  );
}

/** As they stand on a keyboard. */
function namesOf({ presses: [press = ""] }: Key): readonly string[] {
  return press.split("+").map((name) => NAMES[name] ?? (name.length === 1 ? name.toUpperCase() : name));
}
