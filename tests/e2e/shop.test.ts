import { sql } from "drizzle-orm";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { STANDARD_HASH } from "@/core/security/password-hash";
import { type Database, openDatabase } from "@/db";
import { insertCompanyAddress } from "@/db/queries/company-addresses";
import { expectAccessible, openBrowser } from "@/tests/support/browser";
import { freshEmail, makeAccount } from "@/tests/support/make";
import { makeCompany } from "@/tests/support/make-company";
import { makeProduct } from "@/tests/support/make-shop";
import { type Product, startProduct } from "@/tests/support/product";

let product: Product;
let database: Database;
let browser: Browser;
let page: Page;
const troubles: string[] = [];

beforeAll(async () => {
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 2);
  browser = await openBrowser();
});
beforeEach(async () => {
  await page?.context().close();
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
  await database.end();
  await product.stop();
  expect(troubles).toEqual([]);
});

const go = (path: string) => page.goto(`${product.url}${path}`);
const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
const heading = (name: string | RegExp) => page.getByRole("heading", { level: 1, name }).waitFor();

async function fillCheckout(email: string | null): Promise<void> {
  await page.getByLabel("First name").fill("Grete");
  await page.getByLabel("Last name").fill("Gast");
  if (email) await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Street and house number").fill("Lindenstraße 5");
  await page.getByLabel("Postcode").fill("10969");
  await page.getByLabel("Town or city").fill("Berlin");
  await page.getByLabel("Country").selectOption("DE");
}

async function addToCart(name: string): Promise<{ slug: string }> {
  const { slug } = await makeProduct(database, { name });
  await go(`/products/${slug}`);
  await press("Add to cart");
  await heading("Cart");
  return { slug };
}

test("a guest shops in a browser: every screen and state fits a phone, reads in the dark, and is accessible", async () => {
  await go("/cart");
  await expectAccessible(page);
  const { slug } = await makeProduct(database, { name: "Copper pan" });
  await go("/");
  await expectAccessible(page);
  await page.getByRole("link", { name: "Copper pan" }).click();
  await heading("Copper pan");
  await expectAccessible(page);
  await page.getByLabel("Quantity").fill("0");
  await press("Add to cart");
  await page.getByRole("alert").getByText("Enter a quantity from 1 to 99.").waitFor();
  await expectAccessible(page);
  await page.getByLabel("Quantity").fill("2");
  await press("Add to cart");
  await heading("Cart");
  await page.getByRole("link", { name: "Cart (2)" }).waitFor();
  await expectAccessible(page);

  await page.getByLabel("Quantity").fill("abc");
  await press("Update Copper pan");
  const alert = page.getByRole("alert").getByText("Enter a quantity from 1 to 99, or take it out");
  await alert.waitFor();
  expect(await page.getByLabel("Quantity").inputValue()).toBe("abc");
  await expectAccessible(page);
  await page.getByLabel("Quantity").fill("3");
  await press("Update Copper pan");
  await page.getByRole("link", { name: "Cart (3)" }).waitFor();
  expect(await alert.count()).toBe(0);

  await page.getByRole("link", { name: "Go to checkout" }).click();
  await heading("Checkout");
  await expectAccessible(page);
  await press("Place order");
  await page.getByRole("alert").getByText("Enter your last name.").waitFor();
  await expectAccessible(page);
  const email = freshEmail("browser");
  await fillCheckout(email);
  await press("Place order");
  await heading(/^Order \d+$/);
  await page.getByText(`the confirmation is on its way to ${email}`).waitFor();
  await page.getByRole("link", { name: "Cart", exact: true }).waitFor();
  await expectAccessible(page);
  await go(`/products/${slug}-gone`);
  await heading("Page not found");
  await expectAccessible(page);
}, 180_000);

test("two quick presses on Place order make one order", async () => {
  await addToCart("Quick cup");
  await go("/checkout");
  const email = freshEmail("quick");
  await fillCheckout(email);
  await page.getByRole("button", { name: "Place order" }).dblclick();
  await heading(/^Order \d+$/);
  expect(await database.db.execute(sql`select 1 from orders where email_key = ${email}`)).toHaveLength(1);
});

test("UX-E1: on a phone the checkout begins with the order, and once refused with what is wrong", async () => {
  await page.setViewportSize({ width: 320, height: 640 });
  await addToCart("Small spoon");
  await go("/checkout");
  const orderAt = async () => (await page.getByRole("complementary").boundingBox())?.y ?? Number.NaN;
  expect(await orderAt()).toBeLessThan((await page.getByLabel("First name").boundingBox())?.y ?? 0);
  await press("Place order");
  await page.getByRole("alert").getByText("Enter your last name.").waitFor();
  expect(await orderAt()).toBeGreaterThan((await page.getByRole("button", { name: "Place order" }).boundingBox())?.y ?? Infinity);
});

test("a price that changed meanwhile is shown, what was typed stays, and the next press orders at it", async () => {
  const { slug } = await addToCart("Dear dish");
  await go("/checkout");
  await fillCheckout(freshEmail("dear"));
  await database.db.execute(sql`update products set price_cents = 1300 where slug = ${slug}`);
  await press("Place order");
  await page.getByRole("alert").getByText("A price or your cart has changed").waitFor();
  await page.getByRole("complementary").getByText("€13.00").first().waitFor();
  expect(await page.getByLabel("Town or city").inputValue()).toBe("Berlin");
  expect(await page.getByLabel("Country").inputValue()).toBe("DE");
  await press("Place order");
  await heading(/^Order \d+$/);
});

test("P-O2: in a browser, too, an address of the company's book replaces what was typed for it and nothing else, and Enter goes on ordering", async () => {
  const { companyId, people } = await makeCompany({ ...database, hash: STANDARD_HASH }, { types: ["Buyer"] });
  const dock = { label: "Dock", name: "Goods in", street: "1 Quay", postcode: "12345", city: "Port", country: "ES" };
  await insertCompanyAddress(database.db, companyId, dock);
  const [{ email, password } = { email: "", password: "" }] = people;
  await go("/sign-in");
  await page.getByLabel("E-mail or customer number").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.locator("main").getByRole("button", { name: "Sign in" }).click();
  await heading("Hello, Ann Archer");
  await addToCart("Dock lamp");
  await go("/checkout");
  await expectAccessible(page);
  await fillCheckout(null);
  await page.getByLabel("Recipient (optional)").fill("Nobody");
  await press("Use this address");
  await page.getByText("“Dock” is filled in below").waitFor();
  await expectAccessible(page);
  const labels = ["First name", "Recipient (optional)", "Street and house number", "Postcode", "Town or city", "Country"];
  const values = await Promise.all(labels.map((label) => page.getByLabel(label).inputValue()));
  expect(values).toEqual(["Grete", "Goods in", "1 Quay", "12345", "Port", "ES"]);
  expect(await page.getByLabel("Acme Ltd", { exact: false }).first().isChecked()).toBe(true);
  await page.getByLabel("Street and house number").press("Enter");
  await heading(/^Order \d+$/);
  await page.getByText("Goods in", { exact: false }).waitFor();
  await expectAccessible(page);
}, 180_000);

test("a customer's own pages are accessible, empty and full", async () => {
  const { email, password } = await makeAccount({ ...database, hash: STANDARD_HASH });
  await go("/sign-in");
  await page.getByLabel("E-mail or customer number").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.locator("main").getByRole("button", { name: "Sign in" }).click();
  await heading("Hello, Ann Archer");
  await expectAccessible(page);
  await go("/account/orders");
  await expectAccessible(page);
  await addToCart("Own bowl");
  await page.getByRole("link", { name: "Cart (1)" }).waitFor();
  await go("/checkout");
  await fillCheckout(null);
  await expectAccessible(page);
  await press("Place order");
  await heading(/^Order \d+$/);
  await page.getByRole("link", { name: "Cart", exact: true }).waitFor();
  expect(await page.title()).toMatch(/^Order – /);
  await page.getByRole("link", { name: "All my orders" }).click();
  await heading("Orders");
  await expectAccessible(page);
  await page.getByRole("link", { name: "Add an order" }).click();
  await heading("Add an order");
  await page.getByLabel("Order number").fill("123");
  await page.getByLabel("Postcode").fill("1");
  await press("Claim order");
  await page.getByRole("alert").getByText("No order with this number and postcode").waitFor();
  await expectAccessible(page);
  await go("/account");
  await expectAccessible(page);
}, 180_000);
