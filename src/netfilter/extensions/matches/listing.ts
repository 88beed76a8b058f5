/**
 * `-m listing --hides "the devices of rule 2 of filter/INPUT"`: what `iptables -L` without `-v` does not show of a rule.
 * No iptables has such a match: a ruleset that was read from a listing cannot be loaded as if nothing lacked.
 */
import { defineMatch } from "../define";
import { text } from "../kinds";
import { option } from "../options";
import { asked } from "../questions";

export const LISTING = defineMatch({
  name: "listing",
  options: { hides: option(text(255), "--hides") },
  check: ({ hides }) => (hides ? undefined : "--hides is missing"),
  test: ({ hides }) => {
    const what = hides?.value ?? "";
    return asked(
      `it has ${what}, which the listing does not show`,
      `it does not have ${what}, which the listing does not show`,
    );
  },
  tell: ({ hides }) => `it has ${hides?.value ?? ""}, which the listing does not show`,
});
