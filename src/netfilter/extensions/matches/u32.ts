/**
 * `-m u32`: four bytes of the packet at a time, masked, shifted, followed as pointers (`@`) and compared with ranges
 * (iptables-extensions(8), u32; kernel: net/netfilter/xt_u32.c). What the bytes are that the packet does not tell is asked.
 */
import type { Packet } from "../../packet";
import { all, unknown } from "../answer";
import { given, told } from "../condition";
import { defineMatch } from "../define";
import type { Answer } from "../extension";
import type { Bits } from "../header-bytes";
import { headerOf } from "../header-bytes";
import type { Kind, Range } from "../kinds";
import { hex, MOST_32, readNumber } from "../kinds";
import { negatable, option } from "../options";
import { prose } from "../prose";

const OPERATORS = ["&", "<<", ">>", "@"] as const;
type Operator = (typeof OPERATORS)[number];

/** `start operator number … = ranges` */
interface Test {
  readonly start: number;
  readonly steps: readonly { readonly operator: Operator; readonly number: number }[];
  readonly ranges: readonly Range[];
}

/** The kernel's bounds: tests in one rule, and numbers or ranges in one test (xt_u32.h). */
const MOST_PARTS = 10;

const TESTS: Kind<readonly Test[]> = {
  expects: 'tests such as "6&0xFF=1" with && between them',
  read: (word) => {
    const tests = word.replace(/\s/g, "").split("&&").map(readTest);
    const read = tests.filter((test) => test !== undefined);
    return read.length === tests.length && read.length <= MOST_PARTS ? read : undefined;
  },
  print: (tests) => `"${tests.map(printTest).join("&&")}"`,
};

function readTest(text: string): Test | undefined {
  const [, start = "", path = "", list = ""] = /^([^&<>@=]+)((?:(?:&|<<|>>|@)[^&<>@=]+)*)=([^=]+)$/.exec(text) ?? [];
  const steps = [...path.matchAll(/(&|<<|>>|@)([^&<>@]+)/g)].map(([, sign, number = ""]) => ({
    operator: OPERATORS.find((operator) => operator === sign) ?? "&",
    number: readNumber(number, MOST_32),
  }));
  const ranges = list.split(",").map((range) => {
    const [from = "", to = from] = range.split(":");
    return { from: readNumber(from, MOST_32), to: readNumber(to, MOST_32) };
  });
  const first = readNumber(start, MOST_32);
  if (first === undefined || steps.length >= MOST_PARTS || ranges.length > MOST_PARTS) return undefined;
  const known = { start: first, steps: steps.filter(isStep), ranges: ranges.filter(isRange) };
  return known.steps.length === steps.length && known.ranges.length === ranges.length ? known : undefined;
}

function isStep(step: {
  readonly operator: Operator;
  readonly number: number | undefined;
}): step is Test["steps"][number] {
  return step.number !== undefined;
}

function isRange(range: { readonly from: number | undefined; readonly to: number | undefined }): range is Range {
  return range.from !== undefined && range.to !== undefined;
}

function printTest({ start, steps, ranges }: Test): string {
  const path = steps.map(({ operator, number }) => `${operator}${hex(number)}`).join("");
  const list = ranges.map(({ from, to }) => (from === to ? hex(from) : `${hex(from)}:${hex(to)}`)).join(",");
  return `${hex(start)}${path}=${list}`;
}

export const U32 = defineMatch({
  name: "u32",
  listed: prose([/u32 (?<not>! )?"(?<program>[^"]*)"/, "--u32 $program"]),
  options: { tests: negatable(option(TESTS, "--u32")) },
  check: ({ tests }) => (tests ? undefined : "--u32 is missing"),
  test: ({ tests }, { packet }) => given(tests, (list) => all(list.map((test) => holds(test, packet)))),
  tell: ({ tests }) => told(tests, (list, is) => `of its bytes ${TESTS.print(list)} ${is} true`) ?? "any bytes",
});

function holds(test: Test, packet: Packet): Answer {
  const bits = valueOf(test, packet);
  if (bits === "beyond") return false;
  const least = bits.value;
  const most = (bits.value | ~bits.known) >>> 0;
  if (test.ranges.some(({ from, to }) => from <= least && most <= to)) return true;
  if (test.ranges.every(({ from, to }) => to < least || most < from)) return false;
  if (
    least !== most &&
    test.ranges.every((range) => range.from === range.to && ((range.from ^ bits.value) & bits.known) !== 0)
  )
    return false;
  const text = printTest(test);
  return unknown({ key: `u32=${text}`, yes: `of its bytes ${text} is true`, no: `of its bytes ${text} is not true` });
}

/** What a test compares; `beyond` where it reads behind the packet's end, which the kernel takes as a failed test. */
function valueOf({ start, steps }: Test, packet: Packet): Bits | "beyond" {
  const read = headerOf(packet);
  const isBeyond = (offset: number) => offset + 4 > packet.length;
  if (isBeyond(start)) return "beyond";
  let bits = read(start);
  let base = 0;
  for (const { operator, number } of steps) {
    switch (operator) {
      case "&":
        bits = { value: (bits.value & number) >>> 0, known: (bits.known | ~number) >>> 0 };
        break;
      case "<<":
        bits = {
          value: shifted(bits.value, number),
          known: (shifted(bits.known, number) | ~shifted(MOST_32, number)) >>> 0,
        };
        break;
      case ">>":
        bits = {
          value: shifted(bits.value, -number),
          known: (shifted(bits.known, -number) | ~shifted(MOST_32, -number)) >>> 0,
        };
        break;
      case "@":
        if (bits.known !== MOST_32) return { value: 0, known: 0 };
        base += bits.value;
        if (isBeyond(base + number)) return "beyond";
        bits = read(base + number);
    }
  }
  return bits;
}

/** Shifted to the left by so many bits, to the right by a negative number; more than 31 leave nothing. */
function shifted(value: number, by: number): number {
  if (Math.abs(by) > 31) return 0;
  return by >= 0 ? (value << by) >>> 0 : value >>> -by;
}
