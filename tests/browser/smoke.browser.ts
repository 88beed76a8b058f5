import { expect, it } from "vitest";
import { builtPage } from "./built-page";

const hookline = builtPage();

it("opens on a sample with its packet traced", async () => {
  const page = await hookline.open();
  await expect
    .poll(() => page.getByRole("status", { name: "Verdict" }).textContent())
    .toContain("Forwarded to 10.244.0.13:80");
});
