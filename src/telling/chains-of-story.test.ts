/** The chains of a story are those on its ways and those that its rules lead to, by name. */
import { expect, it } from "vitest";
import { tell } from "./told.fixture";

const RULES = `
*nat
:PREROUTING ACCEPT [0:0]
:KUBE-SVC-2CMXP7HKUVJN7L6M - [0:0]
:KUBE-SEP-RPYTXMYI33B6SF5E - [0:0]
:both - [0:0]
-A PREROUTING -j both
-A PREROUTING -j KUBE-SVC-2CMXP7HKUVJN7L6M
-A KUBE-SVC-2CMXP7HKUVJN7L6M -m comment --comment "default/nginx -> 10.244.0.13:80" -j KUBE-SEP-RPYTXMYI33B6SF5E
-A KUBE-SEP-RPYTXMYI33B6SF5E -p tcp -m comment --comment "default/nginx" -m tcp -j DNAT --to-destination 10.244.0.13:80
COMMIT
*filter
:FORWARD ACCEPT [0:0]
:both - [0:0]
:never - [0:0]
-A FORWARD -j both
-A FORWARD -p udp -j never
COMMIT`;

it("names them with their tables and what they mean, and no other", () => {
  const { chains } = tell(RULES, { dst: "10.0.91.63" });
  expect(chains.both).toEqual({
    places: [
      { family: 4, table: "nat" },
      { family: 4, table: "filter" },
    ],
    meaning: null,
  });
  expect(chains["KUBE-SVC-2CMXP7HKUVJN7L6M"]).toEqual({
    places: [{ family: 4, table: "nat" }],
    meaning: "default/nginx",
  });
  expect(chains.PREROUTING?.places).toContainEqual({ family: 4, table: "nat" });
  expect(chains.never).toBeUndefined();
});
