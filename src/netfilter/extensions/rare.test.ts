/**
 * What the page must know of the rare extensions before they have come.
 */
import { expect, it } from "vitest";
import { allExtensions, findMatch, findTarget, matchForProtocol, RARE_TARGET_NAMES } from "./index";
import { RARE_MATCHES, RARE_TARGETS } from "./rare";

it("the rare targets are known by their names, and no other is", () => {
  expect([...RARE_TARGET_NAMES].sort()).toEqual(RARE_TARGETS.map(({ name }) => name).sort());
});

it("every rare extension is found by its name, and by its protocols", () => {
  for (const match of RARE_MATCHES) {
    expect(findMatch(match.name)).toBe(match);
    for (const protocol of match.protocols) expect(matchForProtocol(protocol)).toBe(match);
  }
  for (const target of RARE_TARGETS) expect(findTarget(target.name)).toBe(target);
});

it("no extension is both rare and common", () => {
  const names = allExtensions().map(({ kind, name }) => `${kind} ${name}`);
  expect(names).toHaveLength(new Set(names).size);
});
