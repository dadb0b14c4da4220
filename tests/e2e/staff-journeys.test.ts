import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { STANDARD_HASH } from "@/core/security/password-hash";
import { type Database, openDatabase } from "@/db";
import { makeInvited } from "@/tests/support/activation";
import { expectAccessible, openBrowser } from "@/tests/support/browser";
import { linkIn } from "@/tests/support/mail-sink";
import { freshEmail, freshPassword, makeAccount, makeStaff } from "@/tests/support/make";
import { makeGuest } from "@/tests/support/merge";
import { type Product, startProduct } from "@/tests/support/product";
import { codeOf } from "@/tests/support/second-factor";

let product: Product;
let database: Database;
let browser: Browser;
const troubles: string[] = [];

beforeAll(async () => {
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 2);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await database?.end();
  await product?.stop();
});

/** Somebody's own browser. What it complains about, beyond refusals of ours, is kept for the last test. */
async function open({ javaScriptEnabled = true } = {}): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: product.url, locale: "en-GB", javaScriptEnabled })).newPage();
  page.setDefaultTimeout(15_000);
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (said) => {
    if (["error", "warning"].includes(said.type()) && !/status of (4\d\d)/.test(said.text())) troubles.push(said.text());
  });
  return page;
}

const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" }).click();

/** Looks at the page in every view and leaves it at a desk again. */
async function look(page: Page): Promise<void> {
  await expectAccessible(page);
  await page.setViewportSize({ width: 1280, height: 800 });
}

async function passFirstStep(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.goto("/admin/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await press(page, "Sign in");
}

async function signOut(page: Page): Promise<void> {
  await press(page, "Sign out");
  await page.waitForURL("**/admin/sign-in");
}

/** A browser in which a new member of staff is signed in. */
async function openAs(role: "agent" | "admin"): Promise<{ page: Page; email: string; password: string }> {
  const staff = await makeStaff({ db: database.db }, { role });
  const page = await open();
  await passFirstStep(page, staff);
  await page.waitForURL("**/admin");
  return { page, ...staff };
}

/** Whole journeys, each with a look by axe in four views: they take their time on a busy machine. */
const JOURNEY = { timeout: 150_000 };

describe("what staff do for customers, in a browser", JOURNEY, () => {
  test("P-V1, P-V2, P-V3: an agent's button, the mailed link, a password: the shopper is in, and next time by number", async () => {
    const customer = await makeInvited({ db: database.db });
    const { page } = await openAs("agent");
    await page.goto(`/admin/customers/${customer.number}`);
    await press(page, "Send activation e-mail");
    await page.getByText("The activation e-mail is on its way.").waitFor();
    await page.locator("#account").getByText("Pending activation").waitFor();
    const shopper = await open();
    await shopper.goto(linkIn(await product.mail.newestTo(customer.email), /^\/activate\//));
    expect(await shopper.getByLabel("E-mail").inputValue()).toBe(customer.email);
    await look(shopper);
    const password = freshPassword();
    await shopper.getByLabel("New password", { exact: true }).fill(password);
    await press(shopper, "Activate my account");
    await shopper.getByRole("heading", { name: "Your account is active" }).waitFor();
    await press(shopper, "Sign out");
    await shopper.goto("/sign-in?returnTo=%2Faccount");
    await shopper.locator("[name=identifier]").fill(` ${customer.number.slice(0, 2)} ${customer.number.slice(2)}`);
    await shopper.locator("[name=password]").fill(password);
    await press(shopper, "Sign in");
    await shopper.getByRole("heading", { name: "Hello, Ida" }).waitFor();
  });

  test("P-V6: two records are compared, made one and two again, and each page says what happened", async () => {
    const kept = await makeAccount({ db: database.db, hash: STANDARD_HASH }, { firstName: "Ann", lastName: "Archer" });
    // No word of it fits a telephone.
    const email = freshEmail("zoltana.of.the.archers.of.upper.river.street");
    const guest = await makeGuest(database, { firstName: "Zoltana", lastName: "Archer", email });
    const { page } = await openAs("agent");
    await page.goto(`/admin/customers/${kept.number}`);
    await page.getByRole("link", { name: "Merge with another customer" }).click();
    await page.getByRole("searchbox").fill("zoltana");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: `Zoltana Archer, ${guest.number}` }).click();
    await page.getByRole("heading", { name: `Merge customer ${guest.number} into ${kept.number}?` }).waitFor();
    await look(page);
    await press(page, "Merge");
    await page.getByText(`Customer ${guest.number} was merged into this one.`).waitFor();
    await page.locator("#merges summary").click();
    await press(page, `Undo the merge with ${guest.number}`);
    await page.getByText(`Customer ${guest.number} stands for itself again.`).waitFor();
    await page.goto(`/admin/customers/${guest.number}`);
    await page.getByRole("heading", { name: "Zoltana Archer" }).waitFor();
  });

  test("T-D5: a file is uploaded, tried without writing, each row in trouble named, and then brought in", async () => {
    const [number, wrong] = [`B${Date.now()}`, "no address"];
    const csv = `Customer number,First name,Last name,E-mail\n${number},Cara,Clean,${freshEmail("cara")}\n${number}X,Bob,Broken,${wrong}\n`;
    const { page } = await openAs("admin");
    await page.goto("/admin/import");
    await page.getByLabel("CSV file").setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
    await press(page, "Upload file");
    await page.getByRole("heading", { name: "people.csv" }).waitFor();
    await press(page, "Start the dry run");
    await reachState(page, "Dry run finished");
    await page.getByText("One row will be written.").waitFor();
    await page.getByRole("cell", { name: "This is no e-mail address." }).waitFor();
    expect(await database.sql`select 1 from customers where number like ${`${number}%`}`).toHaveLength(0);
    await look(page);
    await press(page, "Start the import");
    await reachState(page, "Finished");
    await page.goto(`/admin/customers?q=${number}`);
    await page.getByRole("link", { name: "Cara Clean" }).waitFor();
    expect(await page.locator("tbody tr").count()).toBe(1);
  });

  test("P-V6: without scripts, what a form behind a closed disclosure complains of is seen, and nothing happened", async () => {
    const guest = await makeGuest(database, { firstName: "Ann", lastName: "Archer" });
    const page = await open({ javaScriptEnabled: false });
    const staff = await makeStaff({ db: database.db }, { role: "agent" });
    await passFirstStep(page, staff);
    await page.waitForURL("**/admin");
    await page.goto(`/admin/customers/${guest.number}`);
    await page.getByText("Delete customer", { exact: true }).click();
    await page.locator("[name=typedNumber]").fill("not the number");
    await press(page, "Delete for good");
    await page.getByRole("alert").waitFor({ state: "visible" });
    expect(await database.sql`select 1 from customers where number = ${guest.number} and erased_at is null`).toHaveLength(1);
  });

  // The page follows by itself.
  const reachState = (page: Page, state: string) => page.getByText(state, { exact: true }).waitFor({ timeout: 30_000 });
});

describe("an agent's second step, in a browser", JOURNEY, () => {
  test("UX-M3, UX-M4: an authenticator is set up, asked for after the password, and a recovery code stands in for it once", async () => {
    const { page, email, password } = await openAs("agent");
    await page.getByRole("link", { name: "My access" }).click();
    await page.getByRole("link", { name: "Set it up" }).click();
    await press(page, "Begin");
    const secret = (await page.locator("span.font-mono").innerText()).replaceAll(" ", "");
    await page.getByLabel("Code from the app").fill(codeOf(secret));
    await page.getByLabel("Your password", { exact: true }).fill(password);
    await press(page, "Switch on");
    const list = page.getByRole("list", { name: "Recovery codes" });
    await list.waitFor();
    const codes = await list.getByRole("listitem").allInnerTexts();
    expect(codes).toHaveLength(10);
    await look(page);
    await page.getByRole("link", { name: "I have kept them" }).click();
    await page.getByText("10 recovery codes are left.").waitFor();

    await signOut(page);
    await passFirstStep(page, { email, password });
    await page.getByRole("heading", { name: "Your code" }).waitFor();
    await page.getByLabel("Code").fill("000000");
    await press(page, "Sign in");
    const summary = page.locator("[data-summary]");
    await summary.waitFor();
    expect(await summary.evaluate((box) => box === document.activeElement)).toBe(true);
    // The code of before was used when the app was set up; the next one is let in a little early.
    const next = codeOf(secret, 1);
    await page.getByLabel("Code").fill(`${next.slice(0, 3)} ${next.slice(3)}`);
    await press(page, "Sign in");
    await page.waitForURL("**/admin");

    await signOut(page);
    await passFirstStep(page, { email, password });
    await page.waitForURL("**/second-step**");
    // The step outlives a reload.
    await page.reload();
    await page.getByLabel("Code").fill(codes[0]?.toLowerCase() ?? "");
    await press(page, "Sign in");
    await page.waitForURL("**/admin");
    await page.goto("/admin/account");
    await page.getByText("9 recovery codes are left.").waitFor();
  });

  test("nothing was complained about in the browsers' consoles", () => {
    expect(troubles).toEqual([]);
  });
});
