/**
 * The kernel of this machine, asked through the recorder (record/oracle.py), which serves one spec after the other.
 */
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

const RECORDER = join(import.meta.dirname, "record/oracle.py");
const TOOLS = ["python3", "iptables-nft-restore", "ip6tables-nft-restore", "nft", "ipset", "ip"];

/** What is missing to ask the kernel here, in words; undefined where nothing is. */
export function whyNot(): string | undefined {
  if (process.platform !== "linux") return "this is not Linux";
  if (process.getuid?.() !== 0) return "it takes root, for a network namespace";
  const missing = TOOLS.filter((tool) => !found(tool));
  if (missing.length > 0) return `it takes ${missing.join(", ")}`;
  return existsSync("/dev/net/tun") ? undefined : "the kernel has no /dev/net/tun";
}

function found(tool: string): boolean {
  try {
    execFileSync("sh", ["-c", `command -v ${tool}`], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** What the kernel said of a spec: the record as JSON, or why the spec could not be set up. */
export type Said =
  { readonly kind: "record"; readonly json: object } | { readonly kind: "refused"; readonly why: string };

export class Kernel {
  readonly #recorder: ChildProcessWithoutNullStreams;
  readonly #waiting: ((line: string) => void)[] = [];

  constructor() {
    this.#recorder = spawn("python3", [RECORDER, "--serve"], { stdio: ["pipe", "pipe", "pipe"] });
    this.#recorder.stderr.pipe(process.stderr);
    createInterface({ input: this.#recorder.stdout }).on("line", (line) => this.#waiting.shift()?.(line));
    this.#recorder.on("exit", () => {
      for (const waiting of this.#waiting.splice(0)) waiting('{"error":"the recorder ended"}');
    });
  }

  /** Asks of one spec; many may be asked before the first is answered. */
  async ask(spec: object): Promise<Said> {
    const line = await new Promise<string>((resolve) => {
      this.#waiting.push(resolve);
      this.#recorder.stdin.write(`${JSON.stringify(spec)}\n`);
    });
    const json = JSON.parse(line) as object;
    return "error" in json ? { kind: "refused", why: String(json.error) } : { kind: "record", json };
  }

  close(): void {
    this.#recorder.stdin.end();
  }
}
