/**
 * The budget of the page's first sight: what scripts a browser fetches before the verdict of the first sample stands there.
 */
import { gzipSync } from "node:zlib";
import type { Response } from "playwright-core";
import { describe, expect, it } from "vitest";
import { expectVerdict } from "./acts";
import { builtPage } from "./built-page";

/** Bytes of gzip. */
const MOST = 200_000;

/** What first sight must never need, whatever it weighs. */
const LATER =
  /^(react-flow|codemirror|DumpEditor|WalkCanvas|RuleList|RuleTip|Palette|Shared|Connection|drawing|aside|kubectl|rare|link)-/;

const built = builtPage();

describe("the first sight", () => {
  it("needs at most 200 kB of scripts, those of the worker among them; the rest comes by itself", async () => {
    const page = await built.blank();
    const scripts: Script[] = [];
    page.context().on("response", (response) => {
      const name = /[^/]+\.js$/.exec(response.url())?.[0];
      if (name === undefined) return;
      scripts.push({ name, asked: response.request().timing().startTime, response });
    });
    // The page itself takes the time at which the verdict stands there.
    await page.addInitScript(() => {
      new MutationObserver((_, observer) => {
        if (!document.querySelector("[aria-label=Verdict]")?.textContent.includes("Forwarded")) return;
        observer.disconnect();
        document.documentElement.dataset.seen = String(performance.timeOrigin + performance.now());
      }).observe(document, { subtree: true, childList: true, characterData: true });
    });
    await page.goto(built.url());
    await page.getByRole("status", { name: "Verdict" }).getByText("Forwarded").waitFor();
    const seen = Number(await page.locator("html[data-seen]").getAttribute("data-seen"));
    // All of it comes by itself, so that nothing need be fetched for what is pressed next.
    await expect
      .poll(() => scripts.map(({ name }) => LATER.exec(name)?.[1]))
      .toEqual(
        expect.arrayContaining([
          "react-flow",
          "codemirror",
          "drawing",
          "aside",
          "kubectl",
          "rare",
          "Palette",
        ]) as string[],
      );
    await expectVerdict(page, "Forwarded");
    const all = await sizes(scripts);
    const first = all.filter(({ asked }) => asked <= seen);
    const [before, after] = [sum(first), sum(all) - sum(first)];
    console.log(
      `scripts of the first sight: ${String(before)} bytes of gzip; fetched by itself afterwards: ${String(after)}`,
    );
    expect(first.some(({ name }) => name.startsWith("worker"))).toBe(true);
    expect(before, first.map(({ name, size }) => `${name} ${String(size)}`).join(", ")).toBeLessThanOrEqual(MOST);
    expect(first.filter(({ name }) => LATER.test(name)).map(({ name }) => name)).toEqual([]);
  });
});

interface Script {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly asked: number;
  readonly response: Response;
}

/** In bytes of gzip. */
type Sized = Omit<Script, "response"> & { readonly size: number };

function sizes(scripts: readonly Script[]): Promise<Sized[]> {
  return Promise.all(
    scripts.map(async ({ name, asked, response }) => ({
      name,
      asked,
      size: gzipSync(await response.body(), { level: 9 }).length,
    })),
  );
}

function sum(sized: readonly Sized[]): number {
  return sized.reduce((total, { size }) => total + size, 0);
}
