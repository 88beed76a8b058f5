/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-to-interactive-role, jsx-a11y/no-noninteractive-element-interactions -- the keys are the field's, as
   the ARIA pattern of a combobox has it. */
import { Search } from "lucide-react";
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useRef, useState } from "react";
import { useAnswer } from "../answers";
import { useLooking } from "../canvas/looking";
import { usePage } from "../page-store";
import { showsRule } from "../tips/rule-place";
import { actionsNow, actionsWith, type WalkActs } from "./actions";
import { actionOption, type Option, optionsOf } from "./options";
import { closePalette, usePaletteQuery } from "./palette-open";
import styles from "./Palette.module.css";

interface Props {
  readonly acts: WalkActs;
  readonly onLine: (line: number) => void;
}

/** So many findings are shown; another letter finds the others. */
const SHOWN = 40;

/** Finds chains, Services, addresses, rules and actions, and goes there. */
export function Palette({ acts, onLine }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const [query, setQuery] = useState(usePaletteQuery());
  const [active, setActive] = useState(0);
  /** True where Enter was pressed before the answer to the last letter was there. */
  const [hurried, setHurried] = useState(false);
  const { options, answered } = useOptions(useDeferredValue(query), acts, onLine);
  const fresh = answered === query.trim();
  const chosen = options[Math.min(active, options.length - 1)];

  useEffect(() => {
    dialog.current?.showModal();
  }, []);

  useEffect(() => {
    document.getElementById(`${id} ${chosen?.key ?? ""}`)?.scrollIntoView({ block: "nearest" });
  }, [id, chosen]);

  const close = () => {
    // Closing by itself gives the focus back to where it was.
    dialog.current?.close();
  };
  const take = (option: Option) => {
    close();
    option.act();
  };
  const press = (event: KeyboardEvent) => {
    const moved = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (moved !== undefined) {
      event.preventDefault();
      const last = options.length - 1;
      const to = Math.min(active, last) + moved;
      const round = Math.abs(moved) === 1 ? (to + options.length) % Math.max(1, options.length) : to;
      setActive(Math.min(Math.max(0, round), last));
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (!fresh) setHurried(true);
      else if (chosen) take(chosen);
    }
  };

  useEffect(() => {
    if (!hurried || !fresh || !chosen) return;
    dialog.current?.close();
    chosen.act();
  }, [hurried, fresh, chosen]);

  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-label="Search"
      onClose={() => {
        closePalette();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) close();
      }}
    >
      <div className={styles.field}>
        <Search size={16} aria-hidden />
        <input
          className={styles.input}
          role="combobox"
          aria-label="Search chains, Services, addresses, rules and actions"
          aria-expanded
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={chosen ? `${id} ${chosen.key}` : undefined}
          placeholder="Chain, Service, address, rule, line 51, or what to do"
          spellCheck={false}
          autoComplete="off"
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            setActive(0);
            setHurried(false);
          }}
          onKeyDown={press}
        />
        <kbd className={styles.key}>Esc</kbd>
      </div>
      <ul className={styles.list} id={id} role="listbox" aria-label="Found">
        {options.map((option) => (
          <li
            key={option.key}
            id={`${id} ${option.key}`}
            role="option"
            className={styles.option}
            aria-selected={option === chosen}
            onPointerMove={() => {
              setActive(options.indexOf(option));
            }}
            onClick={() => {
              take(option);
            }}
          >
            <span className={styles.kind}>{option.kind}</span>
            <span className={option.mono ? styles.mono : styles.title} {...(option.rule && showsRule(option.rule))}>
              <span data-at={option.rule && 0}>{option.title}</span>
            </span>
            <span className={styles.place}>{option.place}</span>
          </li>
        ))}
        {options.length === 0 && <li className={styles.none}>Nothing of the dump holds these words.</li>}
      </ul>
    </dialog>
  );
}

interface Offered {
  readonly options: readonly Option[];
  /** The query that they answer. */
  readonly answered: string | undefined;
}

/** Actions whose name begins so, what the engine finds, and other actions; all actions where nothing is typed. */
function useOptions(query: string, acts: WalkActs, onLine: (line: number) => void): Offered {
  const view = usePage((page) => page.snapshot.view);
  const alone = useLooking((looking) => looking.alone);
  // An empty query readies the engine for the first letter.
  const sought = query.trim();
  const answer = useAnswer(["search", sought], async (engine, dump) => ({
    sought,
    found: await engine.search(dump, sought, SHOWN),
  }));
  const actions = actionsWith(actionsNow(acts, view, alone), query).map(actionOption);
  if (sought === "") return { options: actions, answered: sought };
  const first = actions.filter(({ title }) => title.toLowerCase().startsWith(sought.toLowerCase()));
  const others = actions.filter((action) => !first.includes(action));
  return { options: [...first, ...optionsOf(answer?.found ?? [], onLine), ...others], answered: answer?.sought };
}
