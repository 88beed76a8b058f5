import { expect, it } from "vitest";
import { dumpOf, enterPacket, expectNotice, expectProblem, expectVerdict, paste } from "./acts";
import { builtPage } from "./built-page";

const hookline = builtPage();

const HEAD = `*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
`;

/** 5 MB of printable noise, the same at each run. */
function noise(): string {
  let seed = 1;
  const letter = () => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return String.fromCharCode(33 + ((seed >> 8) % 90));
  };
  return Array.from({ length: 90_000 }, () => Array.from({ length: 56 }, letter).join("")).join("\n");
}

it("5 MB of noise is told in a line, and the page goes on", async () => {
  const page = await hookline.open();
  await expectVerdict(page, "Forwarded to");
  await paste(page, noise());
  await expectProblem(page, /line 1.*nothing of a node was found/);
  await expectVerdict(page, "nothing to walk through");
  await paste(page, `${HEAD}-A PREROUTING -j DROP\nCOMMIT\n`);
  await expectVerdict(page, "Dropped");
});

it("a large dump that a program puts in, as if it were typed, is taken whole", async () => {
  const page = await hookline.open();
  await expectVerdict(page, "Forwarded to");
  const rules = Array.from(
    { length: 20_000 },
    (_, index) => `-A PREROUTING -s 10.0.0.0/8 -m mark --mark ${String(index + 1)}`,
  );
  await dumpOf(page).fill(`${HEAD}${rules.join("\n")}\n-A PREROUTING -j DROP\nCOMMIT\n`);
  await expectVerdict(page, "Dropped by rule 20001 of nat/PREROUTING");
});

it("a chain that jumps to itself is told, with its line", async () => {
  const page = await hookline.open();
  await paste(page, `${HEAD}:LOOP - [0:0]\n-A PREROUTING -j LOOP\n-A LOOP -j LOOP\nCOMMIT\n`);
  await expectProblem(page, /line 8.*circle/);
  await expectVerdict(page, "Refused by the kernel");
});

it("a chain named __proto__ is a chain like any other", async () => {
  const page = await hookline.open();
  await paste(
    page,
    `${HEAD}:__proto__ - [0:0]\n-A PREROUTING -j __proto__\n-A __proto__ -p tcp -j DNAT --to-destination 10.1.2.3\nCOMMIT\n`,
  );
  await enterPacket(page, { From: "192.0.2.1", To: "192.0.2.9", Protocol: "tcp", "Destination port": "80" });
  await expectVerdict(page, "Forwarded to 10.1.2.3:80");
  expect(await page.locator("[data-chain='nat/__proto__']").count()).toBe(1);
});

it("a problem leads to its line", async () => {
  const page = await hookline.open();
  await paste(page, `${HEAD}-A PREROUTING --frobnicate 3 -j ACCEPT\nCOMMIT\n`);
  await expectProblem(page, /line 6/);
  await page.getByRole("list", { name: "Problems" }).getByRole("button").first().click();
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Dump");
});

it("an engine that dies is told, and starts again with the next change", async () => {
  const page = await hookline.open();
  await expectVerdict(page, "Forwarded to");
  await page.workers()[0]?.evaluate(() => {
    setTimeout(() => {
      throw new Error("out of memory");
    });
  });
  await expectNotice(page, /The engine stopped/);
  await expectVerdict(page, "Forwarded to");
  await enterPacket(page, { To: "203.0.113.9" });
  await expectVerdict(page, "Forwarded to 203.0.113.9:80");
});
