import AxeBuilder from "@axe-core/playwright";
import { type Browser, chromium, type Page } from "playwright-core";
import { expect } from "vitest";
import { findChromium, HOW_TO_GET_CHROMIUM } from "@/tests/support/chromium";

/**
 * Starts Chromium; one for a test file. `instead` sends what it asks one address to another one, as a balancer would: the browser does not
 * know that.
 */
export function openBrowser(instead?: { readonly of: string; readonly to: string }): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(HOW_TO_GET_CHROMIUM);
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
  const rules = instead ? [`--host-resolver-rules=MAP ${new URL(instead.of).host} ${new URL(instead.to).host}`] : [];
  return chromium.launch({ executablePath, args: [...args, ...rules] });
}

/** The views that every page must stand: a desktop and the narrowest phone, light and dark. */
export const VIEWS = [
  { name: "desktop, light", viewport: { width: 1280, height: 800 }, colorScheme: "light" },
  { name: "320 px, light", viewport: { width: 320, height: 640 }, colorScheme: "light" },
  { name: "desktop, dark", viewport: { width: 1280, height: 800 }, colorScheme: "dark" },
  { name: "320 px, dark", viewport: { width: 320, height: 640 }, colorScheme: "dark" },
] as const;

/** Puts a page into each view: it must fit its width, and axe must find nothing against WCAG 2.2 AA (UX-E5). */
export async function expectAccessible(page: Page): Promise<void> {
  const found: string[] = [];
  for (const { name, viewport, colorScheme } of VIEWS) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > viewport.width) found.push(`${name}: ${page.url()} is ${width} px wide`);
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
      // Nothing runs in such a frame, and axe would wait for itself. That it has a name is asked below.
      .exclude("iframe[sandbox='']")
      .analyze();
    for (const { id, nodes } of violations) {
      found.push(
        ...nodes.map((node) => `${name}: ${id} at ${page.url()}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ""}`),
      );
    }
  }
  // A label whose field shares its id with something above names that instead, and axe does not mind.
  const ids = await page.evaluate(() => Array.from(document.querySelectorAll("[id]"), ({ id }) => id));
  for (const frame of await page.locator("iframe:not([title])").all())
    found.push(`${page.url()}: no title: ${await frame.innerHTML()}`);
  found.push(...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `${page.url()} has more than one #${id}`));
  expect(found).toEqual([]);
}
