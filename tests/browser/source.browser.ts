import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { dumpOf, enterPacket, expectNotice, expectVerdict, paste, pasteOver, stepNumber } from "./acts";
import { builtPage } from "./built-page";
import { atRest } from "./rest";

const hookline = builtPage();

const GREPPED = `aks:/# iptables-save | grep nginx
-A KUBE-SEP-RPYTXMYI33B6SF5E -p tcp -m comment --comment "default/nginx" -m tcp -j DNAT --to-destination 10.244.0.13:80
-A KUBE-SERVICES -d 10.0.91.63/32 -p tcp -m comment --comment "default/nginx cluster IP" -m tcp --dport 80 -j KUBE-SVC-2CMXP7HKUVJN7L6M
-A KUBE-SVC-2CMXP7HKUVJN7L6M -m comment --comment "default/nginx -> 10.244.0.13:80" -j KUBE-SEP-RPYTXMYI33B6SF5E
aks:/# ip route
default via 10.240.0.1 dev eth0
10.244.0.0/24 dev cbr0 scope link
`;

const TO_NGINX = {
  From: "10.240.0.9",
  To: "10.0.91.63",
  Protocol: "tcp",
  "Destination port": "80",
  "Arrives on": "eth0",
};

const SAVE = "*nat\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -j DROP\nCOMMIT\n";

const sectionsOf = (page: Page) => page.getByRole("list", { name: "Found in the dump" });

/** A dump that takes a while to read. */
function large(services: number): string {
  const rules = Array.from({ length: services }, (_, index) => {
    const address = `10.${String(96 + (index >> 16))}.${String((index >> 8) & 255)}.${String(index & 255)}`;
    return `-A KUBE-SERVICES -d ${address}/32 -p tcp -m comment --comment "default/service-${String(index)} cluster IP" -m tcp --dport 80 -j ACCEPT`;
  });
  return `*nat\n:PREROUTING ACCEPT [0:0]\n:KUBE-SERVICES - [0:0]\n-A PREROUTING -j KUBE-SERVICES\n${rules.join("\n")}\n-A KUBE-SERVICES -j DROP\nCOMMIT\n`;
}

it("what was found stands above the text, leads to its lines, and can be turned off and on again", async () => {
  const page = await hookline.open();
  await paste(page, GREPPED);
  await enterPacket(page, TO_NGINX);
  await expectVerdict(page, "Forwarded to 10.244.0.13:80");
  const rules = sectionsOf(page).getByRole("listitem").filter({ hasText: "rules" }).first();
  expect(await rules.textContent()).toContain("inferred");
  await rules.getByRole("button").first().click();
  await expect.poll(() => page.locator(".cm-pointed").count()).toBe(3);

  await rules.getByRole("button", { name: /^What these lines are/ }).click();
  const form = page.getByRole("dialog", { name: "What these lines are" });
  await form.getByRole("checkbox", { name: "Use these lines" }).uncheck();
  await expectVerdict(page, "Forwarded to 10.0.91.63:80");
  await form.getByRole("checkbox", { name: "Use these lines" }).check();
  await expectVerdict(page, "Forwarded to 10.244.0.13:80");
});

it("lines are said to be of another table, in the link as well, and it can be undone", async () => {
  const page = await hookline.open();
  await paste(page, GREPPED);
  await enterPacket(page, TO_NGINX);
  await expectVerdict(page, "Forwarded to 10.244.0.13:80");
  await sectionsOf(page)
    .getByRole("button", { name: /^What these lines are: .*rules/ })
    .first()
    .click();
  await page.getByRole("dialog", { name: "What these lines are" }).getByLabel("of the table").selectOption("raw");
  await expectVerdict(page, "Forwarded to 10.0.91.63:80");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Share" }).click();
  const link = page.getByRole("textbox", { name: "Link" });
  await expect.poll(() => link.inputValue()).toContain("&reading=rules-1.raw");
  const other = await hookline.open(new URL(await link.inputValue()).hash);
  await expectVerdict(other, "Forwarded to 10.0.91.63:80");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Undo", exact: true }).first().click();
  await expectVerdict(page, "Forwarded to 10.244.0.13:80");
});

it("what kube-proxy always writes is supplied, and can be left out", async () => {
  const page = await hookline.open();
  await paste(page, GREPPED);
  await enterPacket(page, TO_NGINX);
  await expectVerdict(page, "Forwarded to 10.244.0.13:80");
  await sectionsOf(page).getByRole("checkbox").uncheck();
  await expectVerdict(page, "Forwarded to 10.0.91.63:80");
});

it("files are opened, packed or plain, several as one paste, and one that is no text is told", async () => {
  const page = await hookline.open();
  await expectVerdict(page, "Forwarded to");
  const chooser = page.getByLabel("Files to open");
  const save = { name: "rules.gz", mimeType: "application/gzip", buffer: gzipSync(SAVE) };
  const route = { name: "route.txt", mimeType: "text/plain", buffer: Buffer.from("default via 10.0.0.1 dev eth0\n") };
  await chooser.setInputFiles([save, route]);
  await expectNotice(page, /Opened rules\.gz and 1 more/);
  await expectVerdict(page, "Dropped by rule 1 of nat/PREROUTING");
  await expect.poll(() => sectionsOf(page).getByRole("listitem").count()).toBe(2);
  await chooser.setInputFiles([{ name: "a.png", mimeType: "image/png", buffer: Buffer.from([137, 80, 0, 1]) }]);
  await expectNotice(page, /a\.png is no text\. What was on the page stays/);
  await expectVerdict(page, "Dropped by rule 1 of nat/PREROUTING");
});

it("a file that is dropped anywhere on the page is opened", async () => {
  const page = await hookline.open();
  await expectVerdict(page, "Forwarded to");
  await page.evaluate((text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], "node.txt"));
    for (const type of ["dragover", "drop"])
      document
        .querySelector("header")
        ?.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
  }, SAVE);
  await expectNotice(page, /Opened node\.txt/);
  await expectVerdict(page, "Dropped by rule 1 of nat/PREROUTING");
});

it("reading a large dump is told and can be cancelled, and what was there stands again", async () => {
  const page = await hookline.blank();
  // The worker that would read it, which may be started beforehand, never begins: it cannot be done before anybody cancels it.
  let begun = 0;
  await page.route(/\/assets\/worker-/, (route) => (++begun === 1 ? route.continue() : undefined));
  await page.goto(hookline.url());
  await dumpOf(page).and(page.locator("[contenteditable]")).waitFor();
  await expectVerdict(page, "Forwarded to 10.244.0.13:80");
  await paste(page, large(250_000));
  await page.getByText(/^Reading \d+ MB/).waitFor();
  await page.keyboard.press("Escape");
  await expectNotice(page, /Reading was cancelled/);
  await expectVerdict(page, "Forwarded to 10.244.0.13:80");
  await expect.poll(() => dumpOf(page).innerText()).toContain("KUBE-");
  expect(await dumpOf(page).innerText()).not.toContain("service-1 ");
});

it("a second paste while the first is read wins", async () => {
  const page = await hookline.open();
  await expectVerdict(page, "Forwarded to");
  await paste(page, large(60_000));
  await paste(page, SAVE);
  await expectVerdict(page, "Dropped by rule 1 of nat/PREROUTING");
  // Whatever still comes of the first does not take its place.
  await atRest(page);
  await expectVerdict(page, "Dropped by rule 1 of nat/PREROUTING");
  await expect.poll(() => dumpOf(page).innerText()).toContain("-A PREROUTING -j DROP");
});

it("what was chosen whole to paste over it stays chosen when a large text takes its place", async () => {
  const page = await hookline.open();
  await expectVerdict(page, "Forwarded to");
  const dump = dumpOf(page);
  await dump.click();
  await page.keyboard.press("ControlOrMeta+A");
  // In one go with the paste, so that the large text cannot come before.
  await dump.evaluate((editor, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    const all = { key: "a", code: "KeyA", keyCode: 65, bubbles: true, cancelable: true };
    editor.dispatchEvent(new KeyboardEvent("keydown", { ...all, ctrlKey: true }));
  }, large(20_000));
  await expect.poll(() => dump.innerText()).toContain("service-19999 ");
  await pasteOver(dump, SAVE);
  await expectVerdict(page, "Dropped by rule 1 of nat/PREROUTING");
  expect(await dump.innerText()).not.toContain("KUBE-SERVICES");
});

it("a large paste is shown and read whole, and undone by the editor's own key", async () => {
  const page = await hookline.open();
  await expectVerdict(page, "Forwarded to");
  await paste(page, large(20_000));
  await enterPacket(page, { To: "10.96.3.7", "Destination port": "81" });
  await expectVerdict(page, "Dropped by rule 20001 of nat/KUBE-SERVICES");
  await dumpOf(page).click();
  await page.keyboard.press("ControlOrMeta+End");
  await expect.poll(() => dumpOf(page).innerText()).toContain("-A KUBE-SERVICES -j DROP");
  await page.keyboard.type("# the end");
  await expect.poll(() => page.getByRole("button", { name: "Undo", exact: true }).first().isEnabled()).toBe(true);
  await page.keyboard.press("ControlOrMeta+z");
  await expect.poll(() => dumpOf(page).innerText()).not.toContain("# the end");
});

it("a large paste shows the rule at which its walk stands", async () => {
  const page = await hookline.open();
  await enterPacket(page, { To: "10.96.2.188", "Destination port": "80" });
  await paste(page, large(20_000).replace(/(service-700 .*) -j ACCEPT/, "$1 -j DROP"));
  await expectVerdict(page, "Dropped by rule 701 of nat/KUBE-SERVICES");
  const rule = dumpOf(page).locator(".cm-line").filter({ hasText: "service-700 " });
  await rule.waitFor();
  const inSight = async () => {
    await atRest(page);
    const [line, source] = [await rule.boundingBox(), await page.getByRole("region", { name: "Source" }).boundingBox()];
    return line && source && line.y > source.y + 100 && line.y + line.height < source.y + source.height;
  };
  await expect.poll(inSight).toBe(true);
});

it("a text over the limit is refused, and what was there stays", async () => {
  const page = await hookline.open();
  await expectVerdict(page, "Forwarded to");
  await dumpOf(page).click();
  await dumpOf(page).evaluate((editor) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "# a line\n".repeat(7_600_000));
    editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await expectNotice(page, /at most 64 MB are read here\. What was on the page stays/);
  await expectVerdict(page, "Forwarded to");
});

it("a line number leads to the steps of its rule, and the cursor tells what its line is", async () => {
  const page = await hookline.open();
  await paste(page, GREPPED);
  await enterPacket(page, TO_NGINX);
  await expectVerdict(page, "Forwarded to 10.244.0.13:80");
  await page.locator(".cm-lineNumbers .cm-steps-here").first().click();
  await expect.poll(() => page.locator("[aria-current=step]").innerText()).toContain("KUBE-SEP-RPYTXMYI33B6SF5E");
  const before = await stepNumber(page);
  await page.locator(".cm-line", { hasText: "-A KUBE-SERVICES" }).click();
  await page.getByText("nat KUBE-SERVICES rule 1", { exact: true }).waitFor();
  await page.getByRole("button", { name: /^Step \d/ }).click();
  await expect.poll(() => stepNumber(page)).toBeLessThan(before);
});

it("the text is searched", async () => {
  const page = await hookline.open();
  await paste(page, GREPPED);
  await dumpOf(page).click();
  await page.keyboard.press("ControlOrMeta+f");
  await page.getByRole("textbox", { name: "Find" }).fill("DNAT");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.locator(".cm-searchMatch").count()).toBeGreaterThan(0);
});

it("the way to get a dump is offered with commands that work from where the page stands", async () => {
  const page = await hookline.open();
  const home = new URL("collect.sh", page.url()).href;
  await page.getByRole("button", { name: "How to get a dump" }).click();
  const panel = page.getByRole("dialog", { name: "How to get a dump" });
  await panel.getByText(`curl -fsS ${home} | ssh root@NODE sh > node.txt`).waitFor();
  await panel.getByRole("button", { name: "Copy: The whole script, for a root shell on the node" }).waitFor();
  expect((await page.request.get(home)).ok()).toBe(true);
});

it("From and To find places by part of a name, by keyboard alone", async () => {
  const page = await hookline.open();
  const services = Array.from({ length: 5000 }, (_, index) => {
    const chain = `KUBE-SVC-${String(index).padStart(16, "A")}`;
    const address = `10.96.${String(index >> 8)}.${String(index & 255)}`;
    const rule = `-A KUBE-SERVICES -d ${address}/32 -p tcp -m comment --comment "default/service-${String(index)} cluster IP" -m tcp --dport 80 -j ${chain}`;
    return { chain: `:${chain} - [0:0]`, rule };
  });
  const chains = services.map(({ chain }) => chain).join("\n");
  await paste(
    page,
    `*nat\n:KUBE-SERVICES - [0:0]\n${chains}\n${services.map(({ rule }) => rule).join("\n")}\nCOMMIT\n`,
  );
  const to = page.getByRole("combobox", { name: "To", exact: true });
  await to.fill("service-4321");
  await page.getByRole("option", { name: /Service default\/service-4321/ }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  expect(await to.inputValue()).toBe("10.96.16.225");
  expect(await page.getByRole("combobox", { name: "Destination port" }).inputValue()).toBe("80");
});

it("a name that was typed is taken for the first place that bears it, which is marked; a part of an address for none", async () => {
  const page = await hookline.open();
  const to = page.getByRole("combobox", { name: "To", exact: true });
  await to.fill("ngin");
  await page.getByRole("option", { name: /default\/nginx/, selected: true }).waitFor();
  await page.keyboard.press("Enter");
  expect(await to.inputValue()).toBe("10.0.91.63");
  await to.fill("10.0.91.");
  await page.getByRole("option", { name: /Service default\/nginx/ }).waitFor();
  await page.keyboard.press("Enter");
  expect(await to.inputValue()).toBe("10.0.91.");
  expect(await to.getAttribute("aria-activedescendant")).toBeNull();
});

it("any part of a rule in the text is told where the pointer rests on it, with its place in the manual", async () => {
  const page = await hookline.open();
  await paste(page, "*filter\n:FORWARD ACCEPT [0:0]\n-A FORWARD -p tcp -m tcp --dport 443 -j DROP\nCOMMIT\n");
  await expect.poll(() => dumpOf(page).innerText()).toContain("--dport 443");
  await atRest(page);
  await dumpOf(page).getByText("--dport").hover();
  const tip = page.locator(".cm-tooltip");
  await expect.poll(() => tip.textContent()).toMatch(/destination port is 443.*iptables-extensions\(8\)/);
});
