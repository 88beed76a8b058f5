/**
 * `-m sctp`: ports and chunks of SCTP (iptables-extensions(8), sctp; RFC 9260; kernel: net/netfilter/xt_sctp.c).
 */
import type { SctpChunk } from "../../packet";
import { SCTP_CHUNK_TYPES, SCTP_FLAG_LETTERS } from "../../sctp-chunks";
import { all } from "../answer";
import { given, shown, statement, told } from "../condition";
import { defineMatch } from "../define";
import type { Kind } from "../kinds";
import { oneOf } from "../kinds";
import { negatable, pairOption } from "../options";
import { PORT_OPTIONS, shownPorts, tellPorts, testPorts } from "../port-options";
import { PORT_PIECES, prose } from "../prose";

const SCTP_NUMBER = 132;

interface WantedChunk {
  readonly name: string;
  readonly type: number;
  /** As in `DATA:Be`: capitals must be set, small letters must not. */
  readonly letters: string;
}

/** `any` stands for every chunk type, `none` for no type at all. */
type WantedChunks = "ALL" | "NONE" | readonly WantedChunk[];

const CHUNKS: Kind<WantedChunks> = {
  expects: "chunk types such as INIT,DATA:Be, or ALL or NONE",
  read: (word) => {
    if (/^all$/i.test(word)) return "ALL";
    if (/^none$/i.test(word)) return "NONE";
    const wanted = word.split(",").map(readChunk);
    const read = wanted.filter((chunk) => chunk !== undefined);
    if (read.length < wanted.length) return undefined;
    return read.sort((a, b) => placeOf(a.name) - placeOf(b.name));
  },
  print: (wanted) =>
    typeof wanted === "string"
      ? wanted
      : wanted.map(({ name, letters }) => (letters === "" ? name : `${name}:${letters}`)).join(","),
};

function readChunk(word: string): WantedChunk | undefined {
  const [written = "", letters = "", ...more] = word.split(":");
  const found = SCTP_CHUNK_TYPES.find(([name]) => name === written.toUpperCase());
  if (!found || more.length > 0) return undefined;
  const known = SCTP_FLAG_LETTERS.get(found[0]) ?? "";
  const allowed = Array.from(letters).every((letter) => letter !== "-" && known.includes(letter.toUpperCase()));
  return allowed ? { name: found[0], type: found[1], letters } : undefined;
}

function placeOf(name: string): number {
  return SCTP_CHUNK_TYPES.findIndex(([known]) => known === name);
}

type How = "all" | "any" | "only";

export const SCTP = defineMatch({
  name: "sctp",
  listed: prose(/sctp/, ...PORT_PIECES, [
    /(?<not>! )?(?<how>any|all|only) (?<chunks>[\w:,]+)/,
    ({ not, how = "", chunks = "" }) => [
      ...(not === undefined ? [] : ["!"]),
      "--chunk-types",
      how,
      chunks.split(",").map(listedChunk).join(),
    ],
  ]),
  protocols: [SCTP_NUMBER],
  clauses: "each",
  options: {
    ...PORT_OPTIONS,
    chunks: negatable(pairOption(oneOf<How>(["all", "any", "only"]), CHUNKS, "--chunk-types")),
  },
  check: (_options, { protocol }) =>
    protocol?.number === SCTP_NUMBER && !protocol.negated ? undefined : "-m sctp needs -p sctp",
  test: (options, { packet }) => {
    const { transport } = packet;
    if (transport.kind !== "sctp") return false;
    return all([
      testPorts(options, packet),
      given(options.chunks, ([how, wanted]) => hasChunks(transport.chunks, how, wanted)),
    ]);
  },
  lacks: (_options, { packet }) => (packet.transport.kind === "sctp" ? undefined : "it is not an SCTP packet"),
  tell: (options, bears) =>
    statement(
      [
        ...tellPorts(options, bears),
        told(options.chunks, ([how, wanted], is) => chunksWords(how, is, CHUNKS.print(wanted), bears)),
      ],
      "it is an SCTP packet",
    ),
  shows: (options, { packet }) => {
    const { transport } = packet;
    if (transport.kind !== "sctp") return undefined;
    return shown([...shownPorts(options, packet), options.chunks && transport.chunks.map(chunkName).join(", ")]);
  },
});

function chunksWords(how: How, is: "is" | "is not", wanted: string, bears?: string): string {
  const borne = bears === undefined ? "" : ` (they are ${bears})`;
  const so = is === "is";
  switch (how) {
    case "all":
      return `${so ? "all" : "not all"} of ${wanted} are among its chunks${borne}`;
    case "any":
      return `${so ? "one at least" : "none"} of ${wanted} is among its chunks${borne}`;
    case "only":
      return `its chunks are ${so ? "none but" : "others than"} ${wanted}${borne}`;
  }
}

function chunkName({ type }: SctpChunk): string {
  return SCTP_CHUNK_TYPES.find(([, number]) => number === type)?.[0] ?? `chunk ${String(type)}`;
}

function hasChunks(chunks: readonly SctpChunk[], how: How, wanted: WantedChunks): boolean {
  if (wanted === "ALL") return how !== "all" || new Set(chunks.map(({ type }) => type)).size === 256;
  const list = wanted === "NONE" ? [] : wanted;
  const isWanted = (chunk: SctpChunk) => list.some((one) => one.type === chunk.type && hasFlags(chunk, one));
  switch (how) {
    case "all":
      return list.every((one) => chunks.some((chunk) => chunk.type === one.type && hasFlags(chunk, one)));
    case "any":
      return chunks.some(isWanted);
    case "only":
      return chunks.every(isWanted);
  }
}

function hasFlags({ flags }: SctpChunk, { name, letters }: WantedChunk): boolean {
  const places = SCTP_FLAG_LETTERS.get(name) ?? "";
  return Array.from(letters).every((letter) => {
    const bit = 128 >> places.indexOf(letter.toUpperCase());
    return ((flags & bit) !== 0) === (letter === letter.toUpperCase());
  });
}

/** A chunk as `iptables -L -n` tells it: `0x0006:T`. */
function listedChunk(told: string): string {
  const [, number, letters = ""] = /^0x([0-9A-Fa-f]+)(:\w+)?$/.exec(told) ?? [];
  if (number === undefined) return told;
  const found = SCTP_CHUNK_TYPES.find(([, type]) => type === Number.parseInt(number, 16));
  return found ? found[0] + letters : told;
}
