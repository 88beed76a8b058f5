/**
 * Dumps of kube-proxy that somebody changed: what is read of them in part must be what is read of them whole.
 */
import fc from "fast-check";
import { makeCluster } from "../../bench/dump/cluster";
import { makeDump } from "../../bench/dump/dump";

const SILENT = /-m comment --comment (?:"[^"]*"|\S+) /;
const COMMENT = /--comment (?:"[^"]*"|\S+)/;

/** The lines of a dump of some Services: some are left out, some bear no comment or that of another, some stand behind a remark. */
export const changedDump = fc
  .record({
    seed: fc.nat(1000),
    release: fc.constantFrom("1.22", "1.30"),
    kubectl: fc.constantFrom(null, "tables"),
    changes: fc.array(fc.integer({ min: 0, max: 19 }), { minLength: 1, maxLength: 97 }),
  })
  .map(({ seed, release, kubectl, changes }) => {
    const lines = makeDump(makeCluster(8, 3, seed), { release, comments: true, kubectl }).split("\n");
    const comments = lines.flatMap((line) => COMMENT.exec(line)?.[0] ?? []);
    return lines
      .flatMap((line, at) => {
        switch (changes[at % changes.length]) {
          case 0:
            return [];
          case 1:
            return line.replace(SILENT, "");
          case 2:
            return line.replace(COMMENT, comments[(7 * seed + line.length) % comments.length] ?? "");
          case 3:
            return [`# ${line}`, line];
          default:
            return line;
        }
      })
      .join("\n");
  });
