import { execFileSync } from "node:child_process";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { dumpOf, enterPacket, expectNotice, expectVerdict, stepNumber } from "./acts";
import { builtPage } from "./built-page";

const hookline = builtPage();

const DUMP = `*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A PREROUTING -i eth0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 10.9.8.7:80
COMMIT
`;

function gz(bytes: Buffer): string {
  return `#gz=${gzipSync(bytes).toString("base64url")}`;
}

it("a link made by gzip and base64 in a shell opens on its packet and step", async () => {
  const packed = execFileSync("sh", ["-c", "gzip -9 | base64 -w0 | tr '+/' '-_'"], { input: DUMP, encoding: "utf8" });
  const page = await hookline.open(
    `#gz=${packed}&src=198.51.100.7&dst=192.0.2.1&proto=tcp&dport=8080&sport=5555&in=eth0&step=2`,
  );
  await expectVerdict(page, "10.9.8.7:80");
  expect(await page.getByRole("combobox", { name: "From" }).inputValue()).toBe("198.51.100.7");
  expect(await stepNumber(page)).toBe(2);
  await expect.poll(() => dumpOf(page).innerText()).toContain("--to-destination 10.9.8.7:80");
});

it("what Share gives opens on the very same page", async () => {
  const page = await hookline.open(`${gz(Buffer.from(DUMP))}&src=198.51.100.7&dst=192.0.2.1&dport=8080&in=eth0`);
  await expectVerdict(page, "10.9.8.7:80");
  await page.getByRole("button", { name: "First step" }).click();
  await page.getByRole("button", { name: "Share" }).click();
  const link = await page.getByRole("dialog", { name: "Share" }).getByRole("textbox", { name: "Link" }).inputValue();
  const other = await hookline.open(link.slice(link.indexOf("#")));
  await expectVerdict(other, "10.9.8.7:80");
  expect(await stepNumber(other)).toBe(1);
});

it("names and public addresses are replaced by a press before they are shared, and the packet goes the same way", async () => {
  const named = DUMP.replace("--dport 8080", '--dport 8080 -m comment --comment "acme/checkout"').replace(
    "10.9.8.7",
    "52.4.8.15",
  );
  const page = await hookline.open(`${gz(Buffer.from(named))}&src=198.51.100.7&dst=192.0.2.1&dport=8080&in=eth0`);
  await expectVerdict(page, "52.4.8.15:80");
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByRole("button", { name: "Redact" }).click();
  await expectNotice(page, /were replaced/);
  await expect.poll(() => dumpOf(page).innerText()).not.toMatch(/acme|checkout|52\.4\.8/);
  expect(await dumpOf(page).innerText()).toMatch(/--comment "?[a-z]{4}\/[a-z]{8}/);
  await expectVerdict(page, "Forwarded to");
  await page.getByLabel("Notice").getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => dumpOf(page).innerText()).toContain("acme/checkout");
});

it("a link without a packet asks for one, and shows no verdict of another dump", async () => {
  const page = await hookline.open();
  await expectVerdict(page, "Forwarded to");
  await page.evaluate(
    (hash) => {
      location.hash = hash;
    },
    gz(Buffer.from(DUMP)),
  );
  await expectVerdict(page, "Say where the packet comes from");
  await enterPacket(page, { From: "198.51.100.7", To: "192.0.2.1", "Destination port": "8080", "Arrives on": "eth0" });
  await expectVerdict(page, "10.9.8.7:80");
});

const CUT = gz(Buffer.from(DUMP.repeat(40).replaceAll("8080", () => String(Math.floor(Math.random() * 9999))))).slice(
  0,
  90,
);

it.each([
  ["that unpacks to more than the limit", gz(Buffer.alloc(65 * 1024 * 1024)), /more than 64 MB/],
  ["that was cut short", CUT, /cut short/],
  ["that is no base64", "#gz=*", /not base64/],
  ["of a form that is not known", "#zz9=abc", /#zz9=/],
])("a link %s says so, and what was on the page stays", async (_, fragment, message) => {
  const page = await hookline.open();
  await expectVerdict(page, "Forwarded to");
  await page.getByRole("button", { name: "Samples" }).click();
  await page.getByRole("dialog", { name: "Samples" }).getByRole("button").last().click();
  await expectVerdict(page, "Dropped by");
  await page.evaluate((hash) => {
    location.hash = hash;
  }, fragment);
  await expectNotice(page, message);
  await expectVerdict(page, "Dropped by");

  const fresh = await hookline.open(fragment);
  await expectNotice(fresh, message);
  await expectVerdict(fresh, "Forwarded to");
});
