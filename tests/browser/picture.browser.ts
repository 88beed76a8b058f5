import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { enterPacket, expectVerdict, paste, stepNumber } from "./acts";
import { builtPage } from "./built-page";
import { atRest } from "./rest";

const hookline = builtPage();

/** A node with so many Services of twelve endpoints each. */
function nodeOf(services: number): string {
  const names = Array.from({ length: services }, (_, index) => String(index).padStart(16, "A"));
  const ends = Array.from({ length: 12 }, (_, index) => String(index).padStart(16, "B"));
  return [
    "*nat",
    ":PREROUTING ACCEPT [0:0]",
    ":OUTPUT ACCEPT [0:0]",
    ":POSTROUTING ACCEPT [0:0]",
    ":KUBE-SERVICES - [0:0]",
    ...names.map((name) => `:KUBE-SVC-${name} - [0:0]`),
    ...ends.map((end) => `:KUBE-SEP-${end} - [0:0]`),
    "-A PREROUTING -j KUBE-SERVICES",
    "-A OUTPUT -j KUBE-SERVICES",
    ...names.map(
      (name, index) =>
        `-A KUBE-SERVICES -d 10.96.${String(index >> 8)}.${String(index & 255)}/32 -p tcp -m comment --comment "shop/svc-${String(index)} cluster IP" -m tcp --dport 80 -j KUBE-SVC-${name}`,
    ),
    ...ends.map((end, index) => `-A KUBE-SVC-${names[0] ?? ""} -s 10.1.0.${String(index)}/32 -j KUBE-SEP-${end}`),
    ...ends.map((end, index) => `-A KUBE-SEP-${end} -p tcp -j DNAT --to-destination 10.244.0.${String(index + 1)}:80`),
    "COMMIT",
    "1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536",
    "    inet 127.0.0.1/8 scope host lo",
    "2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500",
    "    inet 192.168.1.10/24 scope global eth0",
    "default via 192.168.1.1 dev eth0",
    "192.168.1.0/24 dev eth0 proto kernel scope link src 192.168.1.10",
  ].join("\n");
}

async function openNode(services: number): Promise<Page> {
  const page = await hookline.open();
  await paste(page, nodeOf(services));
  await enterPacket(page, {
    From: "10.1.0.3",
    To: "10.96.0.0",
    Protocol: "tcp",
    "Destination port": "80",
    "Arrives on": "eth0",
  });
  await expectVerdict(page, "Forwarded to 10.244.0.4:80");
  return page;
}

function chain(page: Page, name: string) {
  return page.getByRole("region", { name: "Graph" }).locator(`[data-chain='nat/${name}']`);
}

function viewOf(page: Page) {
  return page.evaluate(() => document.querySelector<HTMLElement>(".react-flow__viewport")?.style.transform ?? "");
}

it("Walk and Map show the same way: the Map has each chain once, the link opens in the view that was shared", async () => {
  const page = await openNode(40);
  expect(await chain(page, "KUBE-SERVICES").count()).toBe(1);
  await page.getByRole("radiogroup", { name: "View" }).getByRole("radio", { name: "Map" }).check();
  await chain(page, "OUTPUT").waitFor();
  expect(await chain(page, "KUBE-SERVICES").getAttribute("data-state")).toBe("visited");
  expect(await chain(page, "OUTPUT").getAttribute("data-state")).toBe("idle");
  await page.getByRole("button", { name: "First step" }).click();
  await expect.poll(() => chain(page, "PREROUTING").getAttribute("data-state")).toBe("current");

  await page.getByRole("button", { name: "Share" }).click();
  const link = page.getByRole("textbox", { name: "Link" });
  await expect.poll(() => link.inputValue()).toContain("&view=map");
  const other = await hookline.open(new URL(await link.inputValue()).hash);
  await chain(other, "OUTPUT").waitFor();
  expect(await other.getByRole("radio", { name: "Map" }).isChecked()).toBe(true);
});

it("while no packet is told the rules are shown by themselves, and the way comes into them", async () => {
  const page = await hookline.open();
  await expectVerdict(page, "Forwarded to");
  await paste(page, nodeOf(3));
  await enterPacket(page, { From: "", To: "", "Destination port": "" });
  // An earlier packet's walk stands for this one's while the text is the same.
  await paste(page, nodeOf(2));
  await expectVerdict(page, "Say where the packet comes from");
  const chain = page.locator('[data-chain="nat/KUBE-SERVICES"]');
  await expect.poll(() => chain.getAttribute("data-state")).toBe("idle");
  expect(await chain.count()).toBe(1);
  expect(await page.getByRole("radiogroup", { name: "View" }).count()).toBe(0);
  // There are no steps whose room would be kept.
  const right = () =>
    page.getByRole("region", { name: "Graph" }).evaluate((graph) => innerWidth - graph.getBoundingClientRect().right);
  expect(await right()).toBe(0);
  await chain.getByRole("button").click();
  await page.getByRole("list", { name: "Rules of KUBE-SERVICES" }).getByText("shop/svc-1 cluster IP").waitFor();
  await enterPacket(page, { From: "10.1.0.77", To: "10.96.0.1", "Destination port": "80" });
  await page.locator('[data-chain="nat/KUBE-SERVICES"][data-state=visited]').first().waitFor();
  expect(await page.getByRole("radio", { name: "Walk" }).isChecked()).toBe(true);
  expect(await right()).toBeGreaterThan(300);
});

it("two thousand Services are one card with a search in it, and one of them unfolds beside the others", async () => {
  const page = await openNode(2000);
  const card = page.getByRole("button", { name: "1,999 more Services" });
  const before = await card.boundingBox();
  await card.click();
  const list = page.getByRole("list", { name: "1,999 more Services" });
  await list.getByRole("button", { name: "shop/svc-1", exact: true }).waitFor();
  expect(await list.getByRole("button").count()).toBeLessThan(40);
  expect(await card.boundingBox()).toEqual(before);
  await page.getByRole("searchbox", { name: /^Search 1,999/ }).fill("svc-1234");
  await expect.poll(() => list.getByRole("button").allInnerTexts()).toEqual(["shop/svc-1234"]);
  await list.getByRole("button", { name: "shop/svc-1234" }).click();
  const unfolded = chain(page, `KUBE-SVC-${"1234".padStart(16, "A")}`);
  await unfolded.waitFor();
  expect(await unfolded.getAttribute("data-state")).toBe("idle");
  await page.getByRole("button", { name: "1,998 more Services" }).click();
  await expect.poll(() => list.count()).toBe(0);
});

it("a stack is opened and closed, and the cards before it stay where they are", async () => {
  const page = await openNode(3);
  const stack = page.getByRole("button", { name: /^KUBE-SEP ×11/ });
  const service = chain(page, `KUBE-SVC-${"0".padStart(16, "A")}`).first();
  const before = await service.boundingBox();
  await stack.click();
  const list = page.getByRole("list", { name: "KUBE-SEP ×11" });
  await list.waitFor();
  expect(await service.boundingBox()).toEqual(before);
  await stack.click();
  await expect.poll(() => list.count()).toBe(0);
  expect(await service.boundingBox()).toEqual(before);
});

it("a card opens to a window of all its rules, and a rule there leads to its line", async () => {
  const page = await openNode(2000);
  await page.getByRole("button", { name: "All rules of KUBE-SERVICES" }).click();
  const rules = page.getByRole("list", { name: "Rules of KUBE-SERVICES" });
  await expect.poll(() => rules.getByRole("button").first().innerText()).toContain("-d 10.96.0.0/32");
  expect(await rules.getByRole("listitem").count()).toBeLessThan(40);
  await rules.evaluate((list) => {
    list.scrollTop = list.scrollHeight;
  });
  await expect.poll(() => rules.innerText()).toContain("10.96.7.207/32");
});

it("a card that is opened stays where it is with its header, and what is below it glides", async () => {
  const page = await openNode(40);
  const services = chain(page, "KUBE-SERVICES").first();
  const header = services.locator("header");
  const below = page.getByRole("region", { name: "Graph" }).locator('[data-chain="nat/POSTROUTING"]').first();
  const [before, view, lower] = [await header.boundingBox(), await viewOf(page), await below.boundingBox()];
  // A step that is still ahead: the camera follows the packet, but not what is opened.
  await page.getByRole("button", { name: "First step" }).click();
  await page.evaluate(() => {
    document.body.dataset.glided = "";
    document.addEventListener("transitionrun", (event) => {
      if (
        event.target instanceof HTMLElement &&
        event.target.matches(".react-flow__node") &&
        event.propertyName === "transform"
      )
        document.body.dataset.glided = getComputedStyle(event.target).transitionDuration;
    });
  });
  await page.getByRole("button", { name: "All rules of KUBE-SERVICES" }).first().click();
  await page.getByRole("list", { name: "Rules of KUBE-SERVICES" }).waitFor();
  await expect.poll(async () => (await below.boundingBox())?.y ?? 0).toBeGreaterThan((lower?.y ?? 0) + 100);
  expect(await header.boundingBox()).toEqual(before);
  expect(await viewOf(page)).toBe(view);
  const seconds = parseFloat((await page.evaluate(() => document.body.dataset.glided)) ?? "");
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThan(0.3);

  await page.getByRole("button", { name: "Close the rules of KUBE-SERVICES" }).first().click();
  await expect.poll(async () => (await below.boundingBox())?.y ?? 0).toBe(lower?.y);
  expect(await header.boundingBox()).toEqual(before);
});

it("the line that counts the rules that did not match opens the list at the first of them, also when it is open already", async () => {
  const page = await openNode(40);
  await page.getByRole("combobox", { name: "To", exact: true }).fill("10.96.0.20");
  await page.keyboard.press("Escape");
  const services = chain(page, "KUBE-SERVICES").first();
  await services.getByText("18 rules did not match").waitFor();
  const gap = services.getByText("18 rules did not match");
  await gap.click();
  const rules = page.getByRole("list", { name: "Rules of KUBE-SERVICES" });
  const firstSeen = () =>
    rules.evaluate((list) => {
      const { top } = list.getBoundingClientRect();
      const rows = [...list.querySelectorAll<HTMLElement>("[data-row]")];
      return rows.find((row) => row.getBoundingClientRect().bottom > top + 2)?.innerText ?? "";
    });
  await expect.poll(firstSeen).toMatch(/^23/);
  await services.getByText("19 rules did not match").click();
  await expect.poll(firstSeen).toMatch(/^1\D/);
});

it("the palette finds a chain by the keyboard alone and shows it, and the focus goes back", async () => {
  const page = await openNode(2000);
  const play = page.getByRole("button", { name: "Play" });
  await play.focus();
  await page.keyboard.press("ControlOrMeta+k");
  const palette = page.getByRole("dialog", { name: "Search" });
  const field = palette.getByRole("combobox");
  await field.pressSequentially("svc-1500");
  await palette.getByRole("option", { name: /shop\/svc-1500.*its chains/ }).waitFor();
  await page.keyboard.press("Enter");
  await expect.poll(() => palette.count()).toBe(0);
  await expect.poll(() => play.evaluate((button) => button === document.activeElement)).toBe(true);
  const found = chain(page, `KUBE-SVC-${"1500".padStart(16, "A")}`);
  await found.waitFor();
  await expect.poll(() => found.getAttribute("data-chosen")).toBe("true");
  await page.keyboard.press("Escape");
  await expect.poll(() => found.getAttribute("data-chosen")).toBe("false");

  await page.keyboard.press("/");
  await palette.getByRole("combobox").pressSequentially("theme dark");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Theme: dark" }).waitFor();

  await page.keyboard.press("ControlOrMeta+k");
  await field.pressSequentially("svc-77 send");
  await field.fill("svc-77");
  await palette
    .getByRole("option", { name: /Send a packet to shop\/svc-77/ })
    .first()
    .click();
  await expect.poll(() => page.getByRole("combobox", { name: "To", exact: true }).inputValue()).toMatch(/^10\.96\./);
});

it("what the tabulator comes to in a card out of sight is brought into view", async () => {
  const page = await hookline.open();
  await expectVerdict(page, "Forwarded to");
  const graph = page.getByRole("region", { name: "Graph" });
  const last = graph.getByRole("button", { name: "All rules of IP-MASQ-AGENT" });
  await last.waitFor({ state: "attached" });
  await atRest(page);
  const window = await graph.boundingBox();
  expect((await last.boundingBox())?.y).toBeGreaterThan((window?.y ?? 0) + (window?.height ?? 0));
  await graph.getByRole("button", { name: "All rules of KUBE-FORWARD" }).focus();
  for (let press = 0; press < 3; press++) await page.keyboard.press("Tab");
  await expect.poll(() => last.evaluate((button) => button === document.activeElement)).toBe(true);
  await expect
    .poll(async () => (await last.boundingBox())?.y ?? Infinity)
    .toBeLessThan((window?.y ?? 0) + (window?.height ?? 0) - 16);
  // The picture moved in its window, and the window stayed.
  const { scrollY, moved } = await graph.evaluate((region) => ({
    scrollY: document.scrollingElement?.scrollTop,
    moved: [region, ...region.querySelectorAll("*")].some(({ scrollTop }) => scrollTop > 0),
  }));
  expect([scrollY, moved]).toEqual([0, false]);
});

it("a chain that the packet does not come to is shown in the Map", async () => {
  const page = await openNode(3);
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("dialog", { name: "Search" }).getByRole("combobox").fill("OUTPUT");
  await page
    .getByRole("option", { name: /chain OUTPUT/ })
    .first()
    .click();
  await expect.poll(() => page.getByRole("radio", { name: "Map" }).isChecked()).toBe(true);
  await expect.poll(() => chain(page, "OUTPUT").getAttribute("data-chosen")).toBe("true");
});

it("a chain's title lights its neighbours and dims the others; the path alone hides what the packet does not touch", async () => {
  const page = await openNode(3);
  const services = chain(page, "KUBE-SERVICES").first();
  await services.locator("header").click({ position: { x: 30, y: 10 } });
  const endpoint = chain(page, `KUBE-SEP-${"3".padStart(16, "B")}`).first();
  await expect.poll(() => endpoint.getAttribute("data-dim")).toBe("true");
  expect(await chain(page, "PREROUTING").first().getAttribute("data-dim")).toBe("false");
  const fold = page.getByRole("button", { name: /^2 more Services/ });
  await fold.waitFor();
  await page.getByRole("button", { name: "Path alone" }).click();
  await expect.poll(() => fold.count()).toBe(0);
  expect(await services.getAttribute("data-state")).toBe("visited");
});

it("the camera follows the packet, lets go when the reader pans, and follows again when asked to", async () => {
  const page = await hookline.open("", { reducedMotion: "reduce" });
  await expectVerdict(page, "Forwarded to");
  await page.getByRole("button", { name: "First step" }).click();
  await atRest(page);
  const first = await viewOf(page);
  await page.getByRole("button", { name: "Last step" }).click();
  await expect.poll(() => viewOf(page)).not.toBe(first);

  const graph = page.getByRole("region", { name: "Graph" });
  const follow = graph.getByRole("button", { name: "Follow" });
  expect(await follow.count()).toBe(0);
  const box = await graph.boundingBox();
  if (!box) throw new Error("the picture is not there");
  await page.mouse.move(box.x + box.width - 60, box.y + box.height / 2);
  await page.mouse.wheel(0, -200);
  await follow.waitFor();
  await atRest(page);
  const panned = await viewOf(page);
  await page.getByRole("button", { name: "First step" }).click();
  await expect.poll(() => stepNumber(page)).toBe(1);
  await atRest(page);
  expect(await viewOf(page)).toBe(panned);
  await follow.click();
  await expect.poll(() => viewOf(page)).not.toBe(panned);
  await expect.poll(() => follow.count()).toBe(0);
});
