import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { dumpOf, enterPacket, expectProblem, expectVerdict, paste } from "./acts";
import { builtPage } from "./built-page";
import { atRest } from "./rest";

const hookline = builtPage();
const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** What axe-core finds that is serious, one line each; colours that still change would be taken for what is seen. */
async function faults(page: Page): Promise<string[]> {
  await atRest(page);
  await page.addScriptTag({ path: axePath });
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 100)).join(" ")}`);
}

describe.each(["light", "dark"] as const)("in the %s theme", (colorScheme) => {
  it.each([1440, 320])("axe-core finds nothing serious at a width of %i", async (width) => {
    const page = await hookline.open("", { colorScheme, viewport: { width, height: 800 } });
    await expectVerdict(page, "Forwarded to");
    await dumpOf(page).waitFor();
    expect(await faults(page)).toEqual([]);

    await page.getByRole("list", { name: "Steps" }).getByRole("button", { name: "KUBE-SERVICES rule 5" }).click();
    await page.getByText("4 rules before it did not match").click();
    await page.getByRole("button", { name: "does not hold" }).first().click();
    await page.getByRole("list", { name: "Clauses" }).first().waitFor();
    expect(await faults(page)).toEqual([]);

    await page.getByRole("button", { name: "Share" }).click();
    await page.getByRole("textbox", { name: "Link" }).waitFor();
    expect(await faults(page)).toEqual([]);
  });

  it("nor in the map, nor with both directions on one line, nor in the search", async () => {
    const page = await hookline.open("", { colorScheme });
    await expectVerdict(page, "Forwarded to");
    await dumpOf(page).waitFor();
    await page.getByRole("radio", { name: "Both" }).check();
    await page.getByRole("list", { name: "There and back" }).waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByRole("radio", { name: "Map" }).check();
    await page.locator('[data-chain="filter/KUBE-FIREWALL"]').first().waitFor();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press("ControlOrMeta+K");
    await page.keyboard.type("nginx");
    await page.getByRole("dialog").getByRole("option").first().waitFor();
    expect(await faults(page)).toEqual([]);
  });

  it.each([1024, 360])(
    "nor in what opens, nor in what is said of a field, nor in an empty page, at a width of %i",
    async (width) => {
      const page = await hookline.open("", { colorScheme, viewport: { width, height: 780 } });
      await expectVerdict(page, "Forwarded to");
      const packet = page.getByRole("group", { name: "Packet" });

      await packet.getByRole("combobox", { name: "To", exact: true }).click();
      await page.keyboard.press("ControlOrMeta+A");
      await page.keyboard.type("ngi");
      await packet.getByRole("option").first().waitFor();
      await page.getByText("This is the verdict of the last packet that could be read.").waitFor();
      expect(await faults(page)).toEqual([]);
      await page.keyboard.press("Escape");

      await enterPacket(page, { To: "10.0.91.63", "Arrives on": "eth0" });
      await packet.locator("..").getByText("The walk goes on as if it were taken").waitFor();
      expect(await faults(page)).toEqual([]);

      await page.locator('[data-chain="nat/KUBE-SERVICES"]').first().getByRole("button").click();
      await page.getByRole("list", { name: "Rules of KUBE-SERVICES" }).waitFor();
      expect(await faults(page)).toEqual([]);

      // Rules that were supplied, problems, assumptions.
      await paste(
        page,
        "what PREROUTING has:\n-A KUBE-SERVICES -d 10.0.91.63/32 -p tcp -m tcp --dport 80 -j KUBE-SVC-A",
      );
      await expectProblem(page, /this line is not used/);
      await page.locator("[data-supplied=true]").first().waitFor();
      expect(await faults(page)).toEqual([]);

      await dumpOf(page).click();
      await page.keyboard.press("ControlOrMeta+A");
      await page.keyboard.press("Delete");
      await page.getByRole("region", { name: "To begin with" }).waitFor();
      expect(await faults(page)).toEqual([]);
    },
  );

  it("nor while it is presented, nor in the keys", async () => {
    const page = await hookline.open("", { colorScheme });
    await expectVerdict(page, "Forwarded to");
    await page.getByRole("heading", { name: "Hookline" }).click();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys" }).getByText("Next chain").waitFor();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Present" }).click();
    await page.getByRole("region", { name: "Caption" }).waitFor();
    for (const key of ["Home", "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "ArrowDown"])
      await page.keyboard.press(key);
    await page.getByRole("region", { name: "Caption" }).locator("[data-marked=true]").waitFor();
    expect(await faults(page)).toEqual([]);
  });
});

it("the theme button goes round system, light and dark, and the page remembers", async () => {
  const page = await hookline.open("", { colorScheme: "light" });
  const ground = async () => {
    await atRest(page);
    return page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  };
  const light = await ground();
  await page.getByRole("button", { name: /^Theme: as the system/ }).click();
  await page.getByRole("button", { name: "Theme: light" }).click();
  await page.getByRole("button", { name: "Theme: dark" }).waitFor();
  const dark = await ground();
  expect(dark).not.toBe(light);
  await page.reload();
  await page.getByRole("button", { name: "Theme: dark" }).waitFor();
  expect(await ground()).toBe(dark);
});

it.each([320, 360, 600, 800])("nothing hangs over the edge at a width of %i, and all can be reached", async (width) => {
  const page = await hookline.open("", { viewport: { width, height: 780 } });
  await expectVerdict(page, "Forwarded to");
  await atRest(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  for (const part of [
    dumpOf(page),
    page.getByRole("region", { name: "Graph" }),
    page.getByRole("button", { name: "Play" }),
    page.getByRole("list", { name: "Steps" }),
    page.getByRole("button", { name: "Share" }),
  ]) {
    await part.scrollIntoViewIfNeeded();
    expect(await part.boundingBox()).toMatchObject({ x: expect.any(Number) as number });
  }
});

it.each([320, 360, 600, 800])(
  "at a width of %i what hangs below the packet's fields does not hang over the edge either",
  async (width) => {
    const page = await hookline.open("", { viewport: { width, height: 780 } });
    await expectVerdict(page, "Forwarded to");
    const overhang = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    const fields = page.getByRole("group", { name: "Packet" });
    for (const [name, wrong] of [
      ["To", "no such place"],
      ["Protocol", "no such protocol"],
      ["Destination port", "no port"],
    ] as const) {
      const field = fields.getByRole("combobox", { name, exact: true });
      const before = await field.inputValue();
      await field.click();
      await fields.getByRole("option").first().waitFor();
      expect(await overhang(), `the list of ${name}`).toBe(0);
      await field.fill(wrong);
      await fields.locator("[id$=-error]:visible").first().waitFor();
      expect(await overhang(), `the error at ${name}`).toBe(0);
      await field.fill(before);
      await field.press("Escape");
    }
  },
);

it("on a phone what is read first stands first: the packet, its end, its steps, then the picture and the dump", async () => {
  const page = await hookline.open("", { viewport: { width: 320, height: 700 } });
  await expectVerdict(page, "Forwarded to");
  await page.getByRole("region", { name: "Graph" }).waitFor();
  await atRest(page);
  const parts = [
    page.getByRole("group", { name: "Packet" }),
    page.getByRole("status", { name: "Verdict" }),
    page.getByRole("list", { name: "Way" }),
    page.getByRole("list", { name: "Steps" }),
    page.getByRole("region", { name: "Graph" }),
    page.getByRole("region", { name: "Source" }),
  ];
  const tops = await Promise.all(parts.map(async (part) => (await part.boundingBox())?.y ?? -1));
  expect(tops).toEqual([...tops].sort((a, b) => a - b));
  // In the text, which a screen reader follows, as well.
  const places = await Promise.all(
    parts.map((part) => part.evaluate((element) => [...document.querySelectorAll("*")].indexOf(element))),
  );
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

it("leaves nothing of its own in the window", async () => {
  const page = await hookline.open();
  await expectVerdict(page, "Forwarded to");
  const own = await page.evaluate(() => {
    const frame = document.createElement("iframe");
    document.body.append(frame);
    const usual = new Set(Object.getOwnPropertyNames(frame.contentWindow));
    frame.remove();
    return Object.getOwnPropertyNames(window).filter((name) => !usual.has(name) && !/^\d+$/.test(name));
  });
  expect(own).toEqual([]);
});
