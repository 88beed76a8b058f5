import { expect, it } from "vitest";
import { currentStep, dumpOf, enterPacket, expectVerdict, paste, stepNumber, stepsOf } from "./acts";
import { builtPage } from "./built-page";
import { atRest } from "./rest";

const hookline = builtPage();

const NODE = `root@node:~# iptables-save
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:KUBE-SERVICES - [0:0]
:KUBE-SVC-2CMXP7HKUVJN7L6M - [0:0]
:KUBE-SEP-RPYTXMYI33B6SF5E - [0:0]
-A PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
-A KUBE-SERVICES -d 10.0.91.64/32 -p tcp -m tcp --dport 80 -j KUBE-SVC-2CMXP7HKUVJN7L6M
-A KUBE-SERVICES -d 10.0.91.63/32 -p tcp -m comment --comment "default/nginx cluster IP" -m tcp --dport 80 -j KUBE-SVC-2CMXP7HKUVJN7L6M
-A KUBE-SVC-2CMXP7HKUVJN7L6M -m comment --comment "default/nginx -> 10.244.0.13:80" -j KUBE-SEP-RPYTXMYI33B6SF5E
-A KUBE-SEP-RPYTXMYI33B6SF5E -p tcp -m comment --comment "default/nginx" -m tcp -j DNAT --to-destination 10.244.0.13:80
COMMIT
root@node:~# ip addr
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP group default qlen 1000
    inet 192.168.1.10/24 brd 192.168.1.255 scope global eth0
3: cni0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default qlen 1000
    inet 10.244.0.1/24 brd 10.244.0.255 scope global cni0
root@node:~# ip route
default via 192.168.1.1 dev eth0
10.244.0.0/24 dev cni0 proto kernel scope link src 10.244.0.1
192.168.1.0/24 dev eth0 proto kernel scope link src 192.168.1.10
`;

const TO_SERVICE = {
  From: "192.168.1.20",
  To: "10.0.91.63",
  Protocol: "tcp",
  "Destination port": "80",
  "Source port": "40000",
  "Arrives on": "eth0",
} as const;

const END = "Forwarded to 10.244.0.13:80 by cni0";

it("a pasted dump and a typed packet are walked at once, and played to the end", async () => {
  const page = await hookline.open();
  await paste(page, NODE);
  await enterPacket(page, TO_SERVICE);
  await expectVerdict(page, END);

  const steps = await stepsOf(page).allInnerTexts();
  const matched = steps.filter((step) => step.includes("-A KUBE-"));
  expect(matched.map((step) => /nat\s+(KUBE-\S+)\s+rule (\d+)/.exec(step)?.slice(1))).toEqual([
    ["KUBE-SERVICES", "2"],
    ["KUBE-SVC-2CMXP7HKUVJN7L6M", "1"],
    ["KUBE-SEP-RPYTXMYI33B6SF5E", "1"],
  ]);
  expect(matched[2]).toContain("-j DNAT --to-destination 10.244.0.13:80");

  await page.getByRole("button", { name: "First step" }).click();
  expect(await stepNumber(page)).toBe(1);
  await page.getByRole("button", { name: "Play" }).click();
  await page.getByRole("button", { name: "Pause" }).waitFor();
  await expect.poll(() => stepNumber(page)).toBe(steps.length);
  await page.getByRole("button", { name: "Play" }).waitFor();
  const services = page.locator("[data-chain='nat/KUBE-SERVICES']").first();
  await expect.poll(() => services.getAttribute("data-state")).toBe("visited");
});

it("a step tells its conditions, and why the rules before it did not match", async () => {
  const page = await hookline.open();
  await paste(page, NODE);
  await enterPacket(page, TO_SERVICE);
  await expectVerdict(page, END);
  await stepsOf(page).getByRole("button", { name: "KUBE-SERVICES rule 2" }).click();
  await expect.poll(() => currentStep(page)).toContain("destination is 10.0.91.63");
  await page.getByText("1 rule before it did not match").click();
  const missed = page.getByRole("list", { name: "Rules that did not match" });
  await expect.poll(() => missed.textContent()).toContain("-d 10.0.91.64/32");
  expect(await missed.getByRole("listitem").first().textContent()).toContain(
    "destination 10.0.91.63 is not 10.0.91.64",
  );
});

it("is played by keys wherever no field has the focus", async () => {
  const page = await hookline.open();
  const last = await stepsOf(page)
    .last()
    .waitFor()
    .then(() => stepsOf(page).count());
  await page.getByRole("heading", { name: "Hookline" }).click();
  const presses: readonly (readonly [key: string, step: number])[] = [
    ["Home", 1],
    ["ArrowRight", 2],
    ["ArrowRight", 3],
    ["ArrowLeft", 2],
    ["End", last],
    ["ArrowRight", last],
  ];
  for (const [key, step] of presses) {
    await page.keyboard.press(key);
    await expect.poll(() => stepNumber(page)).toBe(step);
  }
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Pause" }).waitFor();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Play" }).waitFor();

  await page.getByRole("combobox", { name: "To", exact: true }).focus();
  const before = await stepNumber(page);
  await page.keyboard.press("Home");
  expect(await stepNumber(page)).toBe(before);
});

it("a packet that cannot be read is told at its field, and the last verdict stays", async () => {
  const page = await hookline.open();
  await expectVerdict(page, "Forwarded to");
  const before = await page.getByRole("status", { name: "Verdict" }).locator("p").first().textContent();
  await enterPacket(page, { From: "10.0.0" });
  const field = page.getByRole("combobox", { name: "From" });
  await expect.poll(() => field.getAttribute("aria-invalid")).toBe("true");
  const message = page.locator(`[id="${(await field.getAttribute("aria-describedby")) ?? ""}"]`);
  expect(await message.textContent()).toContain("not an address");
  expect(await page.getByRole("status", { name: "Verdict" }).locator("p").first().textContent()).toBe(before);
});

it("a field that waits for a value is asked for and not told as wrong", async () => {
  const page = await hookline.open();
  await expectVerdict(page, "Forwarded to");
  await enterPacket(page, { To: "" });
  const field = page.getByRole("combobox", { name: "To", exact: true });
  await expect.poll(() => field.getAttribute("aria-required")).toBe("true");
  expect(await field.getAttribute("aria-invalid")).toBe("false");
  const message = page.locator(`[id="${(await field.getAttribute("aria-describedby")) ?? ""}"]`);
  expect(await message.textContent()).toContain("Where the packet goes to is missing");
});

it("From and To offer what the dump names, and a Service brings its port along", async () => {
  const page = await hookline.open();
  await paste(page, NODE);
  await enterPacket(page, { ...TO_SERVICE, To: "", "Destination port": "" });
  const to = page.getByRole("combobox", { name: "To", exact: true });
  await to.fill("nginx");
  await page.getByRole("option", { name: /default\/nginx 10\.0\.91\.63/ }).click();
  expect(await to.inputValue()).toBe("10.0.91.63");
  await expectVerdict(page, END);
});

it("an empty editor says what to paste, and a sample fills it again, which can be undone", async () => {
  const page = await hookline.open();
  await expectVerdict(page, "Forwarded to");
  await dumpOf(page).click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("Delete");
  await page.getByText("iptables-save -c; ip6tables-save -c; ipset save; ip addr; ip route show table all").waitFor();
  await expectVerdict(page, "Paste the rules of a node");
  await page.getByRole("button", { name: "Samples" }).click();
  await page.getByRole("dialog", { name: "Samples" }).getByRole("button").first().click();
  await expectVerdict(page, "Forwarded to");
  await page.getByLabel("Notice").getByRole("button", { name: "Undo" }).click();
  await expectVerdict(page, "Paste the rules of a node");
});

it("where the dump has no routes both ways are shown, and the reader may choose", async () => {
  const page = await hookline.open();
  await paste(page, NODE.slice(0, NODE.indexOf("root@node:~# ip addr")));
  await enterPacket(page, TO_SERVICE);
  const outcomes = page.getByRole("radiogroup", { name: "Outcomes" }).getByRole("radio");
  await expect.poll(() => outcomes.count()).toBe(2);
  await outcomes.nth(1).check();
  await expectVerdict(page, "Delivered");
  await page.getByRole("radio", { name: "through it" }).check();
  await expectVerdict(page, "Forwarded to 10.244.0.13:80");
  await expect.poll(() => outcomes.count()).toBe(0);
});

it("an assumption is turned by a click, the walk is done again, and the link says so", async () => {
  const page = await hookline.open();
  await paste(page, NODE.slice(0, NODE.indexOf("root@node:~# ip addr")));
  await enterPacket(page, TO_SERVICE);
  await expectVerdict(page, "Forwarded to 10.244.0.13:80");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Assumed: 10.244.0.13 is not an address of this node" }).click();
  await expectVerdict(page, "Delivered to a process of this node at 10.244.0.13:80");
  await expect.poll(() => page.getByRole("radiogroup", { name: "Outcomes" }).count()).toBe(0);

  await page.getByRole("button", { name: "Share" }).click();
  const link = page.getByRole("textbox", { name: "Link" });
  await expect.poll(() => link.inputValue()).toContain("&said=");
  const other = await hookline.open(new URL(await link.inputValue()).hash);
  await expectVerdict(other, "Delivered to a process of this node at 10.244.0.13:80");
  await other.getByRole("button", { name: "Leave open whether 10.244.0.13 is an address of this node" }).click();
  await expect.poll(() => other.getByRole("radiogroup", { name: "Outcomes" }).getByRole("radio").count()).toBe(2);
});

it("the answer of the far end is walked home, in the link as well, and a packet that was dropped has none", async () => {
  const page = await hookline.open();
  await paste(page, NODE);
  await enterPacket(page, TO_SERVICE);
  await expectVerdict(page, END);
  await page.keyboard.press("Escape");
  await page.getByRole("radio", { name: "Answer" }).check();
  await expectVerdict(page, "Forwarded to 192.168.1.20:40000 by eth0");
  expect((await stepsOf(page).allInnerTexts()).at(-1)).toContain("back to 10.0.91.63:80");

  await page.getByRole("button", { name: "Share" }).click();
  const link = page.getByRole("textbox", { name: "Link" });
  await expect.poll(() => link.inputValue()).toContain("&answer=1");
  const other = await hookline.open(new URL(await link.inputValue()).hash);
  await expectVerdict(other, "Forwarded to 192.168.1.20:40000 by eth0");

  await paste(other, NODE.replace("*nat", "*filter\n:FORWARD DROP [0:0]\nCOMMIT\n*nat"));
  await expectVerdict(other, "There is no answer. Dropped by the policy of filter/FORWARD.");
  // What stopped the packet is what there is to see.
  await expect.poll(() => currentStep(other)).toContain("FORWARD policy");
  await other.locator('[data-chain="filter/FORWARD"][data-state=current]').waitFor();
  await atRest(other);
  const words = other.getByText("There is no answer. Dropped");
  const legs = other.getByRole("radiogroup", { name: "Direction" });
  const [right, left] = [await words.boundingBox(), await legs.boundingBox()];
  expect((right?.x ?? 0) + (right?.width ?? Infinity)).toBeLessThanOrEqual(left?.x ?? 0);
  await other.getByRole("radio", { name: "Both" }).check();
  await other.getByRole("list", { name: "There and back" }).getByText("filter/FORWARD").waitFor();
  await other.getByRole("radio", { name: "Packet" }).check();
  await expectVerdict(other, "Dropped by the policy of filter/FORWARD");
});

it("both directions stand on one time line, with what each end sees, and lead to the steps", async () => {
  const page = await hookline.open();
  await paste(page, NODE);
  await enterPacket(page, TO_SERVICE);
  await expectVerdict(page, END);
  await page.keyboard.press("Escape");
  await page.getByRole("radio", { name: "Both" }).check();
  const line = page.getByRole("list", { name: "There and back" });
  await expect
    .poll(() => line.innerText())
    .toMatch(/It arrives on eth0[^]*10\.244\.0\.13:80[^]*answers[^]*192\.168\.1\.20:40000/);
  const sees = page.getByRole("table", { name: "What each of them sees" });
  expect(await sees.getByRole("row", { name: /^client/ }).innerText()).toContain("10.0.91.63:80");
  expect(await sees.getByRole("row", { name: /^far end/ }).innerText()).toContain("10.244.0.13:80");
  await line
    .getByRole("button", { name: /NAT.*answer/ })
    .first()
    .click();
  await expectVerdict(page, "Forwarded to 192.168.1.20:40000 by eth0");
  await expect.poll(() => line.locator("[aria-current=step]").first().innerText()).toContain("10.0.91.63:80");
});

it("a device by which the packet can hardly come is told at its field, and the packet walks all the same", async () => {
  const page = await hookline.open();
  await expectVerdict(page, "Forwarded to");
  const packet = page.getByRole("group", { name: "Packet" });
  const device = packet.getByRole("combobox", { name: "Arrives on" });
  expect(await device.getAttribute("aria-describedby")).toBeNull();
  await device.fill("eth0");
  await page.keyboard.press("Escape");
  const note = page.getByText(/An answer to 10\.244\.0\.9 would leave by cbr0, not by eth0: .*rp_filter 1/);
  await note.waitFor();
  const described = await device.getAttribute("aria-describedby");
  expect(await note.locator("xpath=ancestor-or-self::p").getAttribute("id")).toBe(described);
  expect(await device.getAttribute("aria-invalid")).toBe("false");
  await expectVerdict(page, "Forwarded to 10.244.0.13:80");

  // The verdict is the last packet's while another is typed, and so is what is doubtful of it: nothing moves.
  await atRest(page);
  const graph = page.getByRole("region", { name: "Graph" });
  const before = await graph.boundingBox();
  const to = packet.getByRole("combobox", { name: "To", exact: true });
  await to.fill("no-such-service");
  await page.getByText("Nothing in the dump is called “no-such-service”").waitFor();
  await page.getByText("This is the verdict of the last packet").waitFor();
  expect(await note.count()).toBe(1);
  expect(await graph.boundingBox()).toEqual(before);
  await to.fill("10.0.91.63");

  await device.fill("cbr0");
  await expect.poll(() => note.count()).toBe(0);
});

it("where nothing was pasted the picture's place offers the samples", async () => {
  const page = await hookline.open();
  await expectVerdict(page, "Forwarded to");
  await dumpOf(page).click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("Delete");
  await expectVerdict(page, "Paste the rules of a node");
  const begin = page.getByRole("region", { name: "To begin with" });
  await begin.getByRole("button", { name: /Why is it dropped/ }).click();
  await expectVerdict(page, "Dropped");
  await expect.poll(() => begin.count()).toBe(0);
});
