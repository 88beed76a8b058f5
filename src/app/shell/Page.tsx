import { useCallback, useDeferredValue, useMemo, useState } from "react";
import { askAgain, useConnection, useDump, useWalk } from "../answers";
import { toggleKeysPanel } from "../keys/KeysPanel";
import { useKeys } from "../keys/keys";
import { namesOf, StoryNamesContext } from "../names/names";
import { otherClause, usePointer } from "../present/clause";
import { beginPresenting, endPresenting, usePresenting } from "../present/presenting";
import { Strip } from "../present/Strip";
import { openPalette, usePaletteOpen } from "../search/palette-open";
import { PacketBar } from "../packet/PacketBar";
import { chooseLeg, chooseOutcome, goToStation, sayOf, redo, undo, usePage } from "../page-store";
import type { Jump } from "../source/DumpEditor";
import { EmptyPicture } from "../samples/EmptyPicture";
import { Source } from "../source/Source";
import { otherSpeed, usePlayback } from "../trace/playback";
import { PlaybackBar } from "../trace/PlaybackBar";
import { Steps } from "../trace/Steps";
import { StepSaid } from "../trace/StepSaid";
import { Assumptions } from "../verdict/Assumptions";
import { Legs } from "../verdict/Legs";
import { missingWords, staleWords } from "../verdict/missing-words";
import { Outcomes } from "../verdict/Outcomes";
import { Verdict } from "../verdict/Verdict";
import { Way } from "../verdict/Way";
import { Header } from "./Header";
import { useFirstSight } from "./first-sight";
import { laterPart, Nothing } from "./later-part";
import { useNarrow } from "./narrow";
import styles from "./Page.module.css";
import { usePane } from "./pane";
import { paneSize, Splitter } from "./Splitter";
import { TryAgain } from "./TryAgain";
import { WalkPicture } from "./WalkPicture";

const Caption = laterPart(async () => (await import("../present/Caption")).Caption);
const Connection = laterPart(async () => (await import("../connection/Connection")).Connection);
const Palette = laterPart(async () => (await import("../search/Palette")).Palette, { Meanwhile: Nothing });
const RuleTip = laterPart(async () => (await import("../tips/RuleTip")).RuleTip, { Meanwhile: Nothing });

export function Page() {
  const text = usePage((page) => page.snapshot.text);
  const answering = usePage((page) => page.snapshot.answer !== null);
  const wantedOutcome = usePage((page) => page.snapshot.answer ?? page.snapshot.outcome);
  const both = usePage((page) => page.snapshot.both);
  const request = usePage((page) => page.snapshot.outcome);
  const { dump, reading, failure } = useDump();
  const { walked, errors, unanswered, failure: walkFailure } = useWalk(dump);
  const told = walked !== null || unanswered !== null || errors.length > 0 || (failure ?? walkFailure) !== null;
  const settled = told || dump?.walkable === false;
  const seen = useFirstSight(settled);
  const outcomes = walked?.story.outcomes ?? [];
  const chosen = Math.min(unanswered === null ? wantedOutcome : request, Math.max(0, outcomes.length - 1));
  const outcome = outcomes[chosen] ?? null;
  const end = unanswered === null ? outcome : null;
  // Until the packet is told, the rules alone are there to be seen.
  const bare = seen && walked === null && errors.length > 0 ? (dump?.families[0] ?? null) : null;
  const story = walked?.story;
  const names = useMemo(() => namesOf(dump, story), [dump, story]);
  const connection = useConnection(walked, request, both);
  const playback = usePlayback(outcome?.steps ?? NO_STEPS);
  const { step, playing, goTo, leap, speed, setSpeed } = playback;
  // The walk is told first; the editor comes behind it.
  const standing = useDeferredValue(useMemo(() => walked && { walked, outcome: chosen, step }, [walked, chosen, step]));
  const shownSteps = useDeferredValue(playback.steps);
  const shownStep = useDeferredValue(step);
  const [jump, setJump] = useState<Jump | null>(null);
  const narrow = useNarrow();
  const searching = usePaletteOpen();
  const presenting = usePage((page) => page.snapshot.present);
  usePresenting(presenting);
  const pointer = usePointer(step);
  const current = outcome?.steps[step] ?? null;
  const pointOn = (direction: "next" | "previous") => {
    pointer.point(otherClause(pointer.clause, current?.conditions.length ?? 0, direction));
  };
  const dumpPane = usePane("dump", 304, 240, 760);
  const stepsPane = usePane("steps", 440, 300, 900);

  useKeys({
    play: playback.toggle,
    next: () => {
      goTo(Math.min(step + 1, playback.steps.length - 1));
    },
    previous: () => {
      goTo(step - 1);
    },
    first: () => {
      goTo(0);
    },
    last: () => {
      goTo(playback.steps.length - 1);
    },
    nextRule: () => {
      leap("rule", "forth");
    },
    previousRule: () => {
      leap("rule", "back");
    },
    nextChain: () => {
      leap("chain", "forth");
    },
    previousChain: () => {
      leap("chain", "back");
    },
    nextHook: () => {
      leap("hook", "forth");
    },
    previousHook: () => {
      leap("hook", "back");
    },
    faster: () => {
      setSpeed(otherSpeed(speed, "faster"));
    },
    slower: () => {
      setSpeed(otherSpeed(speed, "slower"));
    },
    search: () => {
      openPalette();
    },
    present: presenting ? endPresenting : beginPresenting,
    ...(presenting
      ? {
          leave: endPresenting,
          nextClause: () => {
            pointOn("next");
          },
          previousClause: () => {
            pointOn("previous");
          },
        }
      : {
          dump: () => {
            dumpPane.setOpen(!dumpPane.open);
          },
          steps: () => {
            stepsPane.setOpen(!stepsPane.open);
          },
        }),
    keys: toggleKeysPanel,
    undo,
    redo,
  });

  const { setOpen: setDumpOpen } = dumpPane;
  const goToLine = useCallback(
    (line: number) => {
      setDumpOpen(true);
      setJump({ line, column: 1, focus: false });
    },
    [setDumpOpen],
  );

  const source = (
    <div key="source" className={styles.dump} hidden={presenting || (!dumpPane.open && !narrow)}>
      <Source
        dump={dump}
        reading={reading}
        failure={failure}
        steps={shownSteps}
        step={shownStep}
        onStep={goTo}
        jump={jump}
      />
    </div>
  );
  const steps = (
    <div key="steps" className={styles.steps} hidden={presenting || (!stepsPane.open && !narrow)}>
      {both ? (
        <Connection
          connection={connection}
          leg={answering && unanswered === null ? "answer" : "request"}
          step={step}
          onStation={goToStation}
        />
      ) : (
        <Steps walked={walked} outcome={chosen} current={step} pointer={pointer} onStep={goTo} onLine={goToLine} />
      )}
    </div>
  );
  const picture = (
    <div key="picture" className={styles.picture}>
      {!outcome && text.trim() === "" && <EmptyPicture />}
      <WalkPicture
        walked={seen ? walked : null}
        outcome={chosen}
        bare={bare}
        shown={outcome !== null || bare !== null}
        onStep={goTo}
        onRule={goToLine}
        playing={playing}
        bothFamilies={dump?.families.length === 2}
      />
    </div>
  );
  const caption = presenting && walked && current && (
    <Caption key="caption" walked={walked} step={current} pointer={pointer} />
  );
  const player = <PlaybackBar key="player" playback={playback} />;
  const work = (
    <div key="work" className={styles.work}>
      <div className={styles.ask} hidden={presenting}>
        <PacketBar dump={dump} errors={errors} notes={walked?.notes ?? NO_NOTES} />
      </div>
      <div
        className={styles.walk}
        data-steps={stepsPane.open}
        data-walked={walked !== null || !settled}
        style={paneSize("--steps-width", stepsPane)}
      >
        <div key="end" className={styles.end} hidden={presenting}>
          <Verdict
            outcome={end}
            missing={missingWords({ text, dump, errors, unanswered, failure: walkFailure })}
            stale={staleWords({ errors, failure: walkFailure })}
          />
          {walkFailure && <TryAgain onAgain={askAgain} />}
          {(outcome ?? unanswered) !== null && (
            <div className={styles.legs}>
              <Legs leg={both ? "both" : answering ? "back" : "there"} onChoose={chooseLeg} />
            </div>
          )}
          {outcome && <Way way={outcome.way} step={step} onStep={goTo} />}
          {walked && unanswered === null && <Outcomes story={walked.story} chosen={chosen} onChoose={chooseOutcome} />}
          {walked && outcome && <Assumptions assumptions={outcome.assumptions} filled={walked.filled} onSay={sayOf} />}
        </div>
        {narrow
          ? [steps, picture, caption, player]
          : [
              picture,
              caption,
              player,
              <Splitter key="line" label="Width of the steps" pane={stepsPane} side="right" />,
              steps,
            ]}
        <StepSaid step={playing ? null : current} number={step + 1} count={playback.steps.length} />
      </div>
    </div>
  );

  return (
    <div className={styles.page} data-presenting={presenting}>
      {presenting ? <Strip outcome={end} /> : <Header dump={dumpPane} steps={stepsPane} standing={standing} />}
      <main className={styles.panes} data-dump={dumpPane.open} style={paneSize("--dump-width", dumpPane)}>
        <StoryNamesContext value={names}>
          {narrow
            ? [work, source]
            : [source, <Splitter key="line" label="Width of the dump" pane={dumpPane} side="left" />, work]}
        </StoryNamesContext>
      </main>
      <RuleTip />
      {searching && (
        <Palette
          acts={{
            play: playback.toggle,
            first: () => {
              goTo(0);
            },
            last: () => {
              goTo(playback.steps.length - 1);
            },
          }}
          onLine={goToLine}
        />
      )}
    </div>
  );
}

const NO_STEPS = [] as const;
const NO_NOTES = [] as const;
