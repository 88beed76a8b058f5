/**
 * Makes the pictures of docs/pictures from the built page: `npm run screenshot`. They are there to be looked at.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContextOptions, Page } from "playwright-core";
import { it } from "vitest";
import { makeCluster } from "../../bench/dump/cluster";
import { makeDump } from "../../bench/dump/dump";
import { dumpOf, enterPacket, expectVerdict, paste } from "./acts";
import { builtPage } from "./built-page";

const hookline = builtPage();
const PICTURES = join(import.meta.dirname, "../../docs/pictures");
mkdirSync(PICTURES, { recursive: true });

const WIDE: BrowserContextOptions = {
  reducedMotion: "reduce",
  viewport: { width: 1680, height: 980 },
  deviceScaleFactor: 1.5,
};
const DARK: BrowserContextOptions = { ...WIDE, colorScheme: "dark" };
const PHONE: BrowserContextOptions = {
  reducedMotion: "reduce",
  viewport: { width: 360, height: 760 },
  deviceScaleFactor: 2,
};

async function sample(options: BrowserContextOptions, title?: string): Promise<Page> {
  const page = await hookline.open("", options);
  await expectVerdict(page, "Forwarded");
  if (title !== undefined) {
    await page.getByRole("button", { name: "Samples" }).click();
    await page.getByRole("dialog", { name: "Samples" }).getByRole("button", { name: title }).click();
    await page.keyboard.press("Escape");
  }
  return page;
}

async function toStep(page: Page, step: number): Promise<void> {
  await page.getByRole("status", { name: "Verdict" }).click({ position: { x: 2, y: 2 } });
  await page.keyboard.press("Home");
  for (let at = 1; at < step; at++) await page.keyboard.press("ArrowRight");
}

async function take(page: Page, name: string): Promise<void> {
  // The picture comes after the words, and the tips go.
  await page.mouse.move(0, 0);
  await page.waitForTimeout(1200);
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}

it("the sample, light and dark", async () => {
  for (const [name, options] of [
    ["sample", WIDE],
    ["sample-dark", DARK],
  ] as const) {
    const page = await sample(options);
    await toStep(page, 4);
    await take(page, name);
  }
});

it("nothing pasted", async () => {
  const page = await sample(WIDE);
  await dumpOf(page).click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("Delete");
  await expectVerdict(page, "Paste the rules of a node");
  await take(page, "empty");
});

it("three replicas: a choice of outcomes, the answer, both directions, the map", async () => {
  const page = await sample(WIDE, "Three replicas");
  await expectVerdict(page, "Forwarded to 10.244");
  await toStep(page, 6);
  await take(page, "outcomes");
  await page.getByRole("radio", { name: "Answer" }).check();
  await take(page, "answer");
  await page.getByRole("radio", { name: "Both" }).check();
  await take(page, "both");
  await page.getByRole("radio", { name: "Packet" }).check();
  await page.getByRole("radio", { name: "Map" }).check();
  await take(page, "map");
});

it("a wide tree of outcomes: nobody told the node's addresses, and forty endpoints", async () => {
  const count = 40;
  const endpoints = Array.from({ length: count }, (_, index) => {
    const left = count - index;
    const share = left === 1 ? "" : `-m statistic --mode random --probability ${(1 / left).toFixed(11)} `;
    return `-A KUBE-SVC-2CMXP7HKUVJN7L6M -p tcp ${share}-j DNAT --to-destination 10.244.${String(index)}.13:80`;
  });
  const page = await hookline.open("", WIDE);
  await paste(
    page,
    `*nat\n:PREROUTING ACCEPT [0:0]\n:KUBE-SERVICES - [0:0]\n:KUBE-SVC-2CMXP7HKUVJN7L6M - [0:0]\n-A PREROUTING -j KUBE-SERVICES\n-A KUBE-SERVICES -d 10.0.91.63/32 -p tcp -m comment --comment "default/nginx cluster IP" -m tcp --dport 80 -j KUBE-SVC-2CMXP7HKUVJN7L6M\n${endpoints.join("\n")}\nCOMMIT\n*filter\n:INPUT DROP [0:0]\n:FORWARD ACCEPT [0:0]\nCOMMIT\n`,
  );
  await enterPacket(page, {
    From: "10.9.0.7",
    To: "10.0.91.63",
    Protocol: "tcp",
    "Destination port": "80",
    "Arrives on": "eth0",
  });
  await page.keyboard.press("Escape");
  await page.getByRole("radiogroup", { name: "Outcomes" }).waitFor();
  await take(page, "wide-outcomes");
});

it("five thousand Services", async () => {
  const cluster = makeCluster(5000, 3, 1);
  const [port] = cluster.ports;
  const page = await hookline.open("", WIDE);
  await paste(page, makeDump(cluster, { release: "1.30", comments: true, kubectl: null }));
  await enterPacket(page, {
    From: "192.168.99.7",
    To: port?.clusterIp ?? "",
    Protocol: port?.protocol ?? "tcp",
    "Destination port": String(port?.port ?? 80),
    "Arrives on": "eth0",
  });
  await page.keyboard.press("Escape");
  await page.locator('[data-chain="nat/KUBE-SERVICES"][data-state="visited"]').first().waitFor({ timeout: 60_000 });
  await toStep(page, 4);
  await take(page, "five-thousand-services");
});

it("presenting", async () => {
  const page = await sample(DARK);
  await toStep(page, 4);
  await page.keyboard.press("p");
  await take(page, "presenting");
});

it("a phone", async () => {
  const page = await sample(PHONE);
  await take(page, "phone");
});
