import { expect, it } from "vitest";
import { readPaste } from "../paste/paste";
import { chainsOfProblems } from "./chains-of-problems";

const TEXT = `*nat
:PREROUTING ACCEPT [0:0]
:KUBE-SERVICES - [0:0]
:__proto__ - [0:0]
-A PREROUTING -j KUBE-SERVICES
COMMIT
*filter
:FORWARD ACCEPT [0:0]
:KUBE-SERVICES - [0:0]
COMMIT
# ip6tables-save
*filter
:FORWARD ACCEPT [0:0]
:KUBE-SERVICES - [0:0]
:six - [0:0]
-A FORWARD -s fd00::/8 -j six
COMMIT
From PREROUTING or six it goes to KUBE-SERVICES. No MY-PREROUTING, constructor or __proto__-2.
`;

it("chains that problems name are known by their whole names, with every table of both families that has one", () => {
  const { problems, rulesets } = readPaste(TEXT);
  expect(problems.map(({ line }) => line)).toEqual([18]);
  expect(Object.entries(chainsOfProblems(problems, Object.values(rulesets)))).toEqual([
    ["PREROUTING", { places: [{ family: 4, table: "nat" }], meaning: null }],
    ["six", { places: [{ family: 6, table: "filter" }], meaning: null }],
    [
      "KUBE-SERVICES",
      {
        places: [
          { family: 4, table: "nat" },
          { family: 4, table: "filter" },
          { family: 6, table: "filter" },
        ],
        meaning: null,
      },
    ],
  ]);
});
