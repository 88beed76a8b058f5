import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { svgOf } from "./svg";
import { DARK, LIGHT } from "./svg-colours";
import { draw, kubeNode, rulesetOf, toNginx } from "./walk.fixture";

const node = kubeNode(20);
const picture = draw(node, toNginx(node));
const last = picture.stops.length - 1;

/** What is wrong with a text as XML: tags that do not close in order, or characters that stand unescaped. Null where nothing is. */
function malformed(text: string): string | null {
  const open: string[] = [];
  const rest = text
    .replace(/<\?xml[^?]*\?>/, "")
    .replace(
      /<(\/?)([a-z]+)((?: [\w:-]+="[^"<]*")*)(\/?)>/gi,
      (tag: string, close: string, name: string, attributes: string, empty: string) => {
        if (/&(?!amp;|lt;|gt;|quot;)/.test(attributes)) open.push(`bare & in ${tag}`);
        if (close === "/") {
          if (open.pop() !== name) open.push(`wrong end ${tag}`);
        } else if (empty !== "/") open.push(name);
        return "";
      },
    );
  if (open.length > 0) return open.join(", ");
  return /[<]|&(?!amp;|lt;|gt;|quot;)/.exec(rest)?.[0] ?? null;
}

describe("the picture as an SVG file", () => {
  const svg = svgOf(picture, last, "light");

  test("is well-formed and refers to nothing outside itself", () => {
    expect(malformed(svg)).toBeNull();
    expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', "")).not.toMatch(
      /https?:|url\(|href|@import|<style|<script/,
    );
  });

  test("has the page's nodes, each in its place", () => {
    const places = [...svg.matchAll(/<g transform="translate\(([\d.]+) ([\d.]+)\)" data-node="([^"]+)"/g)];
    const drawn = places.map(([, x, y, id]) => ({ id, x: Number(x), y: Number(y) }));
    const wanted = picture.nodes.map(({ id, x, y }) => ({
      id,
      x: Math.round(x * 10) / 10,
      y: Math.round(y * 10) / 10,
    }));
    expect(drawn).toHaveLength(wanted.length);
    expect(drawn).toEqual(expect.arrayContaining(wanted));
  });

  test("lights the way up to the step and no further", () => {
    const lit = (step: number) => [...svgOf(picture, step, "light").matchAll(/<path [^>]*stroke="#2b50e0"/g)].length;
    const passed = (step: number) => picture.edges.filter((edge) => edge.step !== null && edge.step <= step).length;
    for (const step of [0, 3, last]) expect(lit(step)).toBe(passed(step));
    expect(lit(last)).toBeGreaterThan(lit(0));
  });

  test("bears the packet's two ends where it stands", () => {
    expect(svg).toContain("→ 10.244.0.13:80");
    expect(svgOf(picture, 0, "light")).toContain("→ 10.0.91.63:80");
  });

  test("is drawn in either theme's colours", () => {
    expect(svg).toContain(`fill="${LIGHT.paper}"`);
    expect(svgOf(picture, last, "dark")).toContain(`fill="${DARK.paper}"`);
  });
});

test("whatever a rule says, the file is well-formed", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (words) => {
      const ruleset = rulesetOf(`*filter\n:FORWARD ACCEPT\n-A FORWARD ${words.replace(/\s/g, " ")} -j LOG`);
      expect(
        malformed(
          svgOf(
            draw(ruleset, () => true),
            0,
            "light",
          ),
        ),
      ).toBeNull();
    }),
    { numRuns: 30 },
  );
});

test("the colours are the page's", () => {
  const css = readFileSync(join(import.meta.dirname, "../app/tokens.css"), "utf8");
  for (const [name, light] of Object.entries(LIGHT))
    expect(css).toContain(`--${name}: light-dark(${light as string}, ${DARK[name as keyof typeof DARK]});`);
});
