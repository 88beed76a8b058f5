/**
 * Work that takes longer than a moment is told, and Esc gives it up.
 */
import { useEffect, useEffectEvent, useState } from "react";

/** What is done within it needs no words. */
const MOMENT_MS = 150;

/** True once `working` has been true for longer than a moment; Esc then calls `giveUp`, where nothing else took the key. */
export function useLongWork(working: boolean, giveUp: () => void): boolean {
  const [long, setLong] = useState(false);
  if (long && !working) setLong(false);
  useEffect(() => {
    if (!working) return;
    const timer = setTimeout(() => {
      setLong(true);
    }, MOMENT_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [working]);
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.defaultPrevented) giveUp();
  });
  useEffect(() => {
    if (!long) return;
    addEventListener("keydown", press);
    return () => {
      removeEventListener("keydown", press);
    };
  }, [long]);
  return long && working;
}
