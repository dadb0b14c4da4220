import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type Database, openDatabase } from "@/db";
import { storeSettings } from "@/db/queries/settings";
import { expectAccessible, openBrowser } from "@/tests/support/browser";
import { CHEAP_HASH } from "@/tests/support/context";
import { codeIn, linkIn } from "@/tests/support/mail-sink";
import { freshEmail, freshPassword, type MadeAccount, makeAccount, makeStaff } from "@/tests/support/make";
import { type Product, startProduct } from "@/tests/support/product";

let product: Product;
let database: Database;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let ann: MadeAccount;

beforeAll(async () => {
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 2);
  const { email } = await makeStaff({ db: database.db });
  await storeSettings(database.db, [
    { key: "registration.personInCharge", value: email },
    { key: "registration.captcha", value: "always" },
  ]);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await database.end();
  await product.stop();
});
beforeEach(async () => {
  ann = await makeAccount({ db: database.db, hash: CHEAP_HASH });
  await database.db.execute("delete from limits");
  context = await browser.newContext({ viewport: { width: 320, height: 640 } });
  page = await context.newPage();
});
afterEach(() => context.close());

const open = (path: string) => page.goto(product.url + path);
const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
const fill = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text);
const summary = () => page.locator("[data-summary]");
const newPassword = "New password";

async function signIn(password: string) {
  await open("/sign-in");
  await fill("E-mail or customer number", ann.email);
  await fill("Password", password);
  await press("Sign in");
  await page.waitForURL(/\/account$/);
}

test("P-M4: a reset by code in the browser, mistakes and all; each step shows only its own problems", async () => {
  await open("/forgot-password");
  await press("Send reset link");
  await summary().waitFor();
  await expectAccessible(page);
  await fill("E-mail or customer number", ann.number);
  await press("Send reset link");
  await page.getByRole("heading", { name: "Check your mail" }).waitFor();
  expect(await summary().count()).toBe(0);
  await expectAccessible(page);
  const code = codeIn(await product.mail.newestTo(ann.email));
  await fill("Code from the mail", code);
  await fill(newPassword, "too short");
  await press("Set password");
  await summary().waitFor();
  expect(await page.getByLabel("Code from the mail").inputValue()).toBe(code);
  expect(await page.getByLabel(newPassword, { exact: true }).inputValue()).toBe("");
  await fill(newPassword, freshPassword());
  await press("Set password");
  await page.getByText("Your password is set").waitFor();
  await expectAccessible(page);
});

test("P-M4: the link's page, T-V3: left open it does nothing by itself", async () => {
  await open("/forgot-password");
  await fill("E-mail or customer number", ann.email);
  await press("Send reset link");
  const link = linkIn(await product.mail.newestTo(ann.email), /reset-password/);
  await page.goto(link, { waitUntil: "networkidle" });
  await expectAccessible(page);
  const again = await context.newPage();
  expect((await again.goto(link))?.status()).toBe(200);
  await fill(newPassword, freshPassword());
  await press("Set password");
  await page.getByText("Your password is set").waitFor();
  await again.reload();
  await again.getByRole("heading", { name: "This link is not valid any more" }).waitFor();
});

test("P-M5: the security page forgets a mistake once the password is changed", async () => {
  await signIn(ann.password);
  await open("/account/security");
  await expectAccessible(page);
  await fill("Current password", "not this one");
  await fill(newPassword, freshPassword());
  await press("Save");
  await summary().waitFor();
  await expectAccessible(page);
  await fill("Current password", ann.password);
  await fill(newPassword, freshPassword());
  await press("Save");
  await page.getByText("Your new password is saved").waitFor();
  expect([await summary().count(), await page.getByLabel(newPassword, { exact: true }).inputValue()]).toEqual([0, ""]);
  await press("Sign out");
  await page.getByRole("heading", { name: "Signed out" }).waitFor();
  await expectAccessible(page);
});

test("P-R9: a form sent before the captcha is solved is held back and goes out by itself", async () => {
  await open("/register");
  await page.route("**/api/captcha*", async (route) => {
    await page.getByText("Checking that you are not a robot").waitFor();
    await route.continue();
  });
  await fill("E-mail", freshEmail("robin"));
  await fill("Password", freshPassword());
  await fill("First name", "Robin");
  await fill("Last name", "Reed");
  await press("Create account");
  await page.getByRole("heading", { name: "Check your mail" }).waitFor();
});

test("P-R9: when the challenge cannot be fetched the form says so and can be sent again", async () => {
  await open("/register");
  await page.route("**/api/captcha*", (route) => route.abort());
  await fill("First name", "Robin");
  await press("Create account");
  await page.getByText("did not work").waitFor();
  await page.unroute("**/api/captcha*");
  await press("Create account");
  await summary().waitFor();
});
