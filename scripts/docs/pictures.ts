// Takes the README's pictures from a running demo: npm run docs:pictures -- http://localhost:3000
import { mkdirSync } from "node:fs";
import { chromium, type Page } from "playwright-core";
import { z } from "zod";
import { findChromium } from "@/tests/support/chromium";

const FOLDER = "docs/images";
const origin = process.argv[2] ?? "http://localhost:3000";

const people = z.array(z.object({ role: z.string(), email: z.string(), password: z.string().nullable() }));

async function main(): Promise<void> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error("No Chromium or Chrome was found on this machine.");
  mkdirSync(FOLDER, { recursive: true });
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--hide-scrollbars"] });
  try {
    const page = await browser.newPage({ viewport: { width: 1200, height: 680 }, deviceScaleFactor: 1.5 });
    await take(page, "/", "shop");
    await take(page, "/sign-in", "sign-in");
    await signInStaff(page);
    await take(page, "/admin/settings/access", "back-office", () => page.click(".setting-help summary >> nth=1"));
  } finally {
    await browser.close();
  }
}

async function take(page: Page, path: string, name: string, prepare?: () => Promise<void>): Promise<void> {
  await page.goto(`${origin}${path}`, { waitUntil: "networkidle" });
  await prepare?.();
  await page.screenshot({ path: `${FOLDER}/${name}.png` });
}

async function signInStaff(page: Page): Promise<void> {
  const cast = people.parse(await (await fetch(`${origin}/demo/cast.json`)).json());
  const admin = cast.find(({ role }) => role === "admin");
  if (!admin?.password) throw new Error("The demo has no admin.");
  await page.goto(`${origin}/admin/sign-in`);
  await page.fill("input[name=identifier], input[name=email]", admin.email);
  await page.fill("input[name=password]", admin.password);
  await page.click("button[type=submit]:text('Sign in')");
  await page.waitForURL(`${origin}/admin`);
}

await main();
