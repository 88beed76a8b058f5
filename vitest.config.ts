/**
 * Three kinds of tests: `unit` needs nothing but Node, `browser` a built page and a Chromium, `live` root and a kernel.
 * `screenshot` tests nothing: it makes the pictures of the README (npm run screenshot).
 */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          // No test is judged by the clock: a busy machine is none of its faults.
          testTimeout: 60_000,
          include: [
            "src/**/*.test.{ts,tsx}",
            "samples/**/*.test.ts",
            "tests/{conformance,kernel}/**/*.test.ts",
            "bench/**/*.test.ts",
          ],
        },
      },
      {
        test: {
          name: "browser",
          include: ["tests/browser/**/*.browser.ts", "tests/cli/**/*.built.ts"],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          // What is waited for comes late on a busy machine, and that is no fault: a second, which is usual, would judge by the clock.
          expect: { poll: { timeout: 30_000 } },
          fileParallelism: false,
          globalSetup: "tests/browser/need-browser.ts",
        },
      },
      {
        test: {
          name: "screenshot",
          include: ["tests/browser/screenshot.ts"],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      { test: { name: "live", include: ["tests/kernel/live/**/*.live.ts"], testTimeout: 120_000 } },
    ],
  },
});
