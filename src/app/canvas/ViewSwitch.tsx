/** How the picture is looked at: its view, and whether what the packet does not touch is there. */
import { Map as MapSign, Waypoints } from "lucide-react";
import { chooseView, usePage } from "../page-store";
import { setAlone, useLooking } from "./looking";
import styles from "./ViewSwitch.module.css";

const VIEWS = [
  {
    view: "walk",
    label: "Walk",
    hint: "A row for each hook and table, in the order in which the kernel asks them",
    Sign: Waypoints,
  },
  { view: "map", label: "Map", hint: "Each chain once, a lane for each table", Sign: MapSign },
] as const;

export function ViewSwitch() {
  const view = usePage((page) => page.snapshot.view);
  const alone = useLooking((looking) => looking.alone);
  return (
    <div className={styles.switch}>
      <div className={styles.views} role="radiogroup" aria-label="View">
        {VIEWS.map(({ view: one, label, hint, Sign }) => (
          <label key={one} className={styles.view} title={hint}>
            <input
              type="radio"
              name="view"
              className={styles.radio}
              checked={one === view}
              onChange={() => {
                chooseView(one);
              }}
            />
            <Sign size={14} aria-hidden />
            {label}
          </label>
        ))}
      </div>
      <button
        type="button"
        className={styles.alone}
        aria-pressed={alone}
        title="Hide what the packet does not touch"
        onClick={() => {
          setAlone(!alone);
        }}
      >
        Path alone
      </button>
    </div>
  );
}
