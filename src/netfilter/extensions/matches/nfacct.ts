/**
 * `-m nfacct`: counts the packet in a named account; one that has a quota fits once that is used up (iptables-extensions(8),
 * nfacct; kernel: net/netfilter/xt_nfacct.c). Accounts are not in the paste.
 */
import { defineMatch } from "../define";
import { name } from "../kinds";
import { option } from "../options";
import { asked } from "../questions";
import { prose } from "../prose";

export const NFACCT = defineMatch({
  name: "nfacct",
  listed: prose([/nfacct-name\s+(?<account>\S+)/, "--nfacct-name $account"]),
  options: { account: option(name(31), "--nfacct-name") },
  check: ({ account }) => (account ? undefined : "--nfacct-name is missing"),
  test: ({ account }) => {
    const of = account?.value ?? "";
    return asked(
      `the account ${of} has no quota, or has used it up`,
      `the account ${of} has a quota that is not used up`,
    );
  },
  tell: ({ account }) => `it is counted in the account ${account?.value ?? ""}`,
});
