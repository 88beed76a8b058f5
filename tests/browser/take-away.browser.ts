import { readFile } from "node:fs/promises";
import type { Locator, Page } from "playwright-core";
import { expect, it } from "vitest";
import { expectNotice, expectVerdict } from "./acts";
import { builtPage } from "./built-page";

const hookline = builtPage();

async function openShare(): Promise<{ readonly page: Page; readonly share: Locator }> {
  const page = await hookline.open("", { permissions: ["clipboard-read", "clipboard-write"] });
  await expectVerdict(page, "Forwarded to");
  await page.getByRole("button", { name: "Share" }).click();
  const share = page.getByRole("dialog", { name: "Share" });
  await share.getByText("On the node").waitFor();
  return { page, share };
}

async function downloaded(page: Page, button: Locator): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return readFile(await download.path());
}

it("the picture is taken away as SVG and as PNG", async () => {
  const { page, share } = await openShare();
  const svg = (await downloaded(page, share.getByRole("button", { name: "Download SVG" }))).toString();
  expect(svg).toContain("<svg");
  expect(svg).toContain("KUBE-SERVICES");
  const png = await downloaded(page, share.getByRole("button", { name: "Download PNG" }));
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  expect(png.readUInt32BE(16)).toBe(2 * Number(/<svg[^>]* width="([\d.]+)"/.exec(svg)?.[1]));
});

it("the picture is copied as SVG, as text, and as PNG, as a picture", async () => {
  const { page, share } = await openShare();
  await share.getByRole("button", { name: "Copy SVG" }).click();
  const text = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(text).toContain("KUBE-SERVICES");
  const svg = await text();
  expect(svg).toContain("<svg");
  await share.getByRole("button", { name: "Copy PNG" }).click();
  await share.getByText("Copied").nth(1).waitFor();
  const size = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const picture = await createImageBitmap((await item?.getType("image/png")) ?? new Blob());
    return [picture.width, picture.height];
  });
  const side = (name: string) => Math.floor(2 * Number(new RegExp(`<svg[^>]* ${name}="([\\d.]+)"`).exec(svg)?.[1]));
  expect(size).toEqual([side("width"), side("height")]);
});

it("what cannot be copied is told, and can be downloaded", async () => {
  const { page, share } = await openShare();
  await page.evaluate(() => {
    navigator.clipboard.write = () => Promise.reject(new Error("not here"));
  });
  await share.getByRole("button", { name: "Copy PNG" }).click();
  await expectNotice(page, /PNG could not be copied here: download it instead/);
});

it("the trace is copied as Markdown and as text, and the commands for just this packet", async () => {
  const { page, share } = await openShare();
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  let before = "";
  for (const form of ["Markdown", "Text"]) {
    await share.getByRole("button", { name: `Copy ${form}` }).click();
    await expect.poll(clipboard).not.toBe(before);
    before = await clipboard();
    expect(before).toContain("KUBE-SEP-RPYTXMYI33B6SF5E");
  }
  await share.getByText("Watch it pass").click();
  const command = share.getByRole("list", { name: "Watch it pass" }).getByRole("listitem").first();
  await command.getByRole("button").click();
  await expect.poll(clipboard).toBe(await command.locator("code").textContent());
});
