import { useState } from "react";
import { WalkCanvas } from "../canvas/WalkCanvas";
import { useDump, useGraph, useWalk } from "../answers";
import { PacketBar } from "../packet/PacketBar";
import { chooseLeg, chooseOutcome, usePage } from "../page-store";
import type { FieldError } from "../../netfilter/read/packet";
import type { Dump } from "../../worker/engine";
import type { Jump } from "../source/DumpEditor";
import { Source } from "../source/Source";
import { usePlayback, usePlaybackKeys } from "../trace/playback";
import { PlaybackBar } from "../trace/PlaybackBar";
import { Steps } from "../trace/Steps";
import { Assumptions } from "../verdict/Assumptions";
import { Legs } from "../verdict/Legs";
import { Outcomes } from "../verdict/Outcomes";
import { Verdict } from "../verdict/Verdict";
import { Way } from "../verdict/Way";
import { Header } from "./Header";
import styles from "./Page.module.css";
import { paneSize, Splitter, useSplit } from "./Splitter";

export function Page() {
  const text = usePage((page) => page.snapshot.text);
  const answering = usePage((page) => page.snapshot.answer !== null);
  const wantedOutcome = usePage((page) => page.snapshot.answer ?? page.snapshot.outcome);
  const wantedStep = usePage((page) => page.snapshot.step);
  const { dump, failure } = useDump();
  const { walked, errors, unanswered, failure: walkFailure } = useWalk(dump);
  const outcomes = walked?.story.outcomes ?? [];
  const chosen = Math.min(wantedOutcome, Math.max(0, outcomes.length - 1));
  const outcome = outcomes[chosen] ?? null;
  const { graph, failure: graphFailure } = useGraph(walked, chosen);
  const playback = usePlayback(outcome?.steps.length ?? 0);
  usePlaybackKeys(playback);
  const [jump, setJump] = useState<Jump | null>(null);
  const dumpSplit = useSplit(328, 240, 760);
  const stepsSplit = useSplit(352, 280, 760);

  const goToLine = (line: number) => {
    setJump({ line, column: 1, focus: false });
  };

  return (
    <div className={styles.page}>
      <Header />
      <main className={styles.panes} style={paneSize("--dump-width", dumpSplit)}>
        <Source dump={dump} failure={failure} lit={outcome?.steps[playback.step]?.line ?? null} jump={jump} />
        <Splitter label="Width of the dump" split={dumpSplit} pane="left" />
        <div className={styles.stage}>
          <div className={styles.top}>
            <PacketBar dump={dump} errors={errors} />
            <div className={styles.end}>
              <Verdict
                outcome={outcome}
                missing={missingWords(text, dump, errors, unanswered, walkFailure)}
                stale={errors.length > 0}
              />
              {(outcome ?? unanswered) !== null && <Legs leg={answering ? "back" : "there"} onChoose={chooseLeg} />}
            </div>
            {outcome && <Way way={outcome.way} step={playback.step} onStep={playback.goTo} />}
            {walked && <Outcomes story={walked.story} chosen={chosen} onChoose={chooseOutcome} />}
            {walked && outcome && <Assumptions assumptions={outcome.assumptions} filled={walked.filled} />}
          </div>
          <div className={styles.walk} style={paneSize("--steps-width", stepsSplit)}>
            <div className={styles.picture}>
              <div className={styles.graph}>
                {graphFailure && (
                  <p className={styles.failure}>The picture could not be drawn: {graphFailure.message}.</p>
                )}
                {outcome && graph && (
                  <WalkCanvas
                    graph={graph}
                    // The picture may still be the one before: its end is another step than the new walk's.
                    step={Math.min(wantedStep, Math.max(0, graph.stops.length - 1))}
                    onStep={playback.goTo}
                    onRule={goToLine}
                    playing={playback.playing}
                  />
                )}
              </div>
              <PlaybackBar playback={playback} steps={outcome?.steps ?? []} />
            </div>
            <Splitter label="Width of the steps" split={stepsSplit} pane="right" />
            <Steps walked={walked} outcome={chosen} current={playback.step} onStep={playback.goTo} onLine={goToLine} />
          </div>
        </div>
      </main>
    </div>
  );
}

function missingWords(
  text: string,
  dump: Dump | undefined,
  errors: readonly FieldError[],
  unanswered: string | null,
  failure: Error | null,
): string | null {
  if (failure) return `The packet could not be walked: ${failure.message}.`;
  if (unanswered !== null) return `There is no answer. ${unanswered}.`;
  if (text.trim() === "") return "Paste the rules of a node, and the packet’s way appears here.";
  if (dump?.walkable === false) return "No rules were found in the dump, so there is nothing to walk through.";
  return errors.length > 0 ? "Say where the packet comes from and where it goes, and its way appears here." : null;
}
