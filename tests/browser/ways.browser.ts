/**
 * What looks like a chain, a Service or an address is a way to it.
 */
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { expectVerdict } from "./acts";
import { builtPage } from "./built-page";

const hookline = builtPage();

const SERVICE = "KUBE-SVC-2CMXP7HKUVJN7L6M";
const ENDPOINT = "KUBE-SEP-RPYTXMYI33B6SF5E";

async function openAt(step: string, options = {}): Promise<Page> {
  const page = await hookline.open("", options);
  await expectVerdict(page, "Forwarded to");
  await page.getByRole("list", { name: "Steps" }).getByRole("button", { name: step }).click();
  return page;
}

/** Waits until the picture shows a chain as the one that is chosen. */
async function expectChosen(page: Page, chain: string): Promise<void> {
  const card = page.getByRole("region", { name: "Graph" }).locator(`[data-chain="nat/${chain}"]`).first();
  await expect.poll(() => card.getAttribute("data-chosen")).toBe("true");
}

it("a chain in a step's words, and the target in its rule, lead to the chain's card", async () => {
  const page = await openAt("KUBE-SERVICES rule 5");
  const current = page.locator("[aria-current=step]");
  await current.getByRole("link", { name: SERVICE }).click();
  await expectChosen(page, SERVICE);
  await page.keyboard.press("Escape");

  await current.getByRole("button", { name: `-j ${SERVICE}` }).focus();
  await expect.poll(() => page.getByRole("tooltip").innerText()).toContain("A press shows where that is.");
  await page.keyboard.press("Enter");
  await expectChosen(page, SERVICE);
});

it("an address that is an endpoint's leads to its chain, that of a Service to its chain, by the keyboard as well", async () => {
  const page = await openAt("KUBE-SERVICES rule 5");
  const verdict = page.getByRole("status", { name: "Verdict" });
  await verdict.getByRole("link", { name: "10.244.0.13:80" }).first().focus();
  await page.keyboard.press("Enter");
  await expectChosen(page, ENDPOINT);
  await verdict.getByRole("link", { name: "10.0.91.63:80" }).click();
  await expectChosen(page, SERVICE);
  expect(await verdict.getByRole("link", { name: "10.0.91.63:80" }).getAttribute("title")).toContain("default/nginx");
});

it("any other address leads to all that the dump holds of it", async () => {
  const page = await openAt("Routing decision");
  await page
    .getByRole("region", { name: "The walk, step by step" })
    .getByRole("link", { name: "10.244.0.9" })
    .first()
    .click();
  const palette = page.getByRole("dialog", { name: "Search" });
  expect(await palette.getByRole("combobox").inputValue()).toBe("10.244.0.9");
});

it("the chain of the line under the cursor leads to its card", async () => {
  const page = await openAt("KUBE-SERVICES rule 5");
  await page.locator(".cm-line", { hasText: `-A ${ENDPOINT} -p tcp` }).click();
  await page.getByRole("link", { name: ENDPOINT }).click();
  await expectChosen(page, ENDPOINT);
});

it("within what is pressed for something else an address says what it is and leads nowhere", async () => {
  const page = await openAt("KUBE-SERVICES rule 5");
  await page.getByRole("radio", { name: "Both" }).check();
  const line = page.getByRole("list", { name: "There and back" });
  const address = line.getByRole("button").getByText("10.0.91.63:80").first();
  await address.waitFor();
  expect(await address.getAttribute("title")).toContain("default/nginx");
  expect(await line.getByRole("button").getByRole("link").count()).toBe(0);
});

it("on a phone the picture comes into view with the chain that was asked for", async () => {
  const page = await openAt("KUBE-SERVICES rule 5", { viewport: { width: 360, height: 740 } });
  await page.locator("[aria-current=step]").getByRole("link", { name: SERVICE }).click();
  await expectChosen(page, SERVICE);
  const graph = page.getByRole("region", { name: "Graph" });
  await expect.poll(async () => ((await graph.boundingBox())?.y ?? 999) < 740 - 200).toBe(true);
});
