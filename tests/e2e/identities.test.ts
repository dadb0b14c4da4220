import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "@/db";
import { insertIdentity } from "@/db/queries/identities";
import { expectAccessible, openBrowser } from "@/tests/support/browser";
import { connect } from "@/tests/support/connections";
import { CHEAP_HASH } from "@/tests/support/context";
import { codeIn } from "@/tests/support/mail-sink";
import { freshEmail, makeAccount } from "@/tests/support/make";
import { type OidcProvider, startOidcProvider } from "@/tests/support/oidc-provider";
import { type Product, startProduct } from "@/tests/support/product";
import { openRegistration } from "@/tests/support/settings";

let product: Product;
let database: Database;
let provider: OidcProvider;
let browser: Browser;

beforeAll(async () => {
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 2);
  provider = await startOidcProvider({ redirectUris: [`${product.url}/api/auth/callback/oidc-plain`] });
  await openRegistration(product);
  const label = "Continue with the directory of the Quiet Goods company";
  await connect(
    product,
    { id: "oidc-plain", texts: { ...provider.texts, label: "Continue with Quiet ID" } },
    { id: "oidc-two", texts: { ...provider.texts, label } },
  );
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await provider.stop();
  await database.end();
  await product.stop();
});

async function open(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext(options);
  return context.newPage();
}

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

async function arriveAs(page: Page, login: string): Promise<void> {
  await page.goto(`${product.url}/sign-in/go/oidc-plain`);
  await page.fill("input[name=login]", login);
  await page.click("button");
  await page.waitForURL("**/register/accept");
}

describe.each([
  ["with scripts", {}],
  ["without scripts", { javaScriptEnabled: false }],
] as const)("accepting in a browser, %s", (_, options) => {
  test("UX-E5, P-S2: every state of the page can be read and used; the code ends it", async () => {
    const page = await open(options);
    const hasScripts = !("javaScriptEnabled" in options);
    const look = async () => (hasScripts ? expectAccessible(page) : undefined);
    await arriveAs(page, hasScripts ? "una" : "ben");
    await look();
    const email = freshEmail("accept");
    await page.getByLabel("First name").fill("");
    await page.getByLabel("E-mail").fill(email);
    await press(page, "Accept and continue");
    await page.getByRole("alert").getByText("Enter your first name.").waitFor();
    expect(await page.getByLabel("E-mail").inputValue()).toBe(email);
    await look();
    await page.getByLabel("First name").fill("Una");
    await press(page, "Accept and continue");
    await page.getByLabel("Code from the mail").waitFor();
    await look();
    await page.getByLabel("Code from the mail").fill(codeIn(await product.mail.newestTo(email)));
    await press(page, "Confirm code");
    await page.getByRole("heading", { name: "Your account is active" }).waitFor();
    await page.context().close();
  });
});

test("UX-E5, P-S2: in Spanish, on a phone, and leaving", async () => {
  const page = await open({ locale: "es-ES", viewport: { width: 320, height: 700 } });
  await arriveAs(page, "ann");
  await page.getByRole("heading", { name: "Ya casi está" }).waitFor();
  await expectAccessible(page);
  await press(page, "No, salir");
  await page.getByRole("heading", { name: "No hay nada que aceptar" }).waitFor();
  await expectAccessible(page);
  await page.context().close();
});

test("UX-E5, P-S3: the security page lists, asks for the password, and says what is wrong", async () => {
  const account = await makeAccount({ db: database.db, hash: CHEAP_HASH });
  await insertIdentity(database.db, { accountId: account.accountId, connection: "oidc-two", subject: "two", kind: "oidc" });
  const page = await open();
  await page.goto(`${product.url}/sign-in?returnTo=%2Faccount%2Fsecurity`);
  await page.fill("input[name=identifier]", account.email);
  await page.fill("input[name=password]", account.password);
  await press(page, "Sign in");
  await page.waitForURL("**/account/security");
  await expectAccessible(page);
  await page.getByRole("link", { name: "Connect Continue with Quiet ID" }).click();
  await page.getByLabel("Your password for this shop").fill("wrong");
  await press(page, "Connect");
  await page.getByRole("alert").getByText("This is not your current password.").waitFor();
  await expectAccessible(page);
  await page.getByLabel("Your password for this shop").fill(account.password);
  await press(page, "Connect");
  await page.fill("input[name=login]", "ann");
  await page.click("button");
  await page.getByText("Connected. From now on you can sign in with it.").waitFor();
  await page.context().close();
});
