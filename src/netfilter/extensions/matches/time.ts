/**
 * `-m time`: the time of the day, the day and the date at which the packet arrives, which nobody knows here
 * (iptables-extensions(8), time; kernel: net/netfilter/xt_time.c). Weekdays are Mon to Sun; times are UTC unless
 * `--kerneltz` is given.
 */
import { unknown } from "../answer";
import { statement, told } from "../condition";
import { defineMatch } from "../define";
import type { OptionsOf } from "../extension";
import type { Kind } from "../kinds";
import { listOf, readNumber } from "../kinds";
import { byDefault, flag, negatable, option } from "../options";
import { prose } from "../prose";

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const FIRST_DATE = "1970-01-01T00:00:00";
const LAST_DATE = "2038-01-19T03:14:07";

const TIME: Kind<string> = {
  expects: "a time such as 08:00 or 08:00:00",
  read: (word) => {
    const [hour = "", minute = "", second = "0", ...more] = word.split(":");
    const parts = [readDecimal(hour, 23), readDecimal(minute, 59), readDecimal(second, 59)];
    return more.length > 0 || parts.includes(undefined)
      ? undefined
      : parts.map((part) => twoDigits(part ?? 0)).join(":");
  },
  print: (time) => time,
};

const DATE: Kind<string> = {
  expects: "a date such as 2026-11-23 or 2026-11-23T08:00:00",
  read: (word, family) => {
    const [, year, month = "1", day = "1", time = "0:0"] =
      /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:T(.+))?)?)?$/.exec(word) ?? [];
    const clock = TIME.read(time.includes(":") ? time : `${time}:0`, family);
    if (year === undefined || clock === undefined || Number(month) > 12 || Number(day) > 31) return undefined;
    return `${year}-${twoDigits(Number(month))}-${twoDigits(Number(day))}T${clock}`;
  },
  print: (date) => date,
};

const WEEKDAYS: Kind<readonly number[]> = inOrder(
  "weekdays such as Mon,Tue or 1,2",
  (word) => {
    const named = word.length >= 2 ? DAYS.findIndex((day) => day.toLowerCase().startsWith(word.toLowerCase())) : -1;
    const number = named >= 0 ? named + 1 : readNumber(word, 7);
    return number === 0 ? undefined : number;
  },
  (day) => DAYS[day - 1] ?? "",
);

const MONTHDAYS: Kind<readonly number[]> = inOrder(
  "days of the month such as 1,15",
  (word) => {
    const day = readDecimal(word, 31);
    return day === 0 ? undefined : day;
  },
  String,
);

const TABLE = {
  timestart: option(TIME, "--timestart"),
  timestop: option(TIME, "--timestop"),
  monthdays: negatable(option(MONTHDAYS, "--monthdays")),
  weekdays: negatable(option(WEEKDAYS, "--weekdays")),
  datestart: option(DATE, "--datestart"),
  datestop: option(DATE, "--datestop"),
  kerneltz: flag("--kerneltz"),
  contiguous: flag("--contiguous"),
  utc: flag("--utc"),
};

type TimeOptions = OptionsOf<typeof TABLE>;

/** `starting from 2001-02-03 04:05:06`; days of the month are told as `1st,2nd,11st`. */
const WORDS = prose(
  /TIME/,
  [/from (?<start>[\d:]+) to (?<stop>[\d:]+)/, "--timestart $start --timestop $stop"],
  [/on (?<days>[A-Z][a-z]{2}(?:,[A-Z][a-z]{2})*)/, "--weekdays $days"],
  [/on (?<days>\d+[a-z]{2}(?:,\d+[a-z]{2})*)/, ({ days = "" }) => ["--monthdays", days.replaceAll(/[a-z]+/g, "")]],
  [/starting from (?<date>\S+) (?<time>[\d:]+)/, ({ date = "", time = "" }) => ["--datestart", `${date}T${time}`]],
  [/until date (?<date>\S+) (?<time>[\d:]+)/, ({ date = "", time = "" }) => ["--datestop", `${date}T${time}`]],
  [/UTC/, ""],
  [/contiguous/, "--contiguous"],
);

export const TIME_MATCH = defineMatch({
  name: "time",
  listed: {
    letter: "T",
    // UTC is told at the end where it holds, and nothing where the kernel's own time does.
    read: (line, at) =>
      WORDS.read(line, at).map(({ end, options }) => {
        const utc = / UTC(?: contiguous)?$/.test(line.slice(at, end));
        return { end, options: options && (utc ? options : [...options, "--kerneltz"]) };
      }),
  },
  options: TABLE,
  canonical: ({ timestart, timestop, monthdays, weekdays, datestart, datestop, kerneltz, contiguous }) => ({
    ...((timestart ?? timestop)
      ? { timestart: timestart ?? byDefault("00:00:00"), timestop: timestop ?? byDefault("23:59:59") }
      : {}),
    ...(monthdays ? { monthdays } : {}),
    ...(weekdays ? { weekdays } : {}),
    ...(datestart && datestart.value !== FIRST_DATE ? { datestart } : {}),
    datestop: datestop ?? byDefault(LAST_DATE),
    ...(kerneltz ? { kerneltz } : {}),
    ...(contiguous ? { contiguous } : {}),
  }),
  test: (options) => {
    const when = whenWords(options);
    return unknown({
      key: `time=${when}`,
      yes: `it comes at such a time: ${when}`,
      no: `it comes at another time than: ${when}`,
    });
  },
  means: {
    timestart: (time) => `not before ${time} of the day`,
    timestop: (time) => `not after ${time} of the day`,
    monthdays: (days, _value, negated) => `the day of the month is ${negated ? "not " : ""}${days}`,
    weekdays: (days, _value, negated) => `the weekday is ${negated ? "not " : ""}${days}`,
    datestart: (date) => `not before ${date}`,
    datestop: (date) => `not after ${date}`,
    kerneltz: "times are those of the kernel's time zone, not UTC",
    contiguous: "a time that goes past midnight is one stretch, and not two of one day",
    utc: "times are UTC, which they are without it, too",
  },
  tell: (options) => `the time is such: ${whenWords(options)}`,
});

function whenWords({ timestart, timestop, monthdays, weekdays, datestart, datestop, kerneltz }: TimeOptions): string {
  const zone = kerneltz ? "in the kernel's time zone" : "UTC";
  return statement(
    [
      (timestart ?? timestop)
        ? `from ${timestart?.value ?? "00:00:00"} to ${timestop?.value ?? "23:59:59"} ${zone}`
        : undefined,
      told(monthdays, (days, is) => `the day of the month ${is} ${days.join(", ")}`),
      told(weekdays, (days, is) => `the weekday ${is} ${WEEKDAYS.print(days)}`),
      told(datestart, (date) => `not before ${date}`),
      told(datestop, (date) => `not after ${date}`),
    ],
    "at any time",
  );
}

function readDecimal(word: string, most: number): number | undefined {
  return /^\d{1,2}$/.test(word) && Number(word) <= most ? Number(word) : undefined;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}

/** A list of numbers, each once and in order. */
function inOrder(
  expects: string,
  read: (word: string) => number | undefined,
  print: (value: number) => string,
): Kind<readonly number[]> {
  const list = listOf<number>({ expects, read, print });
  return {
    ...list,
    expects,
    read: (word, family) => {
      const found = list.read(word, family);
      return found && [...new Set(found)].sort((a, b) => a - b);
    },
  };
}
