import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { currentStep, dumpOf, expectVerdict, stepNumber, stepsOf } from "./acts";
import { builtPage } from "./built-page";
import { atRest } from "./rest";

const hookline = builtPage();

/** Opens the sample with the focus in no field, at its first step. */
async function openAtStart(): Promise<Page> {
  const page = await hookline.open();
  await expectVerdict(page, "Forwarded to");
  await page.getByRole("heading", { name: "Hookline" }).click();
  await page.keyboard.press("Home");
  return page;
}

async function press(page: Page, key: string, times = 1): Promise<string> {
  for (let time = 0; time < times; time++) await page.keyboard.press(key);
  return currentStep(page);
}

it("goes from chain to chain, rule to rule and hook to hook by keys, and back", async () => {
  const page = await openAtStart();
  expect(await press(page, "Shift+ArrowRight", 3)).toMatch(/nat\s+KUBE-SERVICES\s+rule 5/);
  expect(await press(page, "Shift+ArrowLeft")).toMatch(/nat\s+PREROUTING\s+rule 1/);
  expect(await press(page, "h")).toMatch(/mangle\s+FORWARD\s+policy/);
  expect(await press(page, "r", 2)).toMatch(/filter\s+FORWARD\s+rule 2/);
  expect(await press(page, "Shift+R")).toMatch(/filter\s+FORWARD\s+rule 1/);
  expect(await press(page, "Shift+H", 2)).toMatch(/Connection tracking/);
  expect(await press(page, ".")).toMatch(/mangle\s+PREROUTING/);
  expect(await press(page, ",")).toMatch(/Connection tracking/);
});

it("the buttons leap as far as is chosen beside them", async () => {
  const page = await openAtStart();
  const player = page.getByRole("group", { name: "Playback" });
  await player.getByRole("button", { name: "Next chain" }).click();
  expect(await currentStep(page)).toMatch(/mangle\s+PREROUTING/);
  await player.getByRole("combobox", { name: "Leap by" }).selectOption("hook");
  await player.getByRole("button", { name: "Next hook" }).click();
  expect(await currentStep(page)).toMatch(/mangle\s+FORWARD\s+policy/);
});

it("plays as fast as was chosen, also at the next visit", async () => {
  const page = await openAtStart();
  await page.keyboard.press(">");
  await page.keyboard.press(">");
  const speed = page.getByRole("combobox", { name: "Speed" });
  expect(await speed.inputValue()).toBe("4");
  await page.getByRole("button", { name: "Play" }).click();
  await expect.poll(() => stepNumber(page)).toBe(await stepsOf(page).count());
  await page.reload();
  await expectVerdict(page, "Forwarded to");
  expect(await speed.inputValue()).toBe("4");
});

it("the slider names the step under the pointer", async () => {
  const page = await openAtStart();
  await page.getByRole("slider", { name: "Step" }).hover({ position: { x: 8, y: 10 } });
  await page.getByText("1 · PREROUTING · Connection tracking").waitFor();
});

it("? tells the keys, and those of one letter can be switched off", async () => {
  const page = await openAtStart();
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Keys" });
  await keys.getByText("Next chain").waitFor();
  await keys.getByRole("checkbox", { name: "Keys of one letter" }).uncheck();
  await page.keyboard.press("Escape");
  await keys.waitFor({ state: "hidden" });
  await page.getByRole("heading", { name: "Hookline" }).click();
  await press(page, ".");
  expect(await stepNumber(page)).toBe(1);
  await press(page, "ArrowRight");
  expect(await stepNumber(page)).toBe(2);
});

it("the panes beside the picture are put away and widened, and the page remembers", async () => {
  const page = await openAtStart();
  await page.keyboard.press("d");
  await dumpOf(page).waitFor({ state: "hidden" });
  const line = page.getByRole("separator", { name: "Width of the steps" });
  await line.focus();
  await page.keyboard.press("ArrowLeft");
  const width = await line.getAttribute("aria-valuenow");
  await page.reload();
  await expectVerdict(page, "Forwarded to");
  expect(await dumpOf(page).isVisible()).toBe(false);
  expect(await line.getAttribute("aria-valuenow")).toBe(width);
  await page.getByRole("button", { name: "The dump" }).click();
  await dumpOf(page).waitFor();
});

it("a step is told to those who cannot see it, once the walk stands", async () => {
  const page = await openAtStart();
  const said = page.locator("[aria-live='polite'][aria-atomic='true']");
  await press(page, "Shift+ArrowRight", 3);
  await expect.poll(() => said.textContent()).toMatch(/^Step 4 of \d+, PREROUTING: nat KUBE-SERVICES rule 5\. Goes to/);
  await page.keyboard.press("Space");
  await expect.poll(() => said.textContent()).toBe("");
});

it("for those who want no motion the packet is at each step at once while it plays, and nothing glides", async () => {
  const page = await hookline.open("", { reducedMotion: "reduce" });
  await expectVerdict(page, "Forwarded to");
  await page.getByRole("button", { name: "First step" }).click();
  // Whatever moves by script or by style for longer than a blink is noted.
  await page.evaluate(() => {
    const noted: string[] = [];
    document.body.dataset.moved = "";
    const look = () => {
      for (const animation of document.getAnimations()) {
        const { duration } = animation.effect?.getTiming() ?? {};
        const target = animation.effect instanceof KeyframeEffect ? animation.effect.target : null;
        if (Number(duration) > 1) noted.push(`${target?.className.toString() ?? ""} ${String(duration)}`);
      }
      document.body.dataset.moved = noted.join("\n");
      requestAnimationFrame(look);
    };
    look();
  });
  await page.getByRole("button", { name: "Play" }).click();
  await expect.poll(() => stepNumber(page)).toBeGreaterThan(5);
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("button", { name: "First step" }).click();
  await page.getByRole("button", { name: "All rules of KUBE-SERVICES" }).first().click();
  await page.getByRole("list", { name: "Rules of KUBE-SERVICES" }).waitFor();
  await page.getByRole("button", { name: "Next step" }).click();
  await atRest(page);
  expect(await page.evaluate(() => document.body.dataset.moved)).toBe("");
});

it("with motion the packet travels, and for less than 300 ms", async () => {
  const page = await openAtStart();
  await page.locator("[data-chain]").first().waitFor();
  await page.evaluate(() => {
    const look = () => {
      for (const animation of document.getAnimations()) {
        const { duration } = animation.effect?.getTiming() ?? {};
        if (!(animation instanceof CSSAnimation || animation instanceof CSSTransition))
          document.body.dataset.moved = String(duration);
      }
      requestAnimationFrame(look);
    };
    look();
  });
  await press(page, "ArrowRight", 2);
  const length = async () => Number(await page.evaluate(() => document.body.dataset.moved));
  await expect.poll(length).toBeGreaterThan(100);
  expect(await length()).toBeLessThan(300);
});
