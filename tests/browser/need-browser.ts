/**
 * Before the browser tests: where no browser can be had, one line says how to get one, and nothing else is run.
 */
import { findBrowser } from "./chromium";

export default function needBrowser(): void {
  try {
    findBrowser();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}
