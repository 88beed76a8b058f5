/**
 * Makes the pictures of the README from the built page: `npm run screenshot`.
 */
import { join } from "node:path";
import { expect, it } from "vitest";
import { builtPage } from "./built-page";

const hookline = builtPage();
const DOCS = join(import.meta.dirname, "../../docs");

it.each([
  ["light", "screenshot.png"],
  ["dark", "screenshot-dark.png"],
] as const)("the page in %s", async (colorScheme, file) => {
  const page = await hookline.open("", {
    colorScheme,
    reducedMotion: "reduce",
    deviceScaleFactor: 1.5,
    viewport: { width: 1680, height: 980 },
  });
  await expect.poll(() => page.getByRole("status", { name: "Verdict" }).textContent()).toContain("Forwarded");
  await page.keyboard.press("Home");
  for (let step = 1; step < 4; step++) await page.keyboard.press("ArrowRight");
  await page.waitForTimeout(500);
  await page.screenshot({ path: join(DOCS, file) });
});
