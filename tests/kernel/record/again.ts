/**
 * `npm run record [NAME…]`: makes the records of tests/kernel/recorded anew from their own specs, all or those named. A
 * spec that stands there without results (as npm run test:kernel writes it) becomes a record.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Kernel, whyNot } from "../kernel";
import { printRecord, specIn } from "../record";

const RECORDED = join(import.meta.dirname, "../recorded");

/** Runs it; gives the exit status. */
export async function main(given: string[]): Promise<number> {
  const missing = whyNot();
  if (missing !== undefined) {
    console.log(`Nothing is recorded: ${missing}.`);
    return 1;
  }
  const named = given.map((name) => name.replace(/^.*\//, "").replace(/\.json$/, ""));
  const names = readdirSync(RECORDED).map((file) => file.replace(/\.json$/, ""));
  const unknown = named.filter((name) => !names.includes(name));
  for (const name of unknown) console.log(`There is no tests/kernel/recorded/${name}.json.`);
  const kernel = new Kernel();
  let failed = unknown.length;
  for (const name of names.filter((one) => named.length === 0 || named.includes(one))) {
    const file = join(RECORDED, `${name}.json`);
    const spec = specIn(JSON.parse(readFileSync(file, "utf8")) as object);
    const said = await kernel.ask({ ...spec, patient: true });
    if (said.kind === "refused") {
      console.log(`${name}: ${said.why}`);
      failed++;
      continue;
    }
    writeFileSync(file, printRecord(said.json));
    console.log(`${name}: recorded`);
  }
  kernel.close();
  return failed === 0 ? 0 : 1;
}
