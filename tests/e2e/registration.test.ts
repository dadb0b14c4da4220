import AxeBuilder from "@axe-core/playwright";
import { sql } from "drizzle-orm";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "@/db";
import { findChromium, HOW_TO_GET_CHROMIUM } from "@/tests/support/chromium";
import { freshAddress } from "@/tests/support/context";
import { codeIn, linkIn } from "@/tests/support/mail-sink";
import { freshEmail, freshPassword } from "@/tests/support/make";
import { type Product, startProduct } from "@/tests/support/product";
import { openRegistration } from "@/tests/support/settings";
import { Visitor } from "@/tests/support/visitor";
import { waitFor } from "@/tests/support/wait-for";

let product: Product;
let database: Database;
let browser: Browser;
beforeAll(async () => {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(HOW_TO_GET_CHROMIUM);
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 2);
  await openRegistration(product, { "registration.captcha": "always" });
  await waitFor(async () => (await new Visitor(product.url).ask("/register")).status === 200, "registration to open");
  browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  });
});
afterAll(async () => {
  await browser?.close();
  await database?.end();
  await product?.stop();
});

/** A browser of somebody's own. What its pages complain about, beyond refusals of ours, is kept. */
async function open(options: BrowserContextOptions = {}): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({
    baseURL: product.url,
    locale: "en-GB",
    extraHTTPHeaders: { "x-forwarded-for": freshAddress() },
    ...options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (said) => {
    if (said.type() === "error" && !/status of 4(04|10|22)/.test(said.text())) complaints.push(said.text());
  });
  return { page, complaints };
}

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

async function fill(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await page.fill(`[name="${name}"]`, value);
}

const typed = () => ({ email: freshEmail("shopper"), password: freshPassword(), firstName: "Robin", lastName: "Reed" });

/** Registers up to the mail. */
async function register(page: Page, path = "/register") {
  const fields = typed();
  await page.goto(path);
  await fill(page, fields);
  await press(page, "Create account");
  await page.waitForURL("**/register/check-your-mail");
  const mail = await product.mail.newestTo(fields.email);
  return { fields, code: codeIn(mail), link: linkIn(mail, /^\/confirm\//) };
}

describe("in a browser", () => {
  test("P-R2, P-A2, P-R9: form, captcha, mail, code, active, signed in, and on to the wanted page", async () => {
    const { page, complaints } = await open();
    const { fields, code } = await register(page, "/register?returnTo=%2Fcart");
    expect(await page.textContent("main")).toContain(fields.email);
    await page.reload();
    await page.fill("[name=code]", ` ${code.slice(0, 3)} ${code.slice(3)}`);
    await press(page, "Confirm code");
    await page.getByRole("heading", { name: "Your account is active" }).waitFor();
    await page.getByRole("link", { name: "Continue" }).click();
    await page.waitForURL("**/cart");
    expect(await page.getByRole("button", { name: "Sign out" }).count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  test("a refused form keeps what was typed but the password, says what to mend, and moves the focus there", async () => {
    const { page, complaints } = await open();
    await page.goto("/register");
    await fill(page, { email: "no address", password: freshPassword(), firstName: "Robin" });
    await press(page, "Create account");
    const summary = page.locator("[data-summary]");
    await summary.waitFor();
    expect(await summary.evaluate((box) => box === document.activeElement)).toBe(true);
    expect(await page.title()).toMatch(/^Error: Create an account/);
    expect(await page.inputValue("[name=email]")).toBe("no address");
    expect(await page.inputValue("[name=firstName]")).toBe("Robin");
    expect(await page.inputValue("[name=password]")).toBe("");
    await summary.getByRole("link").last().click();
    expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("lastName");
    expect(complaints).toEqual([]);
  });

  test("T-FX19: pressing twice sends once", async () => {
    const { page } = await open();
    const posts: string[] = [];
    page.on("request", (request) => {
      if (request.method() === "POST" && new URL(request.url()).pathname === "/register") posts.push(request.url());
    });
    const fields = typed();
    await page.goto("/register");
    await fill(page, fields);
    await page.getByRole("button", { name: "Create account" }).dblclick();
    await page.waitForURL("**/register/check-your-mail");
    expect(posts).toHaveLength(1);
  });

  test("T-V3: a scanner that runs our scripts and waits has used nothing up; the person's button still works", async () => {
    const { page } = await open();
    const { fields, link } = await register(page);
    const { page: scanner } = await open();
    const sent: string[] = [];
    scanner.on("request", (request) => {
      if (request.method() !== "GET") sent.push(request.url());
    });
    await scanner.clock.install();
    await scanner.goto(link, { waitUntil: "networkidle" });
    await scanner.clock.runFor(20_000);
    expect(sent).toEqual([]);
    const [proof] = await database.db.execute(sql`select used_at from proofs where email_key = ${fields.email}`);
    expect(proof).toEqual({ used_at: null });
    await page.goto(link);
    await press(page, "Confirm my e-mail");
    await page.getByRole("heading", { name: "Your account is active" }).waitFor();
  });

  test("T-R3: opened in another browser, the link asks for name and password there", async () => {
    const { page } = await open();
    const { link } = await register(page);
    const { page: elsewhere, complaints } = await open();
    await elsewhere.goto(link);
    expect(await elsewhere.inputValue("[name=firstName]")).toBe("Robin");
    expect(await elsewhere.getAttribute("[name=newPassword]", "autocomplete")).toBe("new-password");
    await fill(elsewhere, { newPassword: freshPassword(), lastName: "Rowe" });
    await press(elsewhere, "Confirm my e-mail");
    await elsewhere.getByRole("heading", { name: "Your account is active" }).waitFor();
    expect(complaints).toEqual([]);
  });
});

describe.each([
  ["light, on a desktop", { colorScheme: "light", viewport: { width: 1100, height: 800 } }],
  ["dark, at 320 px", { colorScheme: "dark", viewport: { width: 320, height: 640 } }],
] as const)("every state: %s", (_how, options) => {
  async function inspect(page: Page): Promise<void> {
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${page.url()} ${id}: ${nodes[0]?.html}`)).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect([page.url(), overflow]).toEqual([page.url(), 0]);
  }

  test("is accessible and needs no sideways scrolling", async () => {
    const { page } = await open(options);
    await page.goto("/register");
    await inspect(page);
    await press(page, "Create account");
    await page.locator("[data-summary]").waitFor();
    await inspect(page);
    const { link } = await register(page);
    await inspect(page);
    await page.fill("[name=code]", "12");
    await press(page, "Confirm code");
    await page.locator("[data-summary]").waitFor();
    await press(page, "Send again");
    await page.getByText("If a minute has passed").waitFor();
    await inspect(page);
    await page.goto(link);
    await inspect(page);
    const { page: elsewhere } = await open(options);
    for (const path of [link, "/confirm/unknown", "/register/check-your-mail", "/register/taken?with=number"]) {
      await elsewhere.goto(path);
      await inspect(elsewhere);
    }
    await press(page, "Confirm my e-mail");
    await page.getByRole("heading", { name: "Your account is active" }).waitFor();
    await inspect(page);
  });
});
