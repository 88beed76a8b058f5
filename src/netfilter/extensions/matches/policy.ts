/**
 * `-m policy`: the IPsec policy by which a packet came or will go (iptables-extensions(8), policy; kernel:
 * net/netfilter/xt_policy.c). Whether IPsec had to do with a packet is not in the paste. With `--strict` the
 * transformations are told one by one, `--next` between them.
 */
import { formatPrefix } from "../../address";
import { protocolName } from "../../protocols";
import { negateIf } from "../answer";
import { statement, told } from "../condition";
import { defineMatch, type MeaningsOf } from "../define";
import type { OptionsOf, OptionTable } from "../extension";
import type { Kind } from "../kinds";
import { hex, MOST_32, oneOf, PREFIX, PROTOCOL, readNumber, wholeNumber } from "../kinds";
import { flag, negatable, option, separator } from "../options";
import { asked } from "../questions";
import { prose, type Piece, type Prose, type ReadProse } from "../prose";

const IPSEC_PROTOCOL: Kind<number> = {
  expects: "esp, ah or ipcomp",
  read: (word, family) => {
    const number = PROTOCOL.read(word, family);
    return number !== undefined && [50, 51, 108].includes(number) ? number : undefined;
  },
  print: protocolName,
};

const SPI: Kind<number> = { ...wholeNumber(MOST_32, hex), read: (word) => readNumber(word, MOST_32) };

const ELEMENT = {
  reqid: negatable(option(wholeNumber(MOST_32), "--reqid")),
  spi: negatable(option(SPI, "--spi")),
  proto: negatable(option(IPSEC_PROTOCOL, "--proto")),
  mode: negatable(option(oneOf(["transport", "tunnel"]), "--mode")),
  dst: negatable(option(PREFIX, "--tunnel-dst")),
  src: negatable(option(PREFIX, "--tunnel-src")),
};

type Element = OptionsOf<typeof ELEMENT>;

const ELEMENT_MEANING: Readonly<Record<keyof typeof ELEMENT, MeaningsOf<OptionTable>[string]>> = {
  reqid: (id, _value, negated) => `the request id is ${negated ? "not " : ""}${id}`,
  spi: (spi, _value, negated) => `the SPI is ${negated ? "not " : ""}${spi}`,
  proto: (proto, _value, negated) => `the protocol is ${negated ? "not " : ""}${proto}`,
  mode: (mode, _value, negated) => `the mode is ${negated ? "not " : ""}${mode}`,
  dst: (network, _value, negated) => `the tunnel's end is ${negated ? "not " : ""}in ${network}`,
  src: (network, _value, negated) => `the tunnel's beginning is ${negated ? "not " : ""}in ${network}`,
};

/** The kernel takes no more (XT_POLICY_MAX_ELEM). */
const PLACES = ["", "2", "3", "4"] as const;

/** The options of each place, and the `--next` behind it. */
const ELEMENTS: OptionTable = Object.fromEntries<OptionTable[string]>(
  PLACES.flatMap((place, index) => [
    ...Object.entries(ELEMENT).map(([name, spec]) => [`${name}${place}`, spec] as const),
    ...(index < PLACES.length - 1 ? [[`next${place}`, separator("--next")] as const] : []),
  ]),
);

const ELEMENT_MEANINGS: MeaningsOf<OptionTable> = Object.fromEntries<MeaningsOf<OptionTable>[string]>(
  PLACES.flatMap((place) => [
    ...Object.entries(ELEMENT_MEANING).map(([name, meaning]) => [`${name}${place}`, meaning] as const),
    [`next${place}`, "what follows is of the next transformation"],
  ]),
);

const TABLE = {
  dir: option(oneOf(["in", "out"]), "--dir"),
  pol: option(oneOf(["none", "ipsec"]), "--pol"),
  strict: flag("--strict"),
  ...ELEMENT,
  ...ELEMENTS,
};

/** What is asked of one element, as it is told. */
const ELEMENT_WORDS: readonly Piece[] = [
  [/(?<not>! )?reqid (?<number>\d+)/, "--reqid $number"],
  [/(?<not>! )?spi (?<number>\S+)/, "--spi $number"],
  [/(?<not>! )?proto (?<proto>\S+)/, "--proto $proto"],
  [/(?<not>! )?mode (?<mode>\w+)/, "--mode $mode"],
  [/(?<not>! )?tunnel-dst (?<network>\S+)/, "--tunnel-dst $network"],
  [/(?<not>! )?tunnel-src (?<network>\S+)/, "--tunnel-src $network"],
];
const FIRST_ELEMENT = prose(
  [/policy match dir (?<dir>in|out) pol (?<pol>\w+)/, "--dir $dir --pol $pol"],
  [/strict/, "--strict"],
  [/\[0\]/, ""],
  ...ELEMENT_WORDS,
);
const NEXT_ELEMENT = prose([/ \[[1-9]\]/, "--next"], ...ELEMENT_WORDS);

/** Elements have numbers where there are several: `[0] reqid 1 [1] reqid 2`. */
const POLICY_PROSE: Prose = {
  letter: "p",
  read: (line, at) =>
    FIRST_ELEMENT.read(line, at).map((first) => {
      let { end, options } = first;
      for (const next of nextElements(line, end)) {
        end = next.end;
        options = options && next.options && [...options, ...next.options];
      }
      return { end, options };
    }),
};

function* nextElements(line: string, at: number): Generator<ReadProse> {
  for (let [next] = NEXT_ELEMENT.read(line, at); next; [next] = NEXT_ELEMENT.read(line, next.end)) yield next;
}

export const POLICY = defineMatch({
  name: "policy",
  listed: POLICY_PROSE,
  options: TABLE,
  check: (options) => {
    const { dir, pol, strict } = options;
    if (!dir) return "--dir is missing";
    if (!pol) return "--pol is missing";
    const elements = elementsOf(options);
    const asksMore = elements.some((element) => Object.keys(element).length > 0);
    if (pol.value === "none" && (strict ?? asksMore)) return "--pol none takes neither --strict nor what follows it";
    if (strict && !asksMore) return "--strict needs an option such as --reqid";
    if (!strict && elements.length > 1) return "--next needs --strict";
    const tunnelEnds = elements.some(({ mode, src, dst }) => (src ?? dst) && strict && mode?.value !== "tunnel");
    return tunnelEnds ? "--tunnel-src and --tunnel-dst need --mode tunnel" : undefined;
  },
  test: (options) => {
    const question = asked(
      `IPsec ${needs(options)}`,
      `IPsec has nothing to do with it, or not that it ${needs(options)}`,
    );
    return negateIf(options.pol?.value === "none", question);
  },
  means: {
    dir: (_text, direction) =>
      direction === "in" ? "how it was encoded when it came" : "how it is to be encoded when it leaves",
    pol: (_text, policy) => (policy === "none" ? "IPsec has nothing to do with it" : "IPsec has to do with it"),
    strict: "every transformation must be as told here, in this order and no others",
    ...ELEMENT_MEANINGS,
  },
  tell: (options) => (options.pol?.value === "none" ? "IPsec has nothing to do with it" : `IPsec ${needs(options)}`),
});

function needs(options: OptionsOf<typeof TABLE>): string {
  const verb = options.dir?.value === "out" ? "is to encode it" : "has decoded it";
  if (options.pol?.value === "none") return verb;
  const elements = elementsOf(options)
    .map(elementWords)
    .filter((words) => words !== "");
  return elements.length === 0 ? verb : `${verb}, where ${elements.join(", then ")}`;
}

/** What is asked of each transformation in turn. */
function elementsOf(options: OptionsOf<typeof TABLE>): readonly Element[] {
  const given: Readonly<Record<string, unknown>> = options;
  const many = PLACES.filter((_, index) => index === 0 || given[`next${PLACES[index - 1] ?? ""}`] !== undefined);
  return many.map((place) =>
    Object.fromEntries(
      Object.keys(ELEMENT).flatMap((name) => {
        const option = given[`${name}${place}`];
        return option === undefined ? [] : [[name, option]];
      }),
    ),
  );
}

function elementWords({ reqid, spi, proto, mode, dst, src }: Element): string {
  return statement(
    [
      told(reqid, (value, is) => `the request id ${is} ${String(value)}`),
      told(spi, (value, is) => `the SPI ${is} ${hex(value)}`),
      told(proto, (value, is) => `the protocol ${is} ${protocolName(value)}`),
      told(mode, (value, is) => `the mode ${is} ${value}`),
      told(dst, (value, is) => `the tunnel's end ${is} in ${formatPrefix(value)}`),
      told(src, (value, is) => `the tunnel's beginning ${is} in ${formatPrefix(value)}`),
    ],
    "",
  );
}
