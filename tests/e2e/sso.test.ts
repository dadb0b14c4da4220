import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "@/db";
import { insertIdentity } from "@/db/queries/identities";
import { expectAccessible, openBrowser } from "@/tests/support/browser";
import { connect } from "@/tests/support/connections";
import { CHEAP_HASH, freshAddress } from "@/tests/support/context";
import { makeAccount } from "@/tests/support/make";
import { type OidcProvider, startOidcProvider } from "@/tests/support/oidc-provider";
import { type Product, startProduct } from "@/tests/support/product";
import { changeSettings } from "@/tests/support/settings";
import { Visitor } from "@/tests/support/visitor";
import { waitFor } from "@/tests/support/wait-for";

let product: Product;
let database: Database;
let provider: OidcProvider;
let browser: Browser;

beforeAll(async () => {
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 2);
  provider = await startOidcProvider({
    redirectUris: [`${product.url}/api/auth/callback/oidc-work`],
    postLogoutRedirectUris: [`${product.url}/signed-out`],
  });
  const texts = { ...provider.texts, label: "Sign in with your work account", logo: "building", domains: "work.example" };
  await connect(product, { id: "oidc-work", texts });
  const { accountId } = await makeAccount({ db: database.db, hash: CHEAP_HASH });
  await insertIdentity(database.db, { accountId, connection: "oidc-work", subject: "sub-ann", kind: "oidc" });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await provider?.stop();
  await database?.end();
  await product?.stop();
});

/** A browser of somebody's own; what a policy stopped or a page complained about is kept. */
async function open({ javaScriptEnabled = true } = {}): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({
    baseURL: product.url,
    locale: "en-GB",
    javaScriptEnabled,
    extraHTTPHeaders: { "x-forwarded-for": freshAddress() },
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (said) => {
    // The provider's own page may lack a font or an icon.
    const isOurs = said.location().url.startsWith(product.url) || /policy/i.test(said.text());
    if (said.type() === "error" && isOurs && !/status of 40[39]/.test(said.text())) complaints.push(said.text());
  });
  return { page, complaints };
}

/** Signs Ann in on the provider's own page. */
async function atProvider(page: Page): Promise<void> {
  await page.waitForURL(`${provider.issuer}/**`);
  await page.fill("input[name=login]", "ann");
  await page.click("button");
}

const heading = (page: Page) => page.locator("h1").innerText();

describe.each([true, false])("P-S4, P-A2: in a browser, with scripts: %s", (javaScriptEnabled) => {
  test("P-S4: the button leads to the provider and back, signed in, to the wanted page", async () => {
    const { page, complaints } = await open({ javaScriptEnabled });
    await page.goto("/sign-in?returnTo=%2Fcart%3Ffrom%3Dmail");
    await page.getByRole("link", { name: "Sign in with your work account" }).click();
    await atProvider(page);
    await page.waitForURL(`${product.url}/cart?from=mail`);
    await page.goto("/account");
    expect(new URL(page.url()).pathname).toBe("/account");
    expect(complaints).toEqual([]);
  });

  test("P-S5: an address of the company's domain leads there from the form, which the policy would not let a redirect do", async () => {
    const { page, complaints } = await open({ javaScriptEnabled });
    await page.goto("/sign-in?returnTo=%2Fcart");
    await page.fill("#identifier", "ann@work.example");
    await page.fill("#password", "whatever was typed here");
    await page.getByRole("main").getByRole("button", { name: "Sign in", exact: true }).click();
    await atProvider(page);
    await page.waitForURL(`${product.url}/cart`);
    expect(complaints).toEqual([]);
  });

  test("P-A4: force login and SSO only lead straight there; after signing out there is a page and no loop", async () => {
    await changeSettings(product, { "access.ssoOnly": "true", "access.forceLogin": "true" });
    const stranger = new Visitor(product.url);
    await waitFor(async () => (await stranger.ask("/", { headers: { purpose: "prefetch" } })).location !== null, "force login");
    try {
      const { page, complaints } = await open({ javaScriptEnabled });
      await page.goto("/cart?x=1");
      await atProvider(page);
      await page.waitForURL(`${product.url}/cart?x=1`);
      await page.goto("/account");
      await page.getByRole("button", { name: "Sign out" }).first().click();
      await page.waitForURL((url) => url.origin === provider.issuer || url.pathname === "/signed-out");
      await page.goto("/");
      expect([new URL(page.url()).pathname, await heading(page)]).toEqual(["/sign-in", "Sign in"]);
      expect(complaints).toEqual([]);
    } finally {
      await changeSettings(product, { "access.ssoOnly": "false", "access.forceLogin": "false" });
      await waitFor(async () => (await new Visitor(product.url).ask("/")).status === 200, "the shop to be open again");
    }
  });
});

test("UX-E5: the sign-in page with buttons, and with a reason, fits and is accessible", async () => {
  const { page } = await open();
  await page.goto("/sign-in");
  await expectAccessible(page);
  await page.goto("/sign-in?problem=sso.unavailable&support=ABCD-2345");
  expect(await page.getByRole("alert").first().innerText()).toContain("ABCD-2345");
  await expectAccessible(page);
});
