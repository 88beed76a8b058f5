/**
 * The readers of what few pastes hold: characters that no tool prints, rules that stand outside of any table, listings, scripts, and of the node all but
 * what `ip addr` and `ip route` print. The page fetches them for a paste that does.
 */
export { readConnections } from "../netfilter/read/conntrack-list";
export { readIfconfig } from "../netfilter/read/ifconfig";
export { InterfaceDrafts } from "../netfilter/read/interface-drafts";
export { readBriefInterfaces, readOneLineInterfaces } from "../netfilter/read/ip-addr-brief";
export { readJsonInterfaces, readJsonRoutes } from "../netfilter/read/ip-json";
export { readRoutingRules } from "../netfilter/read/ip-rule";
export { SetDrafts } from "../netfilter/read/ipset-drafts";
export { readSetList } from "../netfilter/read/ipset-list";
export { readSetCommands } from "../netfilter/read/ipset-save";
export { readRouteTable } from "../netfilter/read/route-table";
export { plainCharacters } from "./characters";
export { readListedSection } from "./listing-section";
export { readRuleLines, signsOf } from "./rule-lines";
export { Scripts } from "./scripts";
