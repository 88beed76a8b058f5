/**
 * `-m bpf`: a program of classic BPF that looks at the packet's bytes from the IP header on (iptables-extensions(8), bpf;
 * kernel: net/netfilter/xt_bpf.c), or one that is pinned in the node's file system and known only there.
 */
import type { Instruction } from "../classic-bpf";
import { runProgram } from "../classic-bpf";
import { defineMatch } from "../define";
import { bytesOf } from "../header-bytes";
import type { Kind } from "../kinds";
import { MOST_32, readNumber } from "../kinds";
import { option } from "../options";
import { asked } from "../questions";
import { prose } from "../prose";

/** The kernel's bound (xt_bpf.h). */
const MOST_INSTRUCTIONS = 64;

const PROGRAM: Kind<readonly Instruction[]> = {
  expects: `a program such as "2,48 0 0 9,6 0 0 1": how many instructions (at most ${String(MOST_INSTRUCTIONS)}), then each`,
  read: (word) => {
    const [count = "", ...list] = word.replace(/,$/, "").split(",");
    const program = list.flatMap((text) => readInstruction(text) ?? []);
    const isWhole = program.length === list.length && readNumber(count.trim(), MOST_INSTRUCTIONS) === list.length;
    return isWhole && list.length > 0 ? program : undefined;
  },
  print: (program) =>
    `"${[String(program.length), ...program.map(({ code, jt, jf, k }) => [code, jt, jf, k].join(" "))].join(",")}"`,
};

function readInstruction(text: string): Instruction | undefined {
  const [, code = "", jt = "", jf = "", k = ""] = /^\s*(\d+) (\d+) (\d+) (\d+)\s*$/.exec(text) ?? [];
  if (code === "" || Number(code) > 65535 || Number(jt) > 255 || Number(jf) > 255 || Number(k) > MOST_32)
    return undefined;
  return { code: Number(code), jt: Number(jt), jf: Number(jf), k: Number(k) };
}

const PATH: Kind<string> = {
  expects: "the path of a pinned program",
  read: (word) => (word !== "" && word.length < 512 ? word : undefined),
  print: (word) => word,
};

export const BPF = defineMatch({
  name: "bpf",
  listed: prose([
    /match bpf (?<code>(?:\d+ \d+ \d+ \d+,?)+)/,
    ({ code = "" }) => ["--bytecode", `${String(code.split(",").length)},${code}`],
  ]),
  options: { bytecode: option(PROGRAM, "--bytecode"), pinned: option(PATH, "--object-pinned") },
  check: ({ bytecode, pinned }) => {
    if (!bytecode && !pinned) return "--bytecode or --object-pinned is missing";
    return bytecode && pinned ? "--bytecode and --object-pinned do not go together" : undefined;
  },
  test: ({ bytecode, pinned }, { packet }) => {
    const what = programWords(bytecode?.value, pinned?.value);
    const result = bytecode && runProgram(bytecode.value, bytesOf(packet).bytes);
    if (result !== undefined) return result !== 0;
    return asked(`${what} takes it`, `${what} does not take it`);
  },
  means: {
    bytecode: (program) => `the program, instruction by instruction: ${program}`,
    pinned: (path) => `where the program is pinned in the node's file system: ${path}`,
  },
  tell: ({ bytecode, pinned }) =>
    `${programWords(bytecode?.value, pinned?.value)} ${(bytecode ?? pinned)?.negated ? "does not take" : "takes"} it`,
});

function programWords(program: readonly Instruction[] | undefined, path: string | undefined): string {
  return program ? `the BPF program ${PROGRAM.print(program)}` : `the BPF program ${path ?? ""}`;
}
