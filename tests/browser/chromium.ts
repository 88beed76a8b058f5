/**
 * A browser for the tests: the one that is named, else one that is installed, else the one inside an npm package.
 */
import { execFileSync } from "node:child_process";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { chromium } from "playwright-core";

interface Program {
  readonly path: string;
  /** What it must find in its environment besides ours. */
  readonly env: Readonly<Record<string, string>>;
}

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "chrome.exe"];
const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

const NONE =
  "No browser for the tests: install Chromium or Chrome (Debian: apt-get install chromium), or name one in the environment variable CHROME";

/** As root Chromium refuses its sandbox; the rest keeps it from calling home where there is no network. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts a headless browser. Fails with one line that says how to get one where there is none. */
export async function launchBrowser(): Promise<Browser> {
  const { path, env } = findBrowser();
  return chromium.launch({ executablePath: path, args: FLAGS, env: { ...process.env, ...env } });
}

/** The browser to use; an error whose message is the one line to show where there is none. */
export function findBrowser(): Program {
  const named = process.env.CHROME;
  if (named !== undefined && named !== "") {
    if (!isProgram(named)) throw new Error(`CHROME names ${named}, which cannot be run`);
    return { path: named, env: {} };
  }
  const folders = (process.env.PATH ?? "").split(delimiter);
  const installed = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...PLACES].find(
    isProgram,
  );
  if (installed !== undefined) return { path: installed, env: {} };
  if (process.platform === "linux" && process.arch === "x64") return packaged();
  throw new Error(NONE);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The Chromium inside @sparticuz/chromium, unpacked once beside node_modules with the libraries and fonts that a bare
 * machine lacks. Two that unpack at once do not disturb each other: the first that is ready stays.
 */
function packaged(): Program {
  const require = createRequire(import.meta.url);
  const bin = join(dirname(require.resolve("@sparticuz/chromium")), "../../bin");
  const cache = join(import.meta.dirname, "../../node_modules/.cache");
  const home = join(cache, "hookline-chromium");
  if (!existsSync(home)) {
    mkdirSync(cache, { recursive: true });
    const fresh = mkdtempSync(join(cache, "chromium-"));
    try {
      writeFileSync(join(fresh, "chromium"), brotliDecompressSync(readFileSync(join(bin, "chromium.br"))), {
        mode: 0o755,
      });
      for (const archive of ["al2023.tar.br", "fonts.tar.br"]) {
        execFileSync("tar", ["-x", "-C", fresh], { input: brotliDecompressSync(readFileSync(join(bin, archive))) });
      }
      writeFileSync(join(fresh, "fonts.conf"), fontsOf(home));
      renameSync(fresh, home);
    } catch (error) {
      rmSync(fresh, { recursive: true, force: true });
      if (!existsSync(home)) throw new Error(NONE, { cause: error });
    }
  }
  return {
    path: join(home, "chromium"),
    env: { LD_LIBRARY_PATH: join(home, "lib"), FONTCONFIG_FILE: join(home, "fonts.conf") },
  };
}

/** Where fontconfig finds the fonts of the package, and the machine's own: with none at all Chromium ends. */
function fontsOf(home: string): string {
  const folders = [join(home, "fonts"), "/usr/share/fonts"].map((folder) => `<dir>${folder}</dir>`).join("");
  return `<?xml version="1.0"?><fontconfig>${folders}<cachedir>${join(home, "fonts-cache")}</cachedir></fontconfig>\n`;
}
