/**
 * Reading what kubectl prints of a whole cluster (Services, Endpoints, slices of them and pods) as YAML and as JSON; the
 * latter against JSON.parse alone.
 */
import { readPaste } from "../../src/paste/paste";
import type { Cluster } from "../dump/cluster";
import { kubectlObjects } from "../dump/kubectl-objects";
import { timeText, type Row } from "../row";
import { medianTimes } from "../times";

const MOST_YAML = 3000;
const MOST_JSON = 6;

/** What reading both takes; the goal for YAML is for 10,000 Services, and taken for as many as there are. */
export function kubectlRows(cluster: Cluster, runs: number): Row[] {
  const text = (dress: "yaml" | "json") => `${kubectlObjects(cluster, dress).join("\n")}\n`;
  const [yaml, json] = [text("yaml"), text("json")];
  const bare = json.slice(json.indexOf("{"));
  const times = medianTimes(runs, {
    yaml: () => readPaste(yaml),
    json: () => readPaste(json),
    parsing: () => JSON.parse(bare) as unknown,
  });
  const ratio = times.json / times.parsing;
  return [
    {
      what: `reading kubectl's YAML (${(yaml.length / 1e6).toFixed(0)} MB)`,
      figure: timeText(times.yaml),
      goal: `at most ${timeText(MOST_YAML)} for 10,000 Services with their pods`,
      reached: (times.yaml * 10_000) / cluster.services <= MOST_YAML,
      numbers: { time: times.yaml, bytes: yaml.length },
    },
    {
      what: `reading kubectl's JSON (${(json.length / 1e6).toFixed(0)} MB)`,
      figure: `${timeText(times.json)}, ${ratio.toFixed(1)} times JSON.parse`,
      goal: `at most ${String(MOST_JSON)} times JSON.parse, which mostly passes over blanks`,
      reached: ratio <= MOST_JSON,
      numbers: { time: times.json, parsing: times.parsing, ratio, bytes: json.length },
    },
  ];
}
