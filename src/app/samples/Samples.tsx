import { BookOpen } from "lucide-react";
import { SAMPLES } from "../../../samples";
import { openSample } from "../opening";
import { Panel } from "../shell/Panel";
import styles from "./Samples.module.css";

export function Samples() {
  return (
    <Panel name="Samples" icon={<BookOpen size={16} aria-hidden />}>
      {(close) => (
        <ul className={styles.list}>
          {SAMPLES.map((sample) => (
            <li key={sample.id}>
              <button
                type="button"
                className={styles.sample}
                onClick={() => {
                  close();
                  void openSample(sample);
                }}
              >
                <strong>{sample.title}</strong>
                <span>{sample.about}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
