import { ArrowDownLeft, ArrowUpRight, CircleX, Flag, Info, Repeat2, Route, Server } from "lucide-react";
import type { ConnectionStory, EndsStory, RemarkStory, StationStory } from "../../telling/story";
import { NamedText } from "../names/NamedText";
import styles from "./Connection.module.css";

interface Props {
  /** Undefined until it is known. */
  readonly connection: ConnectionStory | undefined;
  /** The walk that is looked at, and its step. */
  readonly leg: StationStory["direction"];
  readonly step: number;
  readonly onStation: (direction: StationStory["direction"], step: number) => void;
}

/** A packet and its answer on one time line, with what each of the three sees of them. */
export function Connection({ connection, leg, step, onStation }: Props) {
  return (
    <section className={styles.room} aria-label="Connection">
      {connection && (
        <>
          {connection.remarks.length > 0 && <Remarks remarks={connection.remarks} onStation={onStation} />}
          <Views views={connection.views} />
          <ol className={styles.line} aria-label="There and back">
            {connection.stations.map((station, index) => (
              <li key={String(index)} className={styles.station} data-direction={station.direction}>
                <Station
                  station={station}
                  here={station.step !== null && station.direction === leg && station.step === step}
                  onStation={onStation}
                />
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

const SIGNS = {
  starts: ArrowUpRight,
  tracking: Info,
  nat: Repeat2,
  routing: Route,
  "far end": Server,
  ends: Flag,
  stops: CircleX,
} as const;

const CALLED = {
  starts: "Starts",
  tracking: "Connection tracking",
  nat: "NAT",
  routing: "Routing",
  "far end": "Far end",
  ends: "Ends",
  stops: "Stops",
} as const satisfies Record<StationStory["kind"], string>;

interface StationProps {
  readonly station: StationStory;
  readonly here: boolean;
  readonly onStation: Props["onStation"];
}

function Station({ station, here, onStation }: StationProps) {
  const { direction, kind, words, step } = station;
  const Sign = SIGNS[kind];
  const told = (
    <>
      <span className={styles.kind}>
        <Sign size={14} aria-hidden />
        {CALLED[kind]}
        <span className={styles.direction}>
          {direction === "request" ? "request" : "answer"}
          {direction === "request" ? <ArrowUpRight size={12} aria-hidden /> : <ArrowDownLeft size={12} aria-hidden />}
        </span>
      </span>
      <span className={styles.words}>
        <NamedText text={words} ways={step === null} />
      </span>
      {/* The far end turns the packet round, which rewrites nothing. */}
      <Ends ends={station.ends} before={kind === "far end" ? null : station.before} ways={step === null} />
    </>
  );
  if (step === null) return <div className={styles.told}>{told}</div>;
  return (
    <button
      type="button"
      className={styles.told}
      aria-current={here ? "step" : undefined}
      onClick={() => {
        onStation(direction, step);
      }}
    >
      {told}
    </button>
  );
}

interface EndsProps {
  readonly ends: EndsStory;
  readonly before: EndsStory | null;
  readonly ways: boolean;
}

/** Both ends of a packet; what was rewritten is lit, with what it was before struck out. */
function Ends({ ends, before, ways }: EndsProps) {
  return (
    <span className={styles.ends}>
      <End now={ends.source} before={before?.source ?? null} ways={ways} /> →{" "}
      <End now={ends.destination} before={before?.destination ?? null} ways={ways} />
    </span>
  );
}

interface EndProps {
  readonly now: string;
  readonly before: string | null;
  readonly ways: boolean;
}

function End({ now, before, ways }: EndProps) {
  if (before === null || before === now) return <NamedText text={now} ways={ways} />;
  return (
    <>
      <s>{before}</s>{" "}
      <strong className={styles.changed}>
        <NamedText text={now} ways={ways} />
      </strong>
    </>
  );
}

function Remarks({
  remarks,
  onStation,
}: {
  readonly remarks: readonly RemarkStory[];
  readonly onStation: Props["onStation"];
}) {
  return (
    <ul className={styles.remarks} aria-label="Worth noticing">
      {remarks.map(({ words, direction, step }) => (
        <li key={words} className={styles.remark}>
          <NamedText text={words} />{" "}
          {step !== null && (
            <button
              type="button"
              className={styles.way}
              onClick={() => {
                onStation(direction, step);
              }}
            >
              Show the step
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function Views({ views }: { readonly views: ConnectionStory["views"] }) {
  return (
    <table className={styles.views}>
      <caption className={styles.caption}>What each of them sees</caption>
      <thead>
        <tr>
          <th scope="col" aria-label="Who" />
          <th scope="col">request</th>
          <th scope="col">answer</th>
        </tr>
      </thead>
      <tbody>
        {views.map(({ who, request, answer }) => (
          <tr key={who}>
            <th scope="row">{who}</th>
            <td>{request ? <Ends ends={request} before={null} ways /> : "nothing"}</td>
            <td>{answer ? <Ends ends={answer} before={null} ways /> : "nothing"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
