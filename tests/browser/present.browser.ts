import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { dumpOf, expectVerdict, stepNumber } from "./acts";
import { builtPage } from "./built-page";

const hookline = builtPage();

async function openPresented(): Promise<Page> {
  const page = await hookline.open();
  await expectVerdict(page, "Forwarded to");
  await page.getByRole("heading", { name: "Hookline" }).click();
  await page.keyboard.press("Home");
  await page.keyboard.press("p");
  await page.getByRole("region", { name: "Caption" }).waitFor();
  return page;
}

it("P shows the walk to a room: large, without what only its reader needs, until Esc", async () => {
  const page = await openPresented();
  expect(await dumpOf(page).isVisible()).toBe(false);
  expect(await page.getByRole("group", { name: "Packet" }).isVisible()).toBe(false);
  const size = await page.getByRole("region", { name: "Caption" }).evaluate((room) => getComputedStyle(room).fontSize);
  expect(parseFloat(size)).toBeGreaterThanOrEqual(18);
  await page.keyboard.press("ArrowRight");
  expect(await stepNumber(page)).toBe(2);
  await page.keyboard.press("Escape");
  await dumpOf(page).waitFor();
  expect(await stepNumber(page)).toBe(2);
});

it("the pointer goes over the clauses of the rule, and tells each with what the packet bears", async () => {
  const page = await openPresented();
  const caption = page.getByRole("region", { name: "Caption" });
  for (let chain = 0; chain < 3; chain++) await page.keyboard.press("Shift+ArrowRight");
  await expect.poll(() => caption.textContent()).toContain("Goes to");
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => caption.textContent()).toContain("destination is 10.0.91.63");
  await expect.poll(() => caption.locator("[data-marked='true']").allTextContents()).toEqual(["-d 10.0.91.63/32"]);
  await page.keyboard.press("ArrowUp");
  await expect.poll(() => caption.textContent()).toContain("Goes to");
});

it("a link of what is presented opens presented", async () => {
  const page = await hookline.open();
  await expectVerdict(page, "Forwarded to");
  await page.getByRole("button", { name: "Share" }).click();
  const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
  const other = await hookline.open(`${new URL(link).hash}&present=1`);
  await other.getByRole("region", { name: "Caption" }).waitFor();
  await other.getByRole("button", { name: "Stop presenting" }).click();
  await expectVerdict(other, "Forwarded to");
});

it("presenting takes the whole screen, and leaves with it", async () => {
  const page = await openPresented();
  const isWhole = () => page.evaluate(() => document.fullscreenElement === document.documentElement);
  await expect.poll(isWhole).toBe(true);
  await page.getByRole("button", { name: "Stop presenting" }).click();
  await expect.poll(isWhole).toBe(false);
  await dumpOf(page).waitFor();

  await page.getByRole("button", { name: "Present" }).click();
  await expect.poll(isWhole).toBe(true);
  // As the browser's own key does, of which no page is told.
  await page.evaluate(() => document.exitFullscreen());
  await dumpOf(page).waitFor();
  expect(await page.getByRole("region", { name: "Caption" }).count()).toBe(0);
});

it("a screen that becomes whole after presenting was stopped is left again", async () => {
  const page = await hookline.open();
  await expectVerdict(page, "Forwarded to");
  const seen = () => page.evaluate(() => document.documentElement.dataset.seen ?? "");
  await page.evaluate(() => {
    const root = document.documentElement;
    const request = root.requestFullscreen.bind(root);
    root.requestFullscreen = async () => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      await request();
    };
    document.addEventListener("fullscreenchange", () => {
      root.dataset.seen = `${root.dataset.seen ?? ""}${document.fullscreenElement ? "whole " : "left "}`;
    });
  });
  await page.getByRole("heading", { name: "Hookline" }).click();
  await page.keyboard.press("p");
  await page.keyboard.press("Escape");
  await dumpOf(page).waitFor();
  await expect.poll(seen).toBe("whole left ");
});

it("where the whole screen is refused, it is presented in the window", async () => {
  const page = await hookline.open();
  await expectVerdict(page, "Forwarded to");
  await page.evaluate(() => {
    document.documentElement.requestFullscreen = () => Promise.reject(new TypeError("refused"));
  });
  await page.getByRole("button", { name: "Present" }).click();
  await page.getByRole("region", { name: "Caption" }).waitFor();
  expect(await dumpOf(page).isVisible()).toBe(false);
});
