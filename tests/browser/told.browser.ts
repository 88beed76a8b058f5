/**
 * Any part of any rule tells itself, wherever the rule is shown.
 */
import type { Locator, Page } from "playwright-core";
import { expect, it } from "vitest";
import { expectVerdict } from "./acts";
import { builtPage } from "./built-page";

const hookline = builtPage();

async function openSample(options = {}): Promise<Page> {
  const page = await hookline.open("", options);
  await expectVerdict(page, "Forwarded to");
  await page.getByRole("button", { name: "First step" }).click();
  return page;
}

/** Puts the pointer on the middle of some words within an element. */
async function pointAt(page: Page, within: Locator, words: string): Promise<void> {
  const place = await within.evaluate((element, sought) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(sought) ?? -1;
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + sought.length);
      const { left, right, top, bottom } = range.getBoundingClientRect();
      return { x: (left + right) / 2, y: (top + bottom) / 2 };
    }
    throw new Error(`${sought} is not shown in ${element.textContent}`);
  }, words);
  await page.mouse.move(place.x - 2, place.y);
  await page.mouse.move(place.x, place.y);
}

/** Waits until this is told of words that the pointer is put on: the page may still be moving under it. */
async function expectToldOf(page: Page, within: Locator, words: string, told: RegExp): Promise<void> {
  await within.evaluate((element) => {
    element.scrollIntoView({ block: "nearest" });
  });
  await expect
    .poll(async () => {
      await pointAt(page, within, words);
      // The pointer rests a while before anything is told.
      await page.waitForTimeout(250);
      return whatIsTold(page);
    })
    .toMatch(told);
}

async function whatIsTold(page: Page): Promise<string> {
  return (await page.getByRole("tooltip").allInnerTexts()).join();
}

async function expectTold(page: Page, words: RegExp): Promise<void> {
  await expect.poll(() => whatIsTold(page)).toMatch(words);
}

/** Opens the list of all rules of KUBE-SERVICES on its card. */
async function openRules(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "All rules of KUBE-SERVICES" }).first().click();
  const rules = page.getByRole("list", { name: "Rules of KUBE-SERVICES" });
  await expect.poll(() => rules.getByRole("button").first().innerText()).toContain("-d ");
  return rules;
}

function card(page: Page, chain: string): Locator {
  return page.getByRole("region", { name: "Graph" }).locator(`[data-chain="nat/${chain}"]`).first();
}

const DPORT = /^destination port is 80\s+iptables-extensions\(8\) · tcp · --dport$/;

it("on a card each part of a rule tells itself, with the manual's name for it, and the rest of the line the whole rule", async () => {
  const page = await openSample();
  const services = card(page, "KUBE-SERVICES");
  await expectToldOf(page, services, "--dport 80", DPORT);
  await expectToldOf(
    page,
    services,
    "10.0.91.63/32",
    /^destination is 10\.0\.91\.63\s+iptables\(8\) · PARAMETERS · -d, --destination$/,
  );
  await expectToldOf(
    page,
    card(page, "KUBE-SEP-RPYTXMYI33B6SF5E"),
    "--to-destination",
    /^the new destination: 10\.244\.0\.13 port 80\s+iptables-extensions\(8\) · DNAT · --to-destination$/,
  );

  const rule = services.locator('[data-matches="true"]');
  await expectToldOf(
    page,
    rule,
    "5",
    /If destination is 10\.0\.91\.63.*goes to KUBE-SVC-\w+\.\s+Rule 5 of KUBE-SERVICES \(line \d+ of the dump\) matched\.$/s,
  );
  expect(await rule.getAttribute("title")).toBeNull();
  await page.mouse.wheel(0, 40);
  await expect.poll(() => page.getByRole("tooltip").count()).toBe(0);
});

it("a part that a card cuts off is told with its own words", async () => {
  const page = await openSample();
  await expectToldOf(
    page,
    card(page, "KUBE-SERVICES"),
    "KUBE-SVC-2CMX",
    /^-j KUBE-SVC-\w{16}\s+goes to KUBE-SVC-\w{16}/,
  );
});

it("so it does on presenting, and in the Map", async () => {
  const page = await openSample();
  await page.keyboard.press("p");
  await page.getByRole("region", { name: "Caption" }).waitFor();
  for (let step = 0; step < 4; step++) await page.keyboard.press("ArrowRight");
  await expectToldOf(page, card(page, "KUBE-SERVICES"), "--dport 80", DPORT);
  await page.keyboard.press("Escape");
  await page.keyboard.press("m");
  await card(page, "OUTPUT").waitFor();
  await expectToldOf(page, await openRules(page), "-p tcp", /^protocol is tcp/);
});

it("so it does in the list of all rules of a card, also by the keyboard alone", async () => {
  const page = await openSample();
  const rules = await openRules(page);
  await expectToldOf(page, rules, "-p tcp", /^protocol is tcp\s+iptables\(8\) · PARAMETERS · -p, --protocol$/);
  await page.mouse.move(2, 2);

  const first = rules.getByRole("button").first();
  await page.getByRole("button", { name: "Close the rules of KUBE-SERVICES" }).focus();
  await page.keyboard.press("Tab");
  await expect.poll(() => first.evaluate((button) => button === document.activeElement)).toBe(true);
  await expectTold(page, /If .*: .*\.\s+Rule 1 of KUBE-SERVICES$/s);
  await page.keyboard.press("ArrowRight");
  await expectTold(page, /iptables\(8\) · PARAMETERS/);
  expect(await first.getAttribute("aria-describedby")).toBe(await page.getByRole("tooltip").getAttribute("id"));
  await page.keyboard.press("ArrowDown");
  await expectTold(page, /Rule 2 of KUBE-SERVICES$/);
  await page.keyboard.press("End");
  await expect
    .poll(() =>
      rules
        .getByRole("button")
        .last()
        .evaluate((button) => button === document.activeElement),
    )
    .toBe(true);
  await expectTold(page, /Rule \d+ of KUBE-SERVICES$/);
  await page.keyboard.press("Escape");
  await expect.poll(() => page.getByRole("tooltip").count()).toBe(0);
  // The keys of the player were not meant.
  expect(await page.getByRole("slider", { name: "Step" }).inputValue()).toBe("1");
});

it("what was still to be told is not told after Escape", async () => {
  const page = await openSample();
  await openRules(page);
  await page.getByRole("button", { name: "Close the rules of KUBE-SERVICES" }).focus();
  await page.keyboard.press("Tab");
  await expectTold(page, /Rule 1 of KUBE-SERVICES$/);
  // Both in one task: the worker cannot have answered between them.
  const told = await page.evaluate(async () => {
    const rows = [...document.querySelectorAll<HTMLElement>("button[data-rule]")];
    rows[rows.findIndex((row) => row === document.activeElement) + 1]?.focus();
    document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    await new Promise((done) => setTimeout(done, 300));
    return document.querySelectorAll("[role=tooltip]").length;
  });
  expect(told).toBe(0);
});

it("keys that are pressed before anything is known of the rule all count", async () => {
  const page = await openSample();
  await openRules(page);
  await page.getByRole("button", { name: "Close the rules of KUBE-SERVICES" }).focus();
  await page.keyboard.press("Tab");
  await expectTold(page, /Rule 1 of KUBE-SERVICES$/);
  // All in one task: the worker cannot have answered between them.
  await page.evaluate(() => {
    const rows = [...document.querySelectorAll<HTMLElement>("button[data-rule]")];
    rows[rows.findIndex((row) => row === document.activeElement) + 1]?.focus();
    for (const key of ["ArrowRight", "ArrowRight"])
      document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  });
  await expectTold(page, /^protocol is \w+\s+iptables\(8\)/);
});

it("what the pointer tells after the keys goes with the pointer", async () => {
  const page = await openSample();
  const first = (await openRules(page)).getByRole("button").first();
  await page.getByRole("button", { name: "Close the rules of KUBE-SERVICES" }).focus();
  await page.keyboard.press("Tab");
  await expectTold(page, /Rule 1 of KUBE-SERVICES$/);
  await expectToldOf(page, card(page, "PREROUTING"), "-j", /^goes to KUBE-SERVICES/);
  expect(await first.getAttribute("aria-describedby")).toBeNull();
  await page.mouse.move(2, 2);
  await expect.poll(() => page.getByRole("tooltip").count()).toBe(0);
});

it("so it does in the list of steps, in the clauses, in the rules that were passed, and in the search", async () => {
  const page = await openSample();
  const steps = page.getByRole("list", { name: "Steps" });
  await expectToldOf(page, steps, "-d 10.0.91.63/32", /^destination is 10\.0\.91\.63/);

  await steps.getByRole("button", { name: "KUBE-SERVICES rule 5" }).click();
  await expectToldOf(
    page,
    page.getByRole("list", { name: "Clauses" }).first().locator("code").last(),
    "--dport 80",
    DPORT,
  );
  await page.getByText("4 rules before it did not match").click();
  await expectToldOf(
    page,
    page.getByRole("list", { name: "Rules that did not match" }),
    "-p ",
    /^protocol is (tcp|udp)/,
  );

  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("dialog", { name: "Search" }).getByRole("combobox").fill("10.0.91.63/32");
  await expectToldOf(
    page,
    page.getByRole("option", { name: /^rule.*-d 10/ }).first(),
    "-d 10.0.91.63/32",
    /^destination is 10\.0\.91\.63/,
  );
});
