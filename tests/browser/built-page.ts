/**
 * The built page, served and open in a browser. What it complains of on its console fails the test.
 */
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { preview } from "vite";
import { afterAll, beforeAll, expect } from "vitest";
import { launchBrowser } from "./chromium";

export interface BuiltPage {
  /** Where it is served. */
  url(): string;
  /** A window of its own that has not opened anything yet. */
  blank(): Promise<Page>;
  /** Opens the page in a window of its own, at a fragment such as `#gz=…`, and waits until the editor has joined it. */
  open(fragment?: string, options?: BrowserContextOptions): Promise<Page>;
}

/** Serves dist/ and starts a browser for the tests of a file; to be called once, outside its tests. */
export function builtPage(): BuiltPage {
  let browser: Browser | undefined;
  let url = "";
  let stop = async () => {
    /* Nothing is served yet. */
  };
  beforeAll(async () => {
    const server = await preview({ preview: { port: 0, host: "127.0.0.1" }, logLevel: "error" });
    url = server.resolvedUrls?.local[0] ?? "";
    stop = () => server.close();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await stop();
  });
  return {
    url: () => url,
    blank: async () => {
      if (!browser) throw new Error("the browser is not started");
      return browser.newPage({ viewport: { width: 1440, height: 900 } });
    },
    open: async (fragment = "", options = {}) => {
      if (!browser) throw new Error("the browser is not started");
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
      const page = await context.newPage();
      page.on("pageerror", (error) => {
        expect.fail(`the page threw: ${error.message}`);
      });
      page.on("console", (message) => {
        if (message.type() === "error") expect.fail(`the page complained: ${message.text()}`);
      });
      await page.goto(url + fragment);
      // Before, the text stands there plainly (first-sight.browser.ts).
      await page.locator("[aria-label=Dump][contenteditable]").waitFor({ state: "attached" });
      return page;
    },
  };
}
