import { ChevronFirst, ChevronLast, ChevronLeft, ChevronRight, Pause, Play } from "lucide-react";
import type { StepStory } from "../../telling/story";
import { IconButton } from "../shell/IconButton";
import type { Playback } from "./playback";
import styles from "./PlaybackBar.module.css";
import { placeOf } from "./step-words";

interface Props {
  readonly playback: Playback;
  readonly steps: readonly StepStory[];
}

/** The player of the walk. */
export function PlaybackBar({ playback, steps }: Props) {
  const { step, count, playing, goTo, toggle } = playback;
  const atStart = step === 0;
  const atEnd = step >= count - 1;
  const here = steps[step];
  return (
    <fieldset className={styles.bar} aria-label="Playback">
      <IconButton
        label="First step"
        disabled={atStart}
        onPress={() => {
          goTo(0);
        }}
      >
        <ChevronFirst size={18} aria-hidden />
      </IconButton>
      <IconButton
        label="Previous step"
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
        disabled={count < 2}
        onClick={toggle}
      >
        {playing ? <Pause size={16} aria-hidden /> : <Play size={16} aria-hidden />}
      </button>
      <IconButton
        label="Next step"
        disabled={atEnd}
        onPress={() => {
          goTo(step + 1);
        }}
      >
        <ChevronRight size={18} aria-hidden />
      </IconButton>
      <IconButton
        label="Last step"
        disabled={atEnd}
        onPress={() => {
          goTo(count - 1);
        }}
      >
        <ChevronLast size={18} aria-hidden />
      </IconButton>
      <input
        type="range"
        className={styles.slider}
        aria-label="Step"
        aria-valuetext={here ? `${String(step + 1)} of ${String(count)}: ${placeOf(here)}` : undefined}
        min={1}
        max={Math.max(1, count)}
        value={step + 1}
        disabled={count < 2}
        onChange={(event) => {
          goTo(event.currentTarget.valueAsNumber - 1);
        }}
      />
      <p className={styles.count}>{count === 0 ? "" : `${String(step + 1)} / ${String(count)}`}</p>
    </fieldset>
  );
}
