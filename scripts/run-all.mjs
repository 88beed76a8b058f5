/**
 * Runs every npm script whose name begins with a prefix, one after the other, and says at the end which failed.
 *
 * usage: node scripts/run-all.mjs PREFIX [BUT…]      (BUT: names of scripts that are left out)
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

const [prefix = "", ...but] = process.argv.slice(2);
/** @type {{ scripts: Record<string, string> }} */
const { scripts } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const failed = [];
for (const name of Object.keys(scripts).filter((one) => one.startsWith(prefix) && !but.includes(one))) {
  const begun = Date.now();
  console.log(`\n── ${name}`);
  const { status } = spawnSync("npm", ["run", "--silent", name], {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  console.log(`── ${name}: ${status === 0 ? "passed" : "FAILED"} in ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  if (status !== 0) failed.push(name);
}
console.log(failed.length === 0 ? `\nAll of ${prefix}* passed.` : `\nFailed: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;
