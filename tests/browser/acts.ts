/**
 * What a reader does on the page and sees of it, by accessible names alone.
 */
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { atRest } from "./rest";

export type PacketField = "From" | "To" | "Protocol" | "Destination port" | "Source port" | "Arrives on";

export function dumpOf(page: Page): Locator {
  return page.getByRole("textbox", { name: "Dump", exact: true });
}

/** Pastes a text in the place of all that the editor holds, as the clipboard does. */
export async function paste(page: Page, text: string): Promise<void> {
  const dump = dumpOf(page);
  await dump.click();
  await page.keyboard.press("ControlOrMeta+A");
  await pasteOver(dump, text);
}

/** Pastes a text in the place of what is chosen in the editor. */
export async function pasteOver(dump: Locator, text: string): Promise<void> {
  await dump.evaluate((editor, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

/** Types a packet, field by field. */
export async function typePacket(page: Page, fields: Readonly<Partial<Record<PacketField, string>>>): Promise<void> {
  const packet = page.getByRole("group", { name: "Packet" });
  for (const [field, value] of Object.entries(fields)) {
    await packet.getByLabel(field, { exact: true }).and(packet.locator("input")).fill(value);
  }
}

/** Types a packet and waits until the page shows it: what stood there before may have the words of its verdict, too. */
export async function enterPacket(page: Page, fields: Readonly<Partial<Record<PacketField, string>>>): Promise<void> {
  await typePacket(page, fields);
  await atRest(page);
}

/** Waits until the verdict holds these words. */
export async function expectVerdict(page: Page, words: string): Promise<void> {
  await expect.poll(() => page.getByRole("status", { name: "Verdict" }).textContent()).toContain(words);
}

/** Waits until a problem of the paste holds these words. */
export async function expectProblem(page: Page, words: RegExp): Promise<void> {
  const problems = page.getByRole("list", { name: "Problems" }).getByRole("listitem");
  await expect.poll(async () => (await problems.allTextContents()).join("\n")).toMatch(words);
}

/** Waits until the line in the header says these words. */
export async function expectNotice(page: Page, words: RegExp): Promise<void> {
  await expect.poll(() => page.getByLabel("Notice").textContent()).toMatch(words);
}

export function stepsOf(page: Page): Locator {
  return page.getByRole("list", { name: "Steps" }).locator("> li");
}

/** The text of the step at which the packet is. */
export async function currentStep(page: Page): Promise<string> {
  return page.locator("[aria-current=step]").innerText();
}

/** Which step the packet is at, from 1. */
export async function stepNumber(page: Page): Promise<number> {
  return Number(await page.getByRole("slider", { name: "Step" }).inputValue());
}
