import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { expectVerdict, stepsOf } from "./acts";
import { builtPage } from "./built-page";

const hookline = builtPage();

const SERVICES = 30_000;

/** A node of so many Services, of which the packet goes to the last. */
function manyServices(): string {
  const rules = Array.from(
    { length: SERVICES },
    (_, index) =>
      `-A KUBE-SERVICES -d ${addressOf(index)}/32 -p tcp -m comment --comment "shop/s${String(index)}" -m tcp --dport 80 -j ACCEPT`,
  );
  return `*filter
:INPUT ACCEPT [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
:KUBE-SERVICES - [0:0]
-A FORWARD -j KUBE-SERVICES
${rules.join("\n")}
COMMIT
`;
}

function addressOf(index: number): string {
  return `10.96.${String(index >> 8)}.${String(index & 255)}`;
}

async function openLast(): Promise<Page> {
  const page = await hookline.open(
    `#gz=${gzipSync(manyServices()).toString("base64url")}&src=192.0.2.1&dst=${addressOf(SERVICES - 1)}&dport=80&route=through`,
  );
  await expectVerdict(page, "Forwarded to");
  await stepsOf(page)
    .getByRole("button", { name: `KUBE-SERVICES rule ${String(SERVICES)}` })
    .click();
  await page.getByText("29,999 rules before it did not match").click();
  return page;
}

it("tens of thousands of skipped rules are looked through: few are drawn, any is reached, each says why", async () => {
  const page = await openLast();
  const rules = page.getByRole("list", { name: "Rules that did not match" });
  await expect.poll(() => rules.textContent()).toContain("is not 10.96.0.0");
  expect(await rules.getByRole("listitem").count()).toBeLessThan(80);
  await rules.evaluate((list) => {
    list.parentElement?.scrollTo(0, list.parentElement.scrollHeight);
  });
  await expect.poll(() => rules.textContent()).toContain(`is not ${addressOf(SERVICES - 2)}`);

  await page.getByRole("searchbox", { name: "Search these rules" }).fill("shop/s4711 accept");
  await page.getByText("1 found").waitFor();
  await rules.getByRole("button", { name: addressOf(4711) }).click();
  const clauses = rules.getByRole("list", { name: "Clauses" });
  await expect.poll(() => clauses.textContent()).toContain(`destination ${addressOf(SERVICES - 1)} is not`);
  expect(await clauses.getByRole("listitem").count()).toBeGreaterThan(1);
});

it("each part of a rule tells itself under the pointer and under the focus, with the manual's name", async () => {
  const page = await hookline.open();
  await expectVerdict(page, "Forwarded to");
  await stepsOf(page).getByRole("button", { name: "KUBE-SERVICES rule 5" }).click();
  const current = page.locator("[aria-current=step]");
  const told = page.getByRole("tooltip");
  await current.getByRole("button", { name: "--dport 80" }).hover();
  await expect.poll(() => told.textContent()).toContain("destination port is 80");
  expect(await told.textContent()).toContain("iptables-extensions(8) · tcp · --dport");
  await page.mouse.move(5, 5);
  await told.waitFor({ state: "hidden" });

  await current.getByRole("button", { name: "-A", exact: true }).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => told.textContent()).toContain("destination is 10.0.91.63");
  await page.keyboard.press("Escape");
  await told.waitFor({ state: "hidden" });
});
