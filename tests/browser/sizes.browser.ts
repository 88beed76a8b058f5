/**
 * The page at the sizes of usual windows: everything has its room, and nothing lies over anything else.
 */
import type { Locator, Page } from "playwright-core";
import { expect, it } from "vitest";
import { dumpOf, expectVerdict, paste } from "./acts";
import { builtPage } from "./built-page";
import { atRest } from "./rest";

const hookline = builtPage();

async function openAt(width: number, height: number): Promise<Page> {
  const page = await hookline.open("", { viewport: { width, height } });
  await expectVerdict(page, "Forwarded to");
  await dumpOf(page).waitFor();
  await atRest(page);
  return page;
}

async function boxOf(part: Locator) {
  const box = await part.boundingBox();
  if (!box) throw new Error("it is not there");
  return box;
}

function partsOf(page: Page) {
  return {
    verdict: page.getByRole("status", { name: "Verdict" }),
    way: page.getByRole("list", { name: "Way" }),
    graph: page.getByRole("region", { name: "Graph" }),
    player: page.getByRole("group", { name: "Playback" }),
    steps: page.getByRole("region", { name: "The walk, step by step" }),
    dump: page.getByRole("region", { name: "Source" }),
  };
}

it.each([
  [900, 700, 320],
  [1024, 768, 420],
  [1280, 720, 380],
  [1440, 900, 480],
])("at %i by %i the picture is at least %i high, and no part lies over another", async (width, height, least) => {
  const page = await openAt(width, height);
  const parts = partsOf(page);
  expect((await boxOf(parts.graph)).height).toBeGreaterThanOrEqual(least);
  expect((await boxOf(parts.steps)).height).toBeGreaterThanOrEqual(240);
  const boxes = await Promise.all(Object.values(parts).map(boxOf));
  for (const [index, one] of boxes.entries()) {
    expect(one.x + one.width).toBeLessThanOrEqual(width + 1);
    expect(one.y + one.height).toBeLessThanOrEqual(height + 1);
    for (const other of boxes.slice(index + 1)) {
      const apartX = one.x + one.width <= other.x + 1 || other.x + other.width <= one.x + 1;
      const apartY = one.y + one.height <= other.y + 1 || other.y + other.height <= one.y + 1;
      expect(apartX || apartY).toBe(true);
    }
  }
});

it("between two widths a pane that is put away leaves its room to the others", async () => {
  const page = await openAt(1024, 768);
  const { graph, steps, dump } = partsOf(page);
  const [picture, source] = [await boxOf(graph), await boxOf(dump)];
  await page.getByRole("button", { name: "The list of steps" }).click();
  await steps.waitFor({ state: "hidden" });
  await atRest(page);
  expect((await boxOf(dump)).height).toBeGreaterThan(source.height + 200);
  await page.getByRole("button", { name: "The list of steps" }).click();
  await page.getByRole("button", { name: "The dump" }).click();
  await dump.waitFor({ state: "hidden" });
  await atRest(page);
  // Then the steps stand right of the picture, which is as high as before.
  const right = await boxOf(steps);
  const now = await boxOf(graph);
  expect(right.x).toBeGreaterThanOrEqual(now.x + now.width - 1);
  expect(now.height).toBeGreaterThan(picture.height - 40);
});

it("between two widths the dump has the room of the steps while there are none", async () => {
  const page = await openAt(1024, 768);
  const { dump, player } = partsOf(page);
  const before = await boxOf(dump);
  await dumpOf(page).click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("Delete");
  await page.getByRole("region", { name: "To begin with" }).waitFor();
  await atRest(page);
  const [now, foot] = [await boxOf(dump), await boxOf(player)];
  expect(now.height).toBeGreaterThan(before.height + 200);
  expect(now.x + now.width).toBeLessThanOrEqual(foot.x + 1);
  await page.getByRole("button", { name: "A Service on AKS" }).last().click();
  await expectVerdict(page, "Forwarded to");
  await atRest(page);
  expect((await boxOf(dump)).height).toBe(before.height);
});

const GREPPED = `root@node:/# iptables-save | grep nginx
-A KUBE-SEP-RPYTXMYI33B6SF5E -p tcp -m comment --comment "default/nginx" -m tcp -j DNAT --to-destination 10.244.0.13:80
-A KUBE-SERVICES -d 10.0.91.63/32 -p tcp -m comment --comment "default/nginx cluster IP" -m tcp --dport 80 -j KUBE-SVC-2CMXP7HKUVJN7L6M
-A KUBE-SVC-2CMXP7HKUVJN7L6M -m comment --comment "default/nginx -> 10.244.0.13:80" -j KUBE-SEP-RPYTXMYI33B6SF5E
`;

it("what is taken for granted stands in one line until it is opened, and nothing scrolls within what scrolls", async () => {
  const page = await openAt(1280, 720);
  await paste(page, GREPPED);
  // The verdict has the words of the sample's, which it takes the place of.
  const besides = page.getByText("Assumed besides:");
  await besides.waitFor();
  await atRest(page);
  await expectVerdict(page, "10.244.0.13:80");
  expect((await boxOf(besides.locator("xpath=ancestor::summary"))).height).toBeLessThan(30);
  const list = page.getByRole("list", { name: "Assumed besides" });
  expect(await list.count()).toBe(0);
  await besides.click();
  await expect.poll(() => list.getByRole("listitem").count()).toBeGreaterThan(1);
  const nested = await page
    .getByRole("status", { name: "Verdict" })
    .locator("xpath=..")
    .evaluate((end) =>
      [...end.querySelectorAll("*")]
        .filter(
          (part) => part.scrollHeight > part.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(part).overflowY),
        )
        .map((part) => part.className),
    );
  expect(nested).toEqual([]);
});

it("of a paste of many parts the first are listed, and the others in one press", async () => {
  const page = await openAt(1280, 720);
  const part = (index: number) =>
    `$ ipset list s${String(index)}\nName: s${String(index)}\nType: hash:ip\nHeader: family inet\nMembers:\n10.0.0.${String(index)}\n\n$ ip route\n10.${String(index)}.0.0/16 dev eth0\n`;
  await paste(page, Array.from({ length: 6 }, (_, index) => part(index)).join("\n"));
  const sections = page.getByRole("list", { name: "Found in the dump" });
  await sections.getByRole("button", { name: /\d+ more/ }).waitFor();
  await atRest(page);
  const before = await sections.getByRole("listitem").count();
  expect(await sections.evaluate((list) => list.scrollHeight - list.clientHeight)).toBeLessThanOrEqual(1);
  await sections.getByRole("button", { name: /\d+ more/ }).click();
  await expect.poll(() => sections.getByRole("listitem").count()).toBeGreaterThan(before + 3);
  await sections.getByRole("button", { name: "fewer" }).click();
  await expect.poll(() => sections.getByRole("listitem").count()).toBe(before);
});

it("on a phone what was assumed keeps the margin, and its words stay whole", async () => {
  const page = await openAt(360, 740);
  await paste(
    page,
    "-A FORWARD -m hashlimit --hashlimit-above 10/sec --hashlimit-mode srcip,dstip --hashlimit-name a -j DROP\n-A FORWARD -i eth0 -j FOO\n",
  );
  const chip = page.getByRole("list", { name: "Assumed" }).getByRole("button", { name: /packets come faster/ });
  await page.getByText("Assumed besides:").waitFor();
  await atRest(page);
  const { x, width } = await boxOf(chip);
  expect(x).toBe(12);
  expect(x + width).toBeLessThanOrEqual(360 - 12);
  // An address in it takes one line.
  const lines = await chip.getByTitle(/10\.244\.0\.9/).evaluate((address) => address.getClientRects().length);
  expect(lines).toBe(1);
});
