import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "@/db";
import { expectAccessible, openBrowser } from "@/tests/support/browser";
import { makeStaff } from "@/tests/support/make";
import { type Product, startProduct } from "@/tests/support/product";
import { openRegistration } from "@/tests/support/settings";

let product: Product;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  product = await startProduct();
  await openRegistration(product, { "registration.flow": "email-first" });
  browser = await openBrowser();
  page = await (await browser.newContext({ baseURL: product.url, locale: "en-GB" })).newPage();
  page.setDefaultTimeout(15_000);
  const { db, end } = openDatabase(product.databaseUrl, 1);
  const { email, password } = await makeStaff({ db });
  await end();
  await page.goto("/admin/settings/fields");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await press("Sign in");
  await page.getByRole("heading", { name: "Form fields" }).waitFor();
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const press = (name: string, on = page) => on.getByRole("button", { name, exact: true }).click();
const saved = (on = page) => on.getByText("Saved. Every form asks by it within a second.").waitFor();
const labels = () => page.locator("ol li a").allTextContents();

async function add(label: string, rules: Record<string, string> = {}): Promise<void> {
  await page.goto("/admin/settings/fields?add");
  await page.getByLabel("Label (English)").fill(label);
  for (const [place, rule] of Object.entries(rules)) await page.locator(`[name="rule.${place}"]`).selectOption(rule);
  await press("Save");
  await saved();
}

test("P-R8: a field is added; choices are asked for where it is a choice, and the list says what it is at each place", async () => {
  await page.goto("/admin/settings/fields?add");
  expect(await page.getByLabel("Choices").isVisible()).toBe(false);
  await page.getByLabel("Type", { exact: true }).selectOption("choice");
  expect(await page.getByLabel("Choices").isVisible()).toBe(true);
  await expectAccessible(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await add("Shoe size", { form: "later", "email-first": "required", profile: "staff-only", accept: "hidden" });
  const line = await page.locator("ol li", { hasText: "Shoe size" }).textContent();
  expect(line).toContain("required: E-mail first");
  expect(line).toContain("optional: Code, Access data, Activation");
  expect(line).toContain("asked later: Form");
  expect(line).toContain("staff only: Profile");
  await expectAccessible(page);
  await page.setViewportSize({ width: 1280, height: 800 });
});

test("P-R8: the preview opens on the way by which people register now, and says which that is", async () => {
  await page.goto("/admin/settings/fields");
  const tab = page.getByRole("link", { name: "E-mail first (in use)" });
  expect(await tab.getAttribute("aria-current")).toBe("page");
  expect(await page.getByRole("link", { name: "Form", exact: true }).getAttribute("aria-current")).toBeNull();
});

test("P-R8: fields are put into order by keyboard and by dragging; what is not saved yet says so", async () => {
  await page.goto("/admin/settings/fields");
  await page.getByRole("button", { name: "Down First name" }).focus();
  await page.keyboard.press("Enter");
  expect(await labels()).toEqual(["Last name", "First name", "Telephone", "Company name", "Shoe size"]);
  expect(await page.getByText("First name is at place 2 now. Save the order to keep it.").isVisible()).toBe(true);
  await page.locator("ol li").nth(4).dragTo(page.locator("ol li").nth(0));
  await expect.poll(labels).toEqual(["Shoe size", "Last name", "First name", "Telephone", "Company name"]);
  await press("Save order");
  await saved();
  await page.reload();
  expect(await labels()).toEqual(["Shoe size", "Last name", "First name", "Telephone", "Company name"]);
});

test("P-R8: who was overtaken by somebody else keeps what was typed, is told, and saves with the next try", async () => {
  const slow = await page.context().newPage();
  await slow.goto("/admin/settings/fields?field=shoe_size");
  await slow.getByLabel("Label (English)").fill("Size of shoes");
  const late = await page.context().newPage();
  await late.goto("/admin/settings/fields");
  await add("Colour");
  await press("Save", slow);
  await slow.getByRole("alert").getByText("Somebody else has changed the form meanwhile.").waitFor();
  expect(await slow.getByLabel("Label (English)").inputValue()).toBe("Size of shoes");
  await press("Save", slow);
  await saved(slow);
  expect(await slow.locator("ol li a").allTextContents()).toContain("Size of shoes");

  await late.getByRole("button", { name: "Down Last name" }).click();
  await press("Save order", late);
  await late.getByRole("alert").getByText("Somebody else has changed the form meanwhile.").waitFor();
  await late.locator("ol li a").getByText("Colour").waitFor();
});
