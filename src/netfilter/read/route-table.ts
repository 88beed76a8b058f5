/**
 * Reads the routing table as `route -n` and `netstat -rn` print it (net-tools and busybox, route(8)), of both families:
 * the table main in columns below a heading. Of several next hops they show the first alone.
 */
import { ipv4, maskedPrefix, parseAddress, parsePrefix, prefixOf, type Prefix } from "../address";
import type { Route } from "../node";
import { isRouteTableHeading } from "./node-signs";
import { quoted, type ProblemList } from "./problems";
import type { Section } from "./section";
import { splitWords, type Word } from "./words";

/** The routes of several sections. What IPv6 shows of the table local (device lo, flag n) is left out. */
export function readRouteTable(sections: readonly Section[], problems: ProblemList): Route[] {
  const routes: Route[] = [];
  for (const { lines, from, to } of sections) {
    // Only `route` has a column of metrics; `netstat -r` has others there.
    let metrics = true;
    for (let index = from; index < to; index++) {
      const source = lines.at(index);
      if (isRouteTableHeading(source)) {
        metrics = !/\sMSS\s/.test(source);
        continue;
      }
      const words = splitWords(source);
      if (words.length === 0) continue;
      const route =
        words[0]?.text.includes(":") === true ? readV6(words, index + 1) : readV4(words, index + 1, metrics);
      if (route === "not a route") {
        const message = `${quoted(source.trim())} is no route; expected destination, gateway, mask, flags and device`;
        problems.warn(index + 1, words[0]?.column ?? 1, message);
      } else if (route) routes.push(route);
    }
  }
  return routes;
}

function readV4(words: readonly Word[], line: number, metrics: boolean): Route | "not a route" {
  const [destination, gateway, mask, flags, metric] = words.map(({ text }) => text);
  const prefix = destination === "default" ? prefixOf(ipv4(0), 0) : parsePrefix(`${destination ?? ""}/${mask ?? ""}`);
  if (prefix?.family !== 4 || words.length < 8) return "not a route";
  return routeOf(words, line, prefix, gateway ?? "", flags ?? "", metrics ? metric : "0");
}

function readV6(words: readonly Word[], line: number): Route | "not a route" | undefined {
  const [destination, hop, flags = "", metric] = words.map(({ text }) => text);
  const prefix = parsePrefix(destination === "[::]/0" ? "::/0" : (destination ?? ""));
  if (prefix?.family !== 6 || words.length < 6) return "not a route";
  return flags.includes("n") ? undefined : routeOf(words, line, prefix, hop ?? "", flags, metric);
}

function routeOf(
  words: readonly Word[],
  line: number,
  prefix: Prefix,
  gateway: string,
  flags: string,
  metric: string | undefined,
): Route {
  const refused = flags.includes("!");
  const device = words.at(-1)?.text;
  return {
    type: refused ? "unreachable" : "unicast",
    destination: maskedPrefix(prefix),
    table: "main",
    dev: refused ? undefined : device,
    // A next hop of the other family is shown as 0.0.0.0.
    via: flags.includes("G") && gateway !== "0.0.0.0" ? parseAddress(gateway) : undefined,
    src: undefined,
    metric: /^\d{1,10}$/.test(metric ?? "") ? Number(metric) : 0,
    text: words.map(({ raw }) => raw).join(" "),
    line,
  };
}
