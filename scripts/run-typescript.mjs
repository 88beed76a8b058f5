/**
 * Runs a TypeScript file of the project, whose `main` gets the arguments behind it and gives the exit status.
 *
 * usage: node scripts/run-typescript.mjs FILE [ARGUMENT…]
 */
import { resolve } from "node:path";
import { runnerImport } from "vite";

const [file = "", ...given] = process.argv.slice(2);
const { module } = await runnerImport(resolve(file), { logLevel: "error" });
process.exitCode = await module.main(given);
