import { clsx } from "clsx";
import { useEffect, useEffectEvent } from "react";
import styles from "./Missing.module.css";
import { TryAgain } from "./TryAgain";

interface Props {
  /** True where something stands in the part's place, over whose foot this is said. */
  readonly over: boolean;
  readonly onAgain: () => void;
}

/** Says that a part of the page could not be fetched. It is tried again when the network comes back, or when asked. */
export function Missing({ over, onAgain }: Props) {
  const again = useEffectEvent(onAgain);
  useEffect(() => {
    const online = () => {
      again();
    };
    addEventListener("online", online);
    return () => {
      removeEventListener("online", online);
    };
  }, []);
  return (
    <p role="alert" className={clsx(styles.missing, over && styles.over)}>
      This part of the page could not be fetched. Is the network there? <TryAgain onAgain={onAgain} />
    </p>
  );
}
