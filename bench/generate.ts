/**
 * Makes a dump of a node of a large cluster: what kube-proxy of a chosen Kubernetes release writes, `ip addr`, `ip route`, and
 * what kubectl prints if that is asked for. The same seed makes the same dump.
 *
 * usage: npm run --silent generate -- --services 10000 --endpoints 3 [--release 1.30|1.22] [--comments always|never]
 *                                     [--kubectl tables|yaml|json] [--seed 1] > FILE
 */
import { parseArgs } from "node:util";
import { makeCluster } from "./dump/cluster";
import { makeDump } from "./dump/dump";

const WHOLE = /^\d{1,7}$/;

/** Prints the dump; exit status 2 where an option is not understood. */
export function main(given: readonly string[]): number {
  const { values } = parseArgs({
    args: [...given],
    options: {
      services: { type: "string", default: "10000" },
      endpoints: { type: "string", default: "3" },
      release: { type: "string", default: "1.30" },
      comments: { type: "string" },
      kubectl: { type: "string" },
      seed: { type: "string", default: "1" },
    },
  });
  const { services, endpoints, release, comments, kubectl, seed } = values;
  for (const [name, value] of Object.entries({ services, endpoints, seed }))
    if (!WHOLE.test(value)) return complain(`--${name} ${value}: a whole number was expected`);
  if (release !== "1.30" && release !== "1.22") return complain(`--release ${release}: 1.30 or 1.22 was expected`);
  if (comments !== undefined && comments !== "always" && comments !== "never")
    return complain(`--comments ${comments}: always or never was expected`);
  if (kubectl !== undefined && kubectl !== "tables" && kubectl !== "yaml" && kubectl !== "json")
    return complain(`--kubectl ${kubectl}: tables, yaml or json was expected`);
  const cluster = makeCluster(Number(services), Number(endpoints), Number(seed));
  const said = comments === undefined ? undefined : comments === "always";
  process.stdout.write(makeDump(cluster, { release, comments: said, kubectl: kubectl ?? null }));
  return 0;
}

function complain(message: string): number {
  process.stderr.write(`generate: ${message}\n`);
  return 2;
}
