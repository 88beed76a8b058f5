/**
 * Builds bench/main.ts as the command line is built, and runs it with the garbage collector at hand.
 *
 * usage: node scripts/bench.mjs [ARGUMENT…]      (those of bench/main.ts; FLAGS of node stand in NODE_OPTIONS)
 */
import { spawnSync } from "node:child_process";
import { build } from "vite";

await build({
  configFile: false,
  logLevel: "error",
  build: {
    ssr: "bench/main.ts",
    outDir: ".cache/bench",
    target: "node20",
    rolldownOptions: { output: { entryFileNames: "main.mjs" } },
  },
  ssr: { noExternal: true },
});
const { status } = spawnSync("node", ["--expose-gc", ".cache/bench/main.mjs", ...process.argv.slice(2)], {
  stdio: "inherit",
});
process.exitCode = status ?? 1;
