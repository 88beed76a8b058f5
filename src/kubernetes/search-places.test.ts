import { describe, expect, it } from "vitest";
import { SAMPLES } from "../../samples/index";
import { readPaste } from "../paste/paste";
import { searchPlaces } from "./search-places";

const [aks, shop] = await Promise.all(SAMPLES.map(async (sample) => readPaste(await sample.load())));
if (!aks || !shop) throw new Error("two samples were expected");

const found = (query: string, limit = 50, paste = shop) =>
  searchPlaces(paste, query, limit).map(({ address, label }) => `${address} ${label}`);

describe("a search among the places", () => {
  it("finds a Service by its name, its namespace and its port", () => {
    expect(found("web")[0]).toBe("10.96.74.12 shop/web:http");
    expect(found("shop/w")[0]).toBe("10.96.74.12 shop/web:http");
    expect(found("web 31080")).toEqual(["192.168.10.11 shop/web:http, node port"]);
  });

  it("finds an address, and what begins so", () => {
    expect(found("10.96.74.12")[0]).toBe("10.96.74.12 shop/web:http");
    expect(found("10.96.").every((text) => text.startsWith("10.96."))).toBe(true);
    expect(found("10.96.").length).toBeGreaterThan(3);
  });

  it("puts the name itself before what begins so, and that before what holds it", () => {
    const text = (names: readonly string[]) => {
      const chains = names.map((_, index) => `KUBE-SVC-${String(index).padStart(16, "A")}`);
      const rules = names.map(
        (name, index) =>
          `-A KUBE-SERVICES -d 10.96.0.${String(index + 1)}/32 -p tcp -m comment --comment "${name} cluster IP" -m tcp --dport 80 -j ${chains[index] ?? ""}`,
      );
      return `*nat\n:KUBE-SERVICES - [0:0]\n${chains.map((name) => `:${name} - [0:0]\n`).join("")}${rules.join("\n")}\nCOMMIT\n`;
    };
    const paste = readPaste(text(["a/superweb", "b/my-web", "c/webhook", "d/web"]));
    const labels = searchPlaces(paste, "web", 50).map(({ label }) => label);
    expect(labels).toEqual(["d/web", "c/webhook", "b/my-web", "a/superweb"]);
    expect(searchPlaces(paste, "web", 2).map(({ label }) => label)).toEqual(["d/web", "c/webhook"]);
  });

  it("takes every word, in any order and case, and finds nothing for what is not there", () => {
    expect(found("HTTP load WEB")).toEqual(["203.0.113.80 shop/web:http, load balancer"]);
    expect(found("web nowhere")).toEqual([]);
  });

  it("offers some of every kind before anything is typed", () => {
    const kinds = new Set(searchPlaces(shop, " ", 6).map(({ kind }) => kind));
    expect(kinds).toEqual(new Set(["service", "endpoint", "node", "network"]));
    expect(found("", 6)).toHaveLength(6);
    expect(found("", 1000)).toEqual(found("", 999));
  });

  it("for who sends leaves out Services, also where most of what is found are some", () => {
    const senders = searchPlaces(shop, "web", 3, true);
    expect(senders.map(({ kind }) => kind)).toEqual(["endpoint", "endpoint", "endpoint"]);
    expect(searchPlaces(shop, "", 50, true).some(({ kind }) => kind === "service")).toBe(false);
  });
});
