import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

/** What to say where there is none. */
export const HOW_TO_GET_CHROMIUM =
  "No Chromium was found: install one (Debian: apt-get install chromium; anywhere: npx playwright-core install chromium) or name one in CHROMIUM_PATH.";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe"];

/** The Chromium to test with: CHROMIUM_PATH, else the system's, else Playwright's own; null if there is none. */
export function findChromium(): string | null {
  const named = process.env.CHROMIUM_PATH;
  if (named) return existsSync(named) ? named : null;
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/Applications/Google Chrome.app/Contents/MacOS"];
  const onSystem = folders
    .flatMap((folder) => [...NAMES, "Google Chrome"].map((name) => join(folder, name)))
    .find((path) => existsSync(path));
  const playwrights = chromium.executablePath();
  return onSystem ?? (existsSync(playwrights) ? playwrights : null);
}
