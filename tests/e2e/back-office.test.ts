import { sql } from "drizzle-orm";
import type { Browser, Dialog, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { STANDARD_HASH } from "@/core/security/password-hash";
import { openDatabase } from "@/db";
import { expectAccessible, openBrowser } from "@/tests/support/browser";
import { makeAccount, makeStaff } from "@/tests/support/make";
import { type Product, startProduct } from "@/tests/support/product";

let product: Product;
let browser: Browser;
let page: Page;
let staffPassword = "";
const troubles: string[] = [];

beforeAll(async () => {
  product = await startProduct();
  browser = await openBrowser();
  page = await (await browser.newContext({ locale: "en-GB" })).newPage();
  page.setDefaultTimeout(10_000);
  // A refused form answers 4xx on purpose; everything else that a browser complains about is ours to mend.
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !/status of (4\d\d)/.test(message.text())) troubles.push(message.text());
  });
  page.on("pageerror", (error) => troubles.push(error.message));
});
afterAll(async () => {
  await browser.close();
  await product.stop();
});

const go = (path: string) => page.goto(`${product.url}${path}`);

describe("the back office in a browser", () => {
  test("T-A1: staff sign in and land where they wanted to go; a refusal keeps the address and takes the password away", async () => {
    const { db, end } = openDatabase(product.databaseUrl, 1);
    const { email, password } = await makeStaff({ db });
    staffPassword = password;
    await end();
    await go("/admin/settings/access");
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password", { exact: true }).fill("wrong");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").getByText("That did not work.").waitFor();
    expect(await page.getByLabel("E-mail").inputValue()).toBe(email);
    expect(await page.getByLabel("Password", { exact: true }).inputValue()).toBe("");
    await expectAccessible(page);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(`${product.url}/admin/settings/access`);
  });

  test("P-M7: the question mark opens and closes with the keyboard and tells effect, default and risk", async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    const help = page.getByText("Only signed-in customers see the shop");
    expect(await help.isVisible()).toBe(false);
    await page.getByLabel("Force login").focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await help.isVisible()).toBe(true);
    await page.keyboard.press("Enter");
    expect(await help.isVisible()).toBe(false);
  });

  test("P-A10: a refused combination stays as it was ticked; mended and saved, the page says so and complains no more", async () => {
    await page.getByLabel("Customer accounts").uncheck();
    await page.getByLabel("Force login").check();
    await page.getByRole("button", { name: "Save" }).click();
    const summary = page.getByRole("alert").filter({ hasText: "There is a problem" });
    await summary.waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("alert");
    expect(await page.getByLabel("Force login").isChecked()).toBe(true);
    await expectAccessible(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByLabel("Customer accounts").check();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved. The change is in effect").waitFor();
    expect(await summary.count()).toBe(0);
    expect(await page.getByLabel("Force login").isChecked()).toBe(true);
  });

  test("a risky combination is saved with a warning beside its switch", async () => {
    await go("/admin/settings/registration");
    await page.getByLabel("Registration open").uncheck();
    await page.getByLabel("Tell on the form at once").check();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Anybody can find out whether an address").waitFor();
    await go("/admin/settings/access");
    await page.getByText("only people who already have an account get in").waitFor();
    await expectAccessible(page);
  });

  test.each([
    "/admin",
    "/admin/settings/registration",
    "/admin/settings/mail",
    "/admin/settings/shop",
    "/admin/customers?q=nobody",
    "/admin/customers/new",
    "/admin/audit",
    "/admin/audit?code=ZZZZ-ZZZZ",
    `/admin/setup/${"A".repeat(43)}`,
  ])("UX-E5: %s fits 320 px and axe finds nothing, light and dark", async (path) => {
    await go(path);
    await expectAccessible(page);
  });

  test("P-M7: whoever leaves a room of settings with something unsaved is asked first; saved or put back, nobody is", async () => {
    const asked: string[] = [];
    const stay = (dialog: Dialog) => {
      asked.push(dialog.type());
      void dialog.dismiss();
    };
    page.on("dialog", stay);
    await page.setViewportSize({ width: 1280, height: 800 });
    await go("/admin/settings/shop");
    const name = page.getByLabel("Shop name");
    const before = await name.inputValue();
    await name.fill("Quince & Wren");
    await page.locator("a[href='/admin/settings/passwords']").first().click();
    await expect.poll(() => asked).toEqual(["beforeunload"]);
    expect([new URL(page.url()).pathname, await name.inputValue()]).toEqual(["/admin/settings/shop", "Quince & Wren"]);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved. The change").waitFor();
    await name.fill("another");
    await name.fill("Quince & Wren");
    await page.locator("a[href='/admin/settings/access']").first().click();
    await page.waitForURL("**/settings/access");
    const isOn = await page.getByLabel("Force login").isChecked();
    await page.getByLabel("Force login").setChecked(!isOn);
    await page.getByRole("link", { name: "Discard changes" }).click();
    await expect.poll(() => page.getByLabel("Force login").isChecked()).toBe(isOn);
    await go("/admin/settings/shop");
    await name.fill(before);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved. The change").waitFor();
    page.off("dialog", stay);
    expect(asked).toHaveLength(1);
  });

  test("T-N5, UX-E5: a customer's page in a browser; the password is asked for where it is needed, and what was typed stays", async () => {
    const { db, end } = openDatabase(product.databaseUrl, 1);
    const { number, accountId } = await makeAccount({ db, hash: STANDARD_HASH });
    await db.execute(sql`update accounts set signs_in_with_email = false where id = ${accountId}`);
    await db.execute(sql`update staff_sessions set authenticated_at = now() - interval '16 minutes'`);
    await end();
    await page.setViewportSize({ width: 1280, height: 800 });
    await go("/admin/customers");
    await page.getByRole("searchbox").fill("archer ann");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "Ann Archer" }).click();
    await page.getByText(`Customer ${number}`).waitFor();
    await expectAccessible(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByLabel("E-mail").fill("new@example.com");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByLabel("Your password", { exact: true }).fill(staffPassword);
    expect(await page.getByLabel("E-mail").inputValue()).toBe("new@example.com");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.", { exact: true }).waitFor();
    await page.getByText("Customer: master data changed").waitFor();
  });

  test("on a phone the rooms are behind one button", async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    await go("/admin");
    expect(await page.getByRole("link", { name: "Audit log" }).count()).toBe(0);
    await page.getByText("Menu", { exact: true }).click();
    await expectAccessible(page);
    await page.setViewportSize({ width: 320, height: 640 });
    await page.getByRole("link", { name: "Audit log" }).click();
    await page.getByRole("heading", { name: "Audit log" }).waitFor();
  });

  test("nothing was complained about in the browser's console", () => {
    expect(troubles).toEqual([]);
  });
});
