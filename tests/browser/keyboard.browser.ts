import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { currentStep, expectVerdict, stepNumber, stepsOf } from "./acts";
import { builtPage } from "./built-page";

const hookline = builtPage();

const NODE = `*nat
:PREROUTING ACCEPT [0:0]
:KUBE-SERVICES - [0:0]
-A PREROUTING -j KUBE-SERVICES
-A KUBE-SERVICES -d 10.0.91.63/32 -p tcp -m statistic --mode random --probability 0.5 -m tcp --dport 80 -j DNAT --to-destination 10.244.0.13:80
-A KUBE-SERVICES -d 10.0.91.63/32 -p tcp -m tcp --dport 80 -j DNAT --to-destination 10.244.0.14:80
COMMIT
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP group default qlen 1000
    inet 192.168.1.10/24 brd 192.168.1.255 scope global eth0
3: cni0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default qlen 1000
    inet 10.244.0.1/24 brd 10.244.0.255 scope global cni0
default via 192.168.1.1 dev eth0
10.244.0.0/24 dev cni0 proto kernel scope link src 10.244.0.1
192.168.1.0/24 dev eth0 proto kernel scope link src 192.168.1.10
`;

/** The accessible name of what has the focus, as far as it is told by a label. */
async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    const labelled = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null;
    return labelled ?? element?.getAttribute("aria-label") ?? element?.textContent ?? "";
  });
}

/** Presses Tab until what has the focus is named so; fails where it takes more presses than a reader has patience for. */
async function tabTo(page: Page, name: RegExp, presses = 30): Promise<void> {
  const passed: string[] = [];
  for (let press = 0; press < presses; press++) {
    await page.keyboard.press("Tab");
    const now = await focused(page);
    if (name.test(now)) return;
    passed.push(now.slice(0, 40));
  }
  expect.fail(`Tab never came to ${String(name)}, but to ${passed.join(" | ")}`);
}

it("from the paste to the packet, every step, an outcome and the answer with the keyboard alone", async () => {
  const page = await hookline.open();
  await expectVerdict(page, "Forwarded to");

  await tabTo(page, /^Dump$/);
  await page.keyboard.press("ControlOrMeta+A");
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
  }, NODE);

  for (const [field, value] of [
    [/^From/, "192.168.1.20"],
    [/^To/, "10.0.91.63"],
    [/^Protocol/, "tcp"],
    [/^Destination port/, "80"],
    [/^Source port/, "40000"],
    [/^Arrives on/, "eth0"],
  ] as const) {
    await tabTo(page, field);
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type(value);
    await page.keyboard.press("Escape");
  }
  await expectVerdict(page, "Forwarded to 10.244.0.13:80 by cni0");

  await tabTo(page, /^50 %/);
  await page.keyboard.press("ArrowDown");
  await expectVerdict(page, "Forwarded to 10.244.0.14:80 by cni0");

  // The current step is the list's one stop.
  await tabTo(page, /^Routing decision/);
  const count = await stepsOf(page).count();
  for (let step = count; step > 1; step--) {
    expect(await stepNumber(page)).toBe(step);
    await page.keyboard.press("ArrowUp");
  }
  expect(await currentStep(page)).toContain("Connection tracking");
  for (let step = 1; step < count; step++) await page.keyboard.press("ArrowDown");
  expect(await stepNumber(page)).toBe(count);

  for (let press = 0; press < 40 && (await focused(page)) !== "Packet"; press++) await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("ArrowRight");
  await expectVerdict(page, "Forwarded to 192.168.1.20:40000 by eth0");
});

it("an arrow with Alt or Ctrl is left to the browser wherever the focus is", async () => {
  const page = await hookline.open();
  await expectVerdict(page, "Forwarded to");
  await page.getByRole("list", { name: "Steps" }).getByRole("button", { name: "KUBE-SERVICES rule 5" }).click();
  const step = await stepNumber(page);
  await page.evaluate(() => {
    window.addEventListener("keydown", (event) => {
      document.documentElement.dataset.kept = String(event.defaultPrevented);
    });
  });
  const places = {
    "a word of a rule": page.locator("[aria-current=step]").getByRole("button", { name: /^-j KUBE-SVC-/ }),
    "a step": page.locator("[aria-current=step] > button"),
    "the line between two panes": page.getByRole("separator").first(),
  };
  for (const [place, element] of Object.entries(places))
    for (const key of ["Alt+ArrowLeft", "Alt+ArrowDown", "Control+ArrowRight", "Control+ArrowUp"]) {
      await element.focus();
      // What it does in the browser itself is none of the page's.
      await element.evaluate((one, [held, name = ""]) => {
        const modifiers = { altKey: held === "Alt", ctrlKey: held === "Control" };
        one.dispatchEvent(
          new KeyboardEvent("keydown", { key: name, code: name, bubbles: true, cancelable: true, ...modifiers }),
        );
      }, key.split("+"));
      const kept = await page.evaluate(() => document.documentElement.dataset.kept);
      expect({ place, key, kept }).toEqual({ place, key, kept: "false" });
    }
  expect(await stepNumber(page)).toBe(step);
});
