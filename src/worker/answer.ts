/**
 * The engine: reads, walks and tells, and keeps what was asked for last, so that the picture and the reasons of a walk
 * need no second walk. No worker is in here, so that a test can call it.
 */
import { aside } from "#aside";
import { drawing } from "#drawing";
import type { Look, Picture } from "../graph/picture";
import { readPacket, type PacketFields } from "../netfilter/read/packet";
import { hasRules } from "../netfilter/read/printed-chain";
import { readPaste, type Paste } from "../paste/paste";
import { findChain } from "../netfilter/ruleset";
import type { Outcome, Trace } from "../netfilter/trace";
import { doubtOfArrival, type FieldNote } from "../netfilter/walk/arrival";
import type { Said } from "../netfilter/walk/choices";
import { walk } from "../netfilter/walk/walk";
import { chainsOfProblems } from "../telling/chains-of-problems";
import type { OutcomeStory, Story } from "../telling/story";
import { tellTrace } from "../telling/tell-trace";
import {
  NOT_OPEN,
  PLACES_SHOWN,
  type Asked,
  type Dump,
  type Engine,
  type LinePlace,
  type Source,
  type Traced,
} from "./engine";
import { Recent } from "./recent";
import { summaryOf } from "./summary";

const DUMPS_KEPT = 4;
const WALKS_KEPT = 24;

interface Opened {
  readonly text: string;
  readonly paste: Paste;
  /** Made when it is first asked. */
  readonly lines: () => ReadonlyMap<number, LinePlace>;
  readonly dump: Dump;
}

type Walked =
  | {
      readonly kind: "walked";
      readonly trace: Trace;
      readonly story: Story;
      readonly filled: readonly string[];
      readonly notes: readonly FieldNote[];
    }
  | Exclude<Traced, { readonly kind: "walked" }>;

/** What stands in the worker: the same calls, answered at once. Files are read beside it (read-files.ts). */
type Answers = {
  readonly [Call in keyof Omit<Engine, "files" | "practise">]: (
    ...asked: Parameters<Engine[Call]>
  ) => Awaited<ReturnType<Engine[Call]>>;
};

/** A new engine with nothing open. */
export function createEngine(): Answers {
  const dumps = new Recent<Opened>(DUMPS_KEPT);
  const walks = new Recent<Walked>(WALKS_KEPT);

  function opened(id: string): Opened {
    const kept = dumps.get(id);
    if (!kept) throw named(NOT_OPEN, `no dump ${id} is open`);
    return dumps.getOr(id, () => kept);
  }

  function walked(id: string, asked: Asked): Walked {
    const { paste } = opened(id);
    const { packet, answerTo } = asked;
    const said = new Map(asked.said);
    return walks.getOr(`${id} ${String(answerTo)} ${JSON.stringify([packet, asked.said])}`, () =>
      answerTo === null
        ? walkPaste(paste, packet, said)
        : walkAnswer(paste, walked(id, { ...asked, answerTo: null }), answerTo, said),
    );
  }

  function outcomeOf(id: string, asked: Asked, index: number): { outcome: Outcome; story: OutcomeStory } {
    const found = walked(id, asked);
    const outcome = found.kind === "walked" ? found.trace.outcomes[index] : undefined;
    const story = found.kind === "walked" ? found.story.outcomes[index] : undefined;
    if (!outcome || !story) throw named("RangeError", `the walk has no outcome ${String(index + 1)}`);
    return { outcome, story };
  }

  function picture(id: string, asked: Asked, index: number, look: Look): Picture {
    const { outcome, story } = outcomeOf(id, asked, index);
    return drawing().layout(opened(id).paste, outcome, story, look);
  }

  return {
    open: (source) => dumps.getOr(source.id, () => open(source)).dump,

    trace: (id, asked) => {
      const found = walked(id, asked);
      return found.kind === "walked"
        ? { kind: "walked", story: found.story, filled: found.filled, notes: found.notes }
        : found;
    },

    graph: picture,

    map: (id, family, look) => drawing().layoutRuleset(opened(id).paste, family, look),

    svg: (id, asked, index, look, step, theme) => drawing().svgOf(picture(id, asked, index, look), step, theme),

    members: (id, family, fold, query, from, count) =>
      drawing().membersOf(opened(id).paste, family, fold, query, from, count),

    rulesFrom: (id, family, table, chain, from, count) => {
      const rules = findChain(opened(id).paste.rulesets[family], table, chain)?.rules.slice(from, from + count) ?? [];
      return rules.map(({ number, text: whole, line }) => {
        const text = drawing().withoutChain(whole);
        return { number, text, at: whole.length - text.length, line };
      });
    },

    search: (id, query, limit) => {
      const { paste } = opened(id);
      return aside().searchIn(paste, query, limit);
    },

    rules: (id, asked, index, stepIndex, window) =>
      aside().ruleRows(opened(id).paste, outcomeOf(id, asked, index).outcome, stepIndex, window),

    connection: (id, asked, index) => {
      const request = outcomeOf(id, { ...asked, answerTo: null }, index);
      const back = walked(id, { ...asked, answerTo: index });
      const answer = back.kind === "walked" ? outcomeOf(id, { ...asked, answerTo: index }, 0) : null;
      return aside().connectionStory(request, answer, opened(id).paste.node);
    },

    takeAway: (id, asked, index) => {
      const { outcome } = outcomeOf(id, asked, index);
      const found = walked(id, asked);
      const { summary } = opened(id).dump;
      const told = found.kind === "walked" ? found.story : null;
      return {
        markdown: told ? aside().traceMarkdown(told, index, summary) : "",
        text: told ? aside().traceText(told, index, summary) : "",
        commands: aside().onTheNode(outcome, asked.answerTo === null && (asked.packet.sport ?? "") !== ""),
      };
    },

    parts: (id, of) => aside().lineStory(opened(id).paste, of),

    places: (id, query, sending) => aside().searchPlaces(opened(id).paste, query, PLACES_SHOWN, sending),

    redact: (id, { packet, said }, secret) => {
      const redaction = aside().redact(opened(id).paste, secret);
      return {
        text: redaction.text,
        packet: redaction.fields(packet),
        said: said.map(([key, answer]) => [redaction.words(key), answer]),
      };
    },

    at: (id, line) => opened(id).lines().get(line) ?? null,

    link: (id, snapshot) => aside().linkOf({ ...snapshot, text: opened(id).text }),
  };
}

function open({ id, text, reading }: Source): Opened {
  const paste = readPaste(text, reading);
  const interfaces = paste.node.interfaces ?? [];
  const devices = new Set([
    ...interfaces.map(({ name }) => name),
    ...(paste.node.routes ?? []).flatMap(({ dev }) => (dev === undefined ? [] : [dev])),
  ]);
  const summary = summaryOf(paste);
  const dump: Dump = {
    id,
    sections: paste.sections,
    supplied: paste.supplied,
    problems: paste.problems,
    families: ([4, 6] as const).filter((family) => [...paste.rulesets[family].tables.values()].some(hasRules)),
    chains: chainsOfProblems(paste.problems, Object.values(paste.rulesets)),
    summary: summary || "nothing found",
    walkable: summary !== "",
    tells: {
      interfaces: paste.node.interfaces !== undefined,
      routes: paste.node.routes !== undefined,
    },
    devices: [...devices],
  };
  let lines: ReadonlyMap<number, LinePlace> | undefined;
  return { text, paste, dump, lines: () => (lines ??= aside().linePlaces(paste)) };
}

function walkPaste(paste: Paste, fields: PacketFields, said: Said): Walked {
  const read = readPacket(fields, paste.node);
  if (read.kind === "unreadable") return read;
  const ruleset = paste.rulesets[read.packet.family];
  const trace = walk(ruleset, paste.node, read.packet, { route: fields.route, said });
  const doubt = doubtOfArrival(read.packet, paste.node);
  return {
    kind: "walked",
    trace,
    story: tellTrace(trace, paste),
    filled: read.filled,
    notes: doubt ? [doubt] : [],
  };
}

/** Walks the answer to an outcome of a walk, in the connection that the outcome left behind. */
function walkAnswer(paste: Paste, walked: Walked, answerTo: number, said: Said): Walked {
  if (walked.kind !== "walked") return walked;
  const outcome = walked.trace.outcomes[answerTo] ?? walked.trace.outcomes[0];
  const packet = outcome && aside().replyPacket(outcome);
  if (!packet) return { kind: "unanswered", end: walked.story.outcomes[answerTo]?.sentence ?? "" };
  const connection = outcome.connection ?? undefined;
  const trace = walk(paste.rulesets[packet.family], paste.node, packet, { connection, said });
  return { kind: "walked", trace, story: tellTrace(trace, paste), filled: [], notes: [] };
}

function named(name: string, message: string): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}
