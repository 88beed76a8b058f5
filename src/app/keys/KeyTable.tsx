import { KEYS, type Key } from "./keys";
import styles from "./KeyTable.module.css";
import { switchLetterKeys, useLetterKeys } from "./letter-keys";

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
        {row.shown.map((name) => (
          <kbd key={name} className={styles.key}>
            {name}
          </kbd>
        ))}
      </dt>
      <dd>{off ? <s>{row.does}</s> : row.does}</dd>
    </div>
  );
}
