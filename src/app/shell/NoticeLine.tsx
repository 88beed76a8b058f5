import type { ReactNode } from "react";
import { X } from "lucide-react";
import { tell, undo, usePage } from "../page-store";
import { IconButton } from "./IconButton";
import styles from "./NoticeLine.module.css";

interface Props {
  /** What stands there when there is nothing to say. */
  readonly quiet: ReactNode;
}

/** The line that says what just happened, with the way back. */
export function NoticeLine({ quiet }: Props) {
  const notice = usePage((page) => page.notice);
  return (
    <div className={styles.room}>
      {notice === null && quiet}
      <div role={notice?.tone === "wrong" ? "alert" : "log"} aria-label="Notice">
        {notice && (
          <p className={styles.notice} data-tone={notice.tone}>
            <span>{notice.text}</span>
            {notice.undo && (
              <button type="button" className={styles.undo} onClick={undo}>
                Undo
              </button>
            )}
            <IconButton
              label="Close this line"
              onPress={() => {
                tell(null);
              }}
            >
              <X size={14} aria-hidden />
            </IconButton>
          </p>
        )}
      </div>
    </div>
  );
}
