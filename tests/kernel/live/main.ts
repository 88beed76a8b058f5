/**
 * `npm run test:kernel`: asks the kernel of this machine, and compares with our walk.
 *
 * usage: npm run test:kernel -- [--seconds N] [--seed N] [--rulesets N] [--packets N] [--without NAME,…] [--only random] [--shrink N]
 *
 * First what was written by hand (live/*.live.ts), then every spec of recorded/, then random rulesets from a seed, until
 * the seconds are over or the rulesets are done. A disagreement is made as small as it gets and printed, and its spec is
 * put into a temporary folder; npm run record makes a record of it. Exit status 1 where something disagrees.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findMatch, findTarget } from "../../../src/netfilter/extensions/index";
import type { Comparison } from "../compare";
import { Kernel, whyNot } from "../kernel";
import { specIn } from "../record";
import { MATCHES } from "../random/matches";
import type { Spec } from "../random/spec";
import { specOf } from "../random/spec";
import { TARGETS } from "../random/targets";
import { judge, judgeLoadable } from "./judge";
import { shrink } from "./shrink";
import { unsupported } from "./supported";

const RECORDED = join(import.meta.dirname, "../recorded");
/** So many specs wait in the recorder while we compare. */
const AHEAD = 3;
/** The smallest form of a disagreement is searched for so long. */
const SHRINK_SECONDS = 40;

/** Makers whose extension we do not have. */
function notImplemented(): string[] {
  const verdicts = new Set(["none", "ACCEPT", "DROP", "RETURN"]);
  return [
    ...MATCHES.filter(({ name }) => !findMatch(name)),
    ...TARGETS.filter(({ name }) => !verdicts.has(name) && !findTarget(name)),
  ].map(({ name }) => name);
}

interface Counts {
  passed: number;
  failed: number;
}

/** Runs it; gives the exit status. */
export async function main(given: string[]): Promise<number> {
  const { values } = parseArgs({
    args: given,
    options: {
      seconds: { type: "string", default: "180" },
      seed: { type: "string", default: String(Math.floor(Math.random() * 2 ** 31)) },
      rulesets: { type: "string", default: "1000000" },
      packets: { type: "string", default: "40" },
      without: { type: "string", default: "" },
      only: { type: "string", default: "" },
      shrink: { type: "string", default: "6" },
    },
  });
  const missing = whyNot();
  if (missing !== undefined) {
    console.log(`The kernel is not asked: ${missing}. npm test replays what it said before.`);
    return 0;
  }
  const counts: Counts = { passed: 0, failed: 0 };
  const end = Date.now() + Number(values.seconds) * 1000;
  const kernel = new Kernel();
  try {
    if (values.only !== "random") {
      byHand(counts);
      await recordedAgain(kernel, counts);
    }
    const refused = await unsupported(kernel);
    if (refused.size > 0) console.log(`Not taken by the tools here, so left out: ${[...refused.keys()].join(", ")}`);
    const unread = notImplemented();
    if (unread.length > 0) console.log(`Not implemented by us, so left out: ${unread.join(", ")}`);
    const without = new Set([...refused.keys(), ...unread, ...values.without.split(",").filter((name) => name !== "")]);
    const limits = {
      end,
      rulesets: Number(values.rulesets),
      packets: Number(values.packets),
      without,
      shrunk: Number(values.shrink),
    };
    await random(kernel, Number(values.seed), limits, counts);
  } finally {
    kernel.close();
  }
  console.log(`${String(counts.passed)} passed, ${String(counts.failed)} failed`);
  return counts.failed === 0 ? 0 : 1;
}

/** The tests written by hand; all of them count as one. */
function byHand(counts: Counts): void {
  const { status } = spawnSync("npx", ["vitest", "run", "--project", "live"], { stdio: "inherit" });
  if (status === 0) counts.passed++;
  else counts.failed++;
}

/** The specs of recorded/, asked again: what was recorded elsewhere must hold here. */
async function recordedAgain(kernel: Kernel, counts: Counts): Promise<void> {
  for (const name of readdirSync(RECORDED).filter((file) => file.endsWith(".json"))) {
    const judged = await judge(kernel, specIn(JSON.parse(readFileSync(join(RECORDED, name), "utf8")) as object));
    if (judged.kind === "refused") {
      console.log(`recorded/${name} cannot be asked here: ${judged.why}`);
      continue;
    }
    const wrong = judged.compared.filter(({ found }) => found !== "agrees");
    for (const one of wrong) console.log(`recorded/${name} ${tell(one)}`);
    if (wrong.length === 0) counts.passed++;
    else counts.failed++;
  }
}

interface Limits {
  readonly end: number;
  readonly rulesets: number;
  readonly packets: number;
  readonly without: ReadonlySet<string>;
  /** Of so many disagreements the smallest form is searched for. */
  readonly shrunk: number;
}

/** Random rulesets, each of a seed of its own: the first seed, the next, and so on. */
async function random(kernel: Kernel, seed: number, limits: Limits, counts: Counts): Promise<void> {
  console.log(`Random rulesets from seed ${String(seed)}`);
  const total = { rulesets: 0, packets: 0, agree: 0, refusedRules: 0, refusedRulesets: 0, disagree: 0 };
  const scratch = mkdtempSync(join(tmpdir(), "hookline-kernel-"));
  const waiting: { seed: number; said: ReturnType<typeof judgeLoadable> }[] = [];
  const seen = new Map<string, number>();
  let shrunk = 0;
  let next = 0;
  const begun = Date.now();
  for (;;) {
    while (waiting.length < AHEAD && next < limits.rulesets && Date.now() < limits.end) {
      const its = seed + next++;
      waiting.push({ seed: its, said: judgeLoadable(kernel, specOf(its, limits.packets, limits.without)) });
    }
    const first = waiting.shift();
    if (!first) break;
    const { judged, spec, refused } = await first.said;
    total.refusedRules += refused;
    if (judged.kind === "refused") {
      total.refusedRulesets++;
      continue;
    }
    total.rulesets++;
    total.packets += judged.compared.length;
    const wrong = judged.compared.filter(({ found }) => found !== "agrees");
    total.agree += judged.compared.length - wrong.length;
    const worst = wrong.find(({ found }) => found === "differs") ?? wrong[0];
    if (!worst) continue;
    // What the recorder did not wait for is no disagreement.
    const sure = await judge(kernel, { ...spec, patient: true });
    if (sure.kind === "judged" && sure.compared.every(({ found }) => found === "agrees")) {
      total.agree += wrong.length;
      continue;
    }
    total.disagree++;
    counts.failed++;
    const like = likeness(worst);
    const alike = seen.get(like) ?? 0;
    seen.set(like, alike + 1);
    if (alike === 0) await report(kernel, spec, worst, first.seed, scratch, shrunk++ < limits.shrunk);
  }
  for (const [like, count] of seen) if (count > 1) console.log(`${String(count)} alike: ${like}`);
  counts.passed += total.agree;
  const seconds = ((Date.now() - begun) / 1000).toFixed(0);
  console.log(
    `${String(total.rulesets)} random rulesets, ${String(total.packets)} packets, ${String(total.agree)} agree, ` +
      `${String(total.disagree)} rulesets show a disagreement; ${String(total.refusedRules)} rules and ` +
      `${String(total.refusedRulesets)} rulesets were refused by the tools; ${seconds} s from seed ${String(seed)}`,
  );
}

/** What disagreements of one kind have in common: what could not be read, or what was assumed; others are of their own. */
function likeness({ id, found, told }: Comparison): string {
  const words = id === "paste" ? told : /assumes (.*)/.exec(told)?.[1];
  return found === "differs" && id !== "paste" ? told : (words ?? told).replaceAll(/\S*\d\S*/g, "…");
}

async function report(
  kernel: Kernel,
  spec: Spec,
  worst: Comparison,
  seed: number,
  scratch: string,
  small: boolean,
): Promise<void> {
  const { id, found } = worst;
  const problem = id === "paste" ? worst.told.replace(/^.*?: /, "").slice(0, 40) : "";
  const seen = async (one: Spec): Promise<Comparison | undefined> => {
    const judged = await judge(kernel, one);
    if (judged.kind === "refused") return undefined;
    return judged.compared.find(
      (other) => other.found === found && (id === "paste") === (other.id === "paste") && other.told.includes(problem),
    );
  };
  const smallest = small
    ? await shrink(spec, id, async (one) => (await seen(one)) !== undefined, Date.now() + SHRINK_SECONDS * 1000)
    : spec;
  const shown = (await seen(smallest)) ?? worst;
  const file = join(scratch, `seed-${String(seed)}.json`);
  writeFileSync(file, JSON.stringify(smallest));
  console.log(`\n— Seed ${String(seed)}: ${tell(shown)}`);
  if (small) console.log(plain(smallest));
  console.log(`spec: ${file}\n`);
}

function tell({ id, found, told }: Comparison): string {
  const what =
    found === "split" ? "our walk assumes what is no secret" : "the kernel (left) and our walk (right) disagree";
  return `${id}: ${what}\n${told}`;
}

/** A spec as people read it. */
function plain(spec: Spec): string {
  const devices = Object.entries(spec.interfaces).map(([dev, addresses]) => `${dev} ${addresses.join(" ")}`);
  const packets = spec.packets.map((packet) => JSON.stringify(packet));
  return [
    `family ${String(spec.family)}`,
    ...devices,
    ...spec.routes,
    spec.ipsets.trimEnd(),
    spec.ruleset.trimEnd(),
    ...packets,
  ]
    .filter((line) => line !== "")
    .map((line) => line.replaceAll(/^/gm, "    "))
    .join("\n");
}
