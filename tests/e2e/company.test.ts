import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { STANDARD_HASH } from "@/core/security/password-hash";
import { type Database, openDatabase } from "@/db";
import { expectAccessible, openBrowser } from "@/tests/support/browser";
import { linkIn } from "@/tests/support/mail-sink";
import { freshEmail, type MadeAccount, makeAccount } from "@/tests/support/make";
import { firstOf, makeCompany } from "@/tests/support/make-company";
import { type Product, startProduct } from "@/tests/support/product";

let product: Product;
let database: Database;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 2);
  browser = await openBrowser();
});
beforeEach(async () => {
  await page?.context().close();
  page = await (await browser.newContext({ locale: "en-GB" })).newPage();
  page.setDefaultTimeout(10_000);
});
afterAll(async () => {
  await browser.close();
  await database.end();
  await product.stop();
});

const making = () => ({ db: database.db, hash: STANDARD_HASH });
const press = (name: string | RegExp) => page.getByRole("button", { name }).click();
const open = (name: string | RegExp) => page.locator("summary", { hasText: name }).click();
const tab = () => page.getByRole("navigation").getByRole("link", { name: "Company" });

async function signIn({ email, password }: MadeAccount): Promise<void> {
  await page.goto(`${product.url}/sign-in?returnTo=/account/company`);
  await page.getByLabel(/number|e-mail/i).fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await press("Sign in");
  await page.waitForURL(({ pathname }) => pathname === "/account/company");
}

test("P-O3, T-U4: signing in on the way into a company leads back to the invitation", async () => {
  const { people } = await makeCompany(making(), { name: "Harbour Ltd" });
  const ann = await makeAccount(making());
  await signIn(firstOf(people));
  await page.getByRole("textbox", { name: "E-mail" }).fill(ann.email);
  await press("Send invitation");
  const path = new URL(linkIn(await product.mail.newestTo(ann.email), /^\/invitation\//)).pathname;
  page = await (await browser.newContext({ locale: "en-GB" })).newPage();
  await page.goto(product.url + path);
  await press("Sign in");
  await page.waitForURL(({ pathname }) => pathname === "/sign-in");
  await page.getByLabel(/number|e-mail/i).fill(ann.email);
  await page.getByLabel("Password", { exact: true }).fill(ann.password);
  await press("Sign in");
  await page.waitForURL(({ pathname }) => pathname === path);
  await press("Join");
  await page.getByRole("heading", { level: 1, name: "Harbour Ltd" }).waitFor();
});

test("P-O3: after leaving, the next page names the company and has no way to it any more", async () => {
  const { people } = await makeCompany(making(), { name: "Harbour Ltd", types: ["Administrator", "Buyer"] });
  await signIn(firstOf(people.slice(1)));
  expect(await tab().count()).toBe(1);
  await open("Leave the company");
  await press("Leave the company");
  await page.getByText("You have left Harbour Ltd.").waitFor();
  expect(await tab().count()).toBe(0);
});

test("P-O3: what was done before goes once something is wrong, and a removal takes a step of its own", async () => {
  const { people } = await makeCompany(making(), { types: ["Administrator", "Buyer"] });
  await signIn(firstOf(people));
  await page.getByRole("textbox", { name: "E-mail" }).fill(freshEmail());
  await press("Send invitation");
  const sent = page.getByText("The invitation is on its way.");
  await sent.waitFor();
  await page.getByRole("textbox", { name: "E-mail" }).fill("nobody");
  await press("Send invitation");
  await page.locator("[data-summary]").waitFor();
  await sent.waitFor({ state: "hidden" });
  await expectAccessible(page);
  await open("Change Ann Archer");
  const remove = page.getByRole("button", { name: "Remove from the company" });
  expect(await remove.isVisible()).toBe(false);
  await open("Remove from the company");
  await expectAccessible(page);
  await remove.click();
  await page.getByText("Done.").waitFor();
  expect(await page.locator("[data-summary]").count()).toBe(0);
});

test("P-O3, T-A2: a page of a company that is not the own one any more says so, keeps what was typed, and goes on", async () => {
  const { companyId, people } = await makeCompany(making(), { name: "Merged Ltd" });
  const { companyId: kept } = await makeCompany(making(), { name: "Kept Ltd" });
  await signIn(firstOf(people));
  await database.sql`update company_people set company_id = ${kept} where company_id = ${companyId}`;
  const email = freshEmail();
  await page.getByRole("textbox", { name: "E-mail" }).fill(email);
  await press("Send invitation");
  await page.getByRole("heading", { level: 1, name: "Kept Ltd" }).waitFor();
  await page.locator("[data-summary]", { hasText: "You are in “Kept Ltd” now" }).waitFor();
  expect(await page.getByRole("textbox", { name: "E-mail" }).inputValue()).toBe(email);
  await press("Send invitation");
  await page.getByText("The invitation is on its way.").waitFor();
  const [invited] = await database.sql`select company_id as "companyId" from company_invitations where email_key = ${email}`;
  expect(invited).toEqual({ companyId: kept });
});
