/**
 * A keystroke in the packet form until the new walk is on the screen.
 */
import type { Page } from "playwright-core";
import { type Row, timeText } from "../row";
import { median } from "../times";

const MOST = 50;
const KEYS = 12;

/** Takes the last digit of the destination port away and types it again, so that each keystroke has another verdict. */
export async function typingRow(page: Page): Promise<Row> {
  const field = page.getByRole("group", { name: "Packet" }).getByLabel("Destination port", { exact: true });
  const last = (await field.inputValue()).at(-1) ?? "";
  await field.focus();
  await page.keyboard.press("End");
  const times: number[] = [];
  for (let turn = 0; turn < KEYS; turn++) {
    // The page listens before the key is pressed.
    await page.evaluate(listen);
    await page.keyboard.press(turn % 2 === 0 ? "Backspace" : last);
    times.push(await page.evaluate(() => (globalThis as unknown as { shown: Promise<number> }).shown));
    await page.waitForTimeout(300);
  }
  const [middle, worst] = [median(times), Math.max(...times)];
  return {
    what: "typing: a keystroke in the packet form to the new walk on the screen",
    figure: `${timeText(middle)} (median of ${String(KEYS)}; the longest ${timeText(worst)})`,
    goal: "under 50 ms",
    reached: middle < MOST,
    numbers: { median: middle, worst },
  };
}

/** Notes how long it takes from the next key until what the page says of the walk has changed and was drawn. */
function listen(): void {
  const shown = new Promise<number>((resolve) => {
    let begun = 0;
    addEventListener("keydown", (event) => (begun = event.timeStamp), { once: true, capture: true });
    const observer = new MutationObserver(() => {
      observer.disconnect();
      requestAnimationFrame(() => {
        // Behind the frame's own drawing.
        const channel = new MessageChannel();
        channel.port1.onmessage = () => {
          resolve(performance.now() - begun);
        };
        channel.port2.postMessage(null);
      });
    });
    for (const part of document.querySelectorAll("[aria-label=Verdict], [aria-label=Steps]"))
      observer.observe(part, { subtree: true, childList: true, characterData: true });
  });
  Object.assign(globalThis, { shown });
}
