/** Which family's rules the picture shows while no packet goes through it. */
import type { Family } from "../../netfilter/address";
import { lookAtFamily, useLookedFamily } from "./looking";
import styles from "./ViewSwitch.module.css";

const FAMILIES = [
  { family: 4, label: "IPv4", hint: "The rules of iptables" },
  { family: 6, label: "IPv6", hint: "The rules of ip6tables" },
] as const;

export function FamilySwitch({ shown }: { readonly shown: Family }) {
  const chosen = useLookedFamily() ?? shown;
  return (
    <div className={styles.switch}>
      <div className={styles.views} role="radiogroup" aria-label="Rules of">
        {FAMILIES.map(({ family, label, hint }) => (
          <label key={family} className={styles.view} title={hint}>
            <input
              type="radio"
              name="family"
              className={styles.radio}
              checked={family === chosen}
              onChange={() => {
                lookAtFamily(family);
              }}
            />
            {label}
          </label>
        ))}
      </div>
    </div>
  );
}
