import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "@/db";
import { expectAccessible, openBrowser } from "@/tests/support/browser";
import { makeStaff } from "@/tests/support/make";
import { type OidcProvider, startOidcProvider } from "@/tests/support/oidc-provider";
import { type Product, startProduct } from "@/tests/support/product";
import { waitFor } from "@/tests/support/wait-for";

let product: Product;
let provider: OidcProvider;
let database: Database;
let browser: Browser;
let page: Page;
let password: string;
const troubles: string[] = [];

beforeAll(async () => {
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 1);
  provider = await startOidcProvider({ redirectUris: [`${product.url}/api/auth/callback/oidc-house-account`] });
  browser = await openBrowser();
  page = await (await browser.newContext({ locale: "en-GB" })).newPage();
  page.setDefaultTimeout(10_000);
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !/status of (4\d\d)/.test(message.text())) troubles.push(message.text());
  });
  page.on("pageerror", (error) => troubles.push(error.message));
  const staff = await makeStaff({ db: database.db });
  password = staff.password;
  await page.goto(`${product.url}/admin/sso`);
  await page.getByLabel("E-mail").fill(staff.email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Single sign-on" }).waitFor();
});
afterAll(async () => {
  await browser.close();
  await provider.stop();
  await database.end();
  await product.stop();
});

const wide = () => page.setViewportSize({ width: 1280, height: 900 });
const save = () => page.getByRole("button", { name: "Save" }).click();

describe("P-S1: from no connection to single sign-on only, in a browser", () => {
  test("P-S1: a provider is added by its message first, so that its callback address can be copied", async () => {
    await wide();
    await page.getByRole("link", { name: "Add OpenID Connect" }).click();
    await page.getByLabel("Message on the button").fill("House account");
    await save();
    await page.getByText(`${product.url}/api/auth/callback/oidc-house-account`).waitFor();
    await page.getByText("Save the connection first").waitFor();
    await expectAccessible(page);
  });

  test("P-S1: what is refused stays in the form, the secret too, and the problem has the focus", async () => {
    await wide();
    await page.getByLabel("Issuer").fill("login.example.com");
    await page.getByLabel("Client ID").fill(provider.clientId);
    await page.getByLabel("Client secret").fill(provider.clientSecret);
    await save();
    await page.getByRole("alert").getByText("Enter an address like").waitFor();
    expect(await page.getByText("Saved. The change is in effect").isVisible()).toBe(false);
    expect(await page.getByLabel("Client ID").inputValue()).toBe(provider.clientId);
    expect(await page.getByLabel("Client secret").inputValue()).toBe(provider.clientSecret);
    await expectAccessible(page);
    await wide();
    await page.getByLabel("Issuer").fill(`${provider.issuer}/`);
    await save();
    await page.getByText("Something is stored.").waitFor();
    expect(await page.getByLabel("Client secret").inputValue()).toBe("");
  });

  test("P-A6: it is looked at, its slash settled, and tried out in a new tab", async () => {
    await page.getByRole("button", { name: "Test connection" }).click();
    await page.getByText("The issuer was saved as the provider writes it").waitFor();
    await expectAccessible(page);
    await wide();
    const opening = page.waitForEvent("popup");
    await page.getByRole("link", { name: "Sign in at the provider (new tab)" }).click();
    const tab = await opening;
    tab.setDefaultTimeout(10_000);
    await tab.getByLabel("Login").fill("ann");
    await tab.getByRole("button", { name: "Continue" }).click();
    await tab.getByText("The test sign-in worked.").waitFor();
    expect(new URL(tab.url()).pathname).toBe("/admin/sso/oidc-house-account");
    await tab.getByRole("cell", { name: "ann@work.example" }).waitFor();
    await expectAccessible(tab);
    await tab.close();
  });

  test("a form that leads back to its own page complains no more of what was mended", async () => {
    await database.sql`update staff_sessions set authenticated_at = now() - interval '16 minutes'`;
    await page.reload();
    await page.getByRole("button", { name: "Test connection" }).click();
    await page.getByRole("alert").getByText("Enter your password to confirm").waitFor();
    await page.locator("#test-confirmPassword").fill(password);
    await page.getByRole("button", { name: "Test connection" }).click();
    await page.getByText("Now sign in at the provider once").waitFor();
    await waitFor(
      async () => (await page.getByRole("alert").getByText("Enter your password").count()) === 0,
      "the complaint to go",
    );
  });

  test("T-A13: after a quarter of an hour the password is asked for in the form, and what was ticked is still ticked", async () => {
    await database.sql`update staff_sessions set authenticated_at = now() - interval '16 minutes'`;
    await wide();
    await page.getByLabel("Enabled").check();
    await save();
    await page.getByRole("alert").getByText("Enter your password to confirm").waitFor();
    expect(await page.getByLabel("Enabled").isChecked()).toBe(true);
    await expectAccessible(page);
    await wide();
    await page.getByLabel("Your password", { exact: true }).first().fill(password);
    await save();
    await page.getByText("Saved. The change is in effect").waitFor();
    expect(await page.getByLabel("Your password", { exact: true }).count()).toBe(0);
  });

  test("P-A8: the simulator tells beforehand what single sign-on only would do", async () => {
    await page.goto(`${product.url}/admin/simulator`);
    await wide();
    await page.getByLabel("Force login").check();
    await page.getByLabel("Single sign-on only").check();
    await page.getByRole("button", { name: "Show" }).click();
    await page.getByText("Sent straight to House account").first().waitFor();
    await expectAccessible(page);
  });

  test("P-A6: now it can be saved, and the connection cannot be taken away under it", async () => {
    await page.goto(`${product.url}/admin/settings/access`);
    await wide();
    await page.getByLabel("Single sign-on only").check();
    await save();
    await page.getByText("If your sign-in provider fails").waitFor();
    await page.goto(`${product.url}/admin/sso/oidc-house-account`);
    await page.getByText("Delete this connection").last().click();
    await page.getByRole("button", { name: "Delete connection" }).click();
    await page.getByRole("alert").getByText("this is the last enabled connection").waitFor();
    await expectAccessible(page);
  });

  test.each([
    "/admin/sso",
    "/admin/sso/new?kind=ldap",
    "/admin/sso/new?kind=google",
    "/admin/simulator",
    `/admin/unlock/${"A".repeat(43)}`,
  ])("UX-E5: %s fits 320 px and axe finds nothing, light and dark, also in Spanish", async (path) => {
    await page.goto(`${product.url}${path}`);
    await expectAccessible(page);
    await page.context().addCookies([{ name: "foyer.language", value: "es", url: product.url }]);
    await page.goto(`${product.url}${path}`);
    await expectAccessible(page);
    await page.context().clearCookies({ name: "foyer.language" });
  });

  test("nothing was complained about in the browser's console", () => {
    expect(troubles).toEqual([]);
  });
});
