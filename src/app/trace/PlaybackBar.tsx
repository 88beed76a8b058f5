import {
  ChevronFirst,
  ChevronLast,
  ChevronLeft,
  ChevronRight,
  ChevronsLeft,
  ChevronsRight,
  Pause,
  Play,
} from "lucide-react";
import { memo, useState } from "react";
import { IconButton } from "../shell/IconButton";
import { jump, type Stride } from "./jumps";
import { SPEEDS, type Playback } from "./playback";
import styles from "./PlaybackBar.module.css";
import { Timeline } from "./Timeline";

const STRIDES: readonly Stride[] = ["rule", "chain", "hook"];

/** The player of the walk. */
export const PlaybackBar = memo(function PlaybackBar({ playback }: { readonly playback: Playback }) {
  const { steps, step, playing, speed, goTo, toggle, setSpeed } = playback;
  const last = steps.length - 1;
  const atStart = step === 0;
  const atEnd = step >= last;
  return (
    <fieldset className={styles.bar} aria-label="Playback">
      <IconButton
        label="First step"
        keys="Home"
        disabled={atStart}
        onPress={() => {
          goTo(0);
        }}
      >
        <ChevronFirst size={18} aria-hidden />
      </IconButton>
      <IconButton
        label="Previous step"
        keys="←"
        disabled={atStart}
        onPress={() => {
          goTo(step - 1);
        }}
      >
        <ChevronLeft size={18} aria-hidden />
      </IconButton>
      <button
        type="button"
        className={styles.play}
        aria-label={playing ? "Pause" : "Play"}
        title={playing ? "Pause (Space)" : "Play (Space)"}
        disabled={last < 1}
        onClick={toggle}
      >
        {playing ? <Pause size={16} aria-hidden /> : <Play size={16} aria-hidden />}
      </button>
      <IconButton
        label="Next step"
        keys="→"
        disabled={atEnd}
        onPress={() => {
          goTo(step + 1);
        }}
      >
        <ChevronRight size={18} aria-hidden />
      </IconButton>
      <IconButton
        label="Last step"
        keys="End"
        disabled={atEnd}
        onPress={() => {
          goTo(last);
        }}
      >
        <ChevronLast size={18} aria-hidden />
      </IconButton>
      <Timeline playback={playback} />
      <p className={styles.count}>{last < 0 ? "" : `${String(step + 1)} / ${String(last + 1)}`}</p>
      <Leaps playback={playback} />
      <select
        className={styles.choice}
        aria-label="Speed"
        title="Speed (< and >)"
        value={speed}
        onChange={(event) => {
          const chosen = SPEEDS.find((one) => String(one) === event.currentTarget.value);
          if (chosen !== undefined) setSpeed(chosen);
        }}
      >
        {SPEEDS.map((one) => (
          <option key={one} value={one}>
            {one}×
          </option>
        ))}
      </select>
    </fieldset>
  );
});

/** Further than a step at once, and how far that is. */
function Leaps({ playback: { steps, step, leap } }: { readonly playback: Playback }) {
  const [stride, setStride] = useState<Stride>("chain");
  return (
    <div className={styles.leaps}>
      <IconButton
        label={`Previous ${stride}`}
        disabled={jump(steps, step, stride, "back") === step}
        onPress={() => {
          leap(stride, "back");
        }}
      >
        <ChevronsLeft size={18} aria-hidden />
      </IconButton>
      <select
        className={styles.choice}
        aria-label="Leap by"
        value={stride}
        onChange={(event) => {
          setStride(STRIDES.find((one) => one === event.currentTarget.value) ?? stride);
        }}
      >
        {STRIDES.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
      <IconButton
        label={`Next ${stride}`}
        disabled={jump(steps, step, stride, "forth") === step}
        onPress={() => {
          leap(stride, "forth");
        }}
      >
        <ChevronsRight size={18} aria-hidden />
      </IconButton>
    </div>
  );
}
