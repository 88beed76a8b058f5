/**
 * The built page, served and open in a browser. What it complains of on its console fails the test. Each test has windows of
 * its own, which are closed behind it, so that none works beside the next.
 */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { preview } from "vite";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { launchBrowser } from "./chromium";
import { watchCalls } from "./rest";

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
  const windows: BrowserContext[] = [];
  const complaints: string[] = [];
  beforeAll(async () => {
    const server = await preview({ preview: { port: 0, host: "127.0.0.1" }, logLevel: "error" });
    url = server.resolvedUrls?.local[0] ?? "";
    stop = () => server.close();
    browser = await launchBrowser();
  });
  afterEach(async () => {
    await Promise.all(windows.splice(0).map((window) => window.close()));
    expect(complaints.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await stop();
  });
  const newPage = async (options: BrowserContextOptions) => {
    if (!browser) throw new Error("the browser is not started");
    const window = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    windows.push(window);
    await watchCalls(window);
    return window.newPage();
  };
  return {
    url: () => url,
    blank: () => newPage({}),
    open: async (fragment = "", options = {}) => {
      const page = await newPage(options);
      page.on("pageerror", (error) => {
        complaints.push(`the page threw: ${error.message}`);
      });
      page.on("console", (message) => {
        if (message.type() === "error") complaints.push(`the page complained: ${message.text()}`);
      });
      await page.goto(url + fragment);
      // Before, the text stands there plainly (first-sight.browser.ts).
      await page.locator("[aria-label=Dump][contenteditable]").waitFor({ state: "attached" });
      return page;
    },
  };
}
