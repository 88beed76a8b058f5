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
From PREROUTING it goes to KUBE-SERVICES. No MY-PREROUTING, constructor or __proto__-2.
`;

it("chains that problems name are known by their whole names, with every table that has one", () => {
  const { problems, rulesets } = readPaste(TEXT);
  expect(problems.map(({ line }) => line)).toEqual([11]);
  expect(Object.entries(chainsOfProblems(problems, Object.values(rulesets)))).toEqual([
    ["PREROUTING", { tables: ["nat"], meaning: null }],
    ["KUBE-SERVICES", { tables: ["nat", "filter"], meaning: null }],
  ]);
});
