/**
 * What is there at first sight, and how the rest joins it: nothing moves, nothing that was typed is lost, and what could
 * not be fetched is told where it is missing and can be tried again.
 */
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { dumpOf, expectVerdict, paste, stepsOf } from "./acts";
import { builtPage } from "./built-page";
import { atRest } from "./rest";

const built = builtPage();
const EDITOR = /\/assets\/DumpEditor-/;
const PICTURE = /\/assets\/WalkCanvas-/;
const ASSETS = join(import.meta.dirname, "../../dist/assets");
/** What comes only when somebody opens it: a link, another sample. */
const OPENED = /^(link|forward-drop|three-replicas)-/;

const SAVE = "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n";

/** The page at its first sight, its scripts of these names held back; `go` lets them come. */
async function heldBack(...names: readonly RegExp[]): Promise<{ readonly page: Page; readonly go: () => void }> {
  const page = await built.blank();
  let go = () => {
    /* Replaced at once. */
  };
  const free = new Promise<void>((resolve) => {
    go = resolve;
  });
  for (const name of names)
    await page.route(name, async (route) => {
      await free;
      await route.continue();
    });
  await page.goto(built.url());
  await expectVerdict(page, "Forwarded to 10.244.0.13:80");
  return { page, go };
}

const editorOf = (page: Page) => page.locator(".cm-content");
const plainOf = (page: Page) => page.locator("textarea[aria-label=Dump]");

describe("the first sight", () => {
  it("has the verdict, the way, the steps and the text; nothing moves when the picture and the editor join it", async () => {
    const { page, go } = await heldBack(EDITOR, PICTURE);
    expect(await stepsOf(page).count()).toBeGreaterThan(10);
    expect(await page.getByRole("button", { name: "Next step" }).isVisible()).toBe(true);
    expect(await plainOf(page).inputValue()).toContain("KUBE-SERVICES");
    await page.evaluate(() => {
      const moved: string[] = [];
      Object.assign(document.documentElement, { moved });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & {
          sources: { node: Node | null }[];
        })[])
          for (const { node } of entry.sources) moved.push(node instanceof Element ? node.outerHTML.slice(0, 120) : "");
      }).observe({ type: "layout-shift" });
    });
    await atRest(page);
    const before = await placesOf(page, true);
    go();
    await editorOf(page).waitFor();
    await page.locator("[data-chain]").first().waitFor();
    await page.waitForLoadState("networkidle");
    await atRest(page);
    const after = await placesOf(page, false);
    expect(after).toEqual(before);
    expect(await page.evaluate(() => (document.documentElement as unknown as { moved: string[] }).moved)).toEqual([]);
  });

  it("takes what is typed, and hands text and caret to the editor", async () => {
    const { page, go } = await heldBack(EDITOR);
    await plainOf(page).evaluate((field: HTMLTextAreaElement) => {
      field.focus();
      field.setSelectionRange(0, 0);
    });
    await page.keyboard.type("# mine");
    go();
    await editorOf(page).waitFor();
    await page.keyboard.type(" still\n");
    await expect.poll(() => editorOf(page).innerText()).toMatch(/^# mine still\n/);
  });

  it("takes a paste in the place of all, before the editor has come", async () => {
    const { page, go } = await heldBack(EDITOR);
    await paste(page, SAVE);
    await expectVerdict(page, "Dropped by the policy of filter/FORWARD");
    expect(await plainOf(page).inputValue()).toBe(SAVE);
    go();
    await expect.poll(() => editorOf(page).innerText()).toContain(":FORWARD DROP");
  });
});

describe("a part that cannot be fetched", () => {
  it("is told where it is missing, and tried again", async () => {
    const page = await built.blank();
    await page.route(PICTURE, (route) => route.abort());
    await page.route(EDITOR, (route) => route.abort());
    await page.goto(built.url());
    await expectVerdict(page, "Forwarded to 10.244.0.13:80");
    const alerts = page.getByRole("alert").filter({ hasText: "could not be fetched" });
    await expect.poll(() => alerts.count()).toBe(2);
    await plainOf(page).fill(SAVE);
    await expectVerdict(page, "Dropped by the policy of filter/FORWARD");
    await page.unrouteAll();
    for (const left of [1, 0]) {
      await alerts.first().getByRole("button", { name: "Try again" }).click();
      await expect.poll(() => alerts.count()).toBe(left);
    }
    await page.locator("[data-chain]").first().waitFor();
    await expect.poll(() => editorOf(page).innerText()).toContain(":FORWARD DROP");
  });

  it("of the engine is told with the verdict that stood there, and tried again", async () => {
    const page = await built.blank();
    await page.route(/\/assets\/rare-/, (route) => route.abort());
    await page.goto(built.url());
    await expectVerdict(page, "Forwarded to 10.244.0.13:80");
    await editorOf(page).waitFor();
    await paste(page, SAVE.replace("COMMIT", "-A FORWARD -m ttl --ttl-gt 3 -j ACCEPT\nCOMMIT"));
    await expectVerdict(page, "could not be fetched");
    await page.unrouteAll();
    await page.getByRole("button", { name: "Try again" }).first().click();
    await expectVerdict(page, "Forwarded");
    await expect.poll(() => page.getByRole("button", { name: "Try again" }).count()).toBe(0);
  });
});

it("what has come works without a network", async () => {
  const page = await built.blank();
  const come = new Set<string>();
  page.context().on("requestfinished", (request) => come.add(basename(request.url())));
  await page.goto(built.url());
  await expectVerdict(page, "Forwarded to 10.244.0.13:80");
  const missing = () =>
    readdirSync(ASSETS).filter((name) => name.endsWith(".js") && !OPENED.test(name) && !come.has(name));
  await expect.poll(missing).toEqual([]);
  await page.context().setOffline(true);
  await paste(page, SAVE.replace("COMMIT", "-A FORWARD -m ttl --ttl-gt 3 -j ACCEPT\nCOMMIT"));
  await expectVerdict(page, "Forwarded");
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill("FORWARD");
  await page
    .getByRole("option", { name: /FORWARD/ })
    .first()
    .waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Share" }).click();
  await expect.poll(() => page.getByRole("textbox", { name: "Link" }).inputValue()).toMatch(/#\w+=/);
  expect(await dumpOf(page).innerText()).toContain("--ttl-gt 3");
});

/** Where the parts of the page stand, in pixels, and where and in what the text of the dump does. */
function placesOf(page: Page, plain: boolean): Promise<unknown> {
  return page.evaluate((ofPlain) => {
    const rect = (element: Element | null | undefined) => {
      const { x, y, width, height } = element?.getBoundingClientRect() ?? new DOMRect(-1);
      return [x, y, width, height].map(Math.round);
    };
    const text = document.querySelector<HTMLElement>(ofPlain ? "textarea[aria-label=Dump]" : ".cm-line");
    const look = text ? getComputedStyle(text) : undefined;
    const room = ofPlain ? text : document.querySelector(".cm-content");
    const { x = 0, y = 0 } = text?.getBoundingClientRect() ?? {};
    return {
      editor: rect(document.querySelector("[aria-label=Source] > div:last-of-type")),
      steps: rect(document.querySelector("[aria-label=Steps]")),
      player: rect(document.querySelector("input[type=range]")),
      verdict: rect(document.querySelector("[aria-label=Verdict]")),
      text: {
        left: Math.round(x + parseFloat(look?.paddingLeft ?? "")),
        top: Math.round(ofPlain ? y + parseFloat(look?.paddingTop ?? "") : (room?.getBoundingClientRect().y ?? 0) + 8),
        font: [look?.fontFamily, look?.fontSize, look?.lineHeight],
      },
    };
  }, plain);
}
