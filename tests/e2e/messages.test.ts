import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startConversation } from "@/core/conversations/start-conversation";
import { type Database, openDatabase } from "@/db";
import { expectAccessible, openBrowser } from "@/tests/support/browser";
import { CHEAP_HASH } from "@/tests/support/context";
import { makeAccount, makeStaff } from "@/tests/support/make";
import { type Product, startProduct } from "@/tests/support/product";
import { waitFor } from "@/tests/support/wait-for";

let product: Product;
let second: Awaited<ReturnType<Product["second"]>>;
let database: Database;
/** Each asks another process, by the one address of the shop. */
let browser: Browser;
let staffBrowser: Browser;
beforeAll(async () => {
  product = await startProduct();
  second = await product.second();
  database = openDatabase(product.databaseUrl, 2);
  browser = await openBrowser();
  staffBrowser = await openBrowser({ of: product.url, to: second.url });
});
afterAll(async () => {
  await browser.close();
  await staffBrowser.close();
  await database.end();
  await product.stop();
});

const windowIn = async (one: Browser, options = {}): Promise<Page> =>
  (await one.newContext({ locale: "en", ...options })).newPage();

const signIn = async (page: Page, path: string, name: string, password: string) => {
  await page.goto(`${product.url}${path}`);
  await page.fill("input[name=identifier]", name);
  await page.fill("input[name=password]", password);
  await page.click("button[type=submit]:has-text('Sign in')");
  await page.waitForURL((url) => !url.pathname.endsWith("/sign-in"));
};

test("P-M3, P-R15: what is written at one process appears in the other person's open window at another process, both ways", async () => {
  const ctx = { db: database.db, hash: CHEAP_HASH };
  const account = await makeAccount(ctx);
  const agent = await makeStaff(ctx, { role: "agent" });
  const begun = await startConversation(ctx, { number: account.number, staffId: agent.staffId });
  if (!begun.ok) throw new Error(begun.code);
  const [customerWindow, staffWindow] = [await windowIn(browser), await windowIn(staffBrowser)];
  await signIn(customerWindow, "/sign-in", account.email, account.password);
  await customerWindow.goto(`${product.url}/account/messages`);
  await signIn(staffWindow, "/admin/sign-in", agent.email, agent.password);
  await staffWindow.goto(`${product.url}/admin/messages/${begun.value}`);
  // Half an answer that is being typed stays where it is.
  await staffWindow.fill("textarea[name=text]", "Half an answer");

  await customerWindow.fill("textarea[name=text]", "Does the <b>kettle</b> whistle?");
  await customerWindow.click("button:has-text('Send message')");
  await staffWindow.waitForSelector("[role=log] li:has-text('Does the <b>kettle</b> whistle?')");
  expect(await staffWindow.inputValue("textarea[name=text]")).toBe("Half an answer");

  await staffWindow.fill("textarea[name=text]", "It does.");
  await staffWindow.click("button:has-text('Send answer')");
  await customerWindow.waitForSelector("[role=log] li:has-text('It does.')");
  await waitFor(async () => (await staffWindow.inputValue("textarea[name=text]")) === "", "the box to be empty again");
  const isInBox = () => staffWindow.evaluate(() => document.activeElement?.getAttribute("name") === "text");
  await waitFor(isInBox, "the focus back in the box, for the next answer");

  await expectAccessible(customerWindow);
  await expectAccessible(staffWindow);
  await staffWindow.goto(`${product.url}/admin/messages`);
  await expectAccessible(staffWindow);
});

test("P-M3: without JavaScript a message is sent, and read when the page is loaded again", async () => {
  const account = await makeAccount({ db: database.db, hash: CHEAP_HASH });
  const page = await windowIn(browser, { javaScriptEnabled: false });
  await signIn(page, "/sign-in", account.email, account.password);
  await page.goto(`${product.url}/account/messages`);
  await page.fill("textarea[name=text]", "First line\nSecond line");
  await page.click("button:has-text('Send message')");
  await waitFor(async () => (await page.textContent("[role=log]"))?.includes("Second line") ?? false, "the message");
  expect(await page.inputValue("textarea[name=text]")).toBe("");
  expect(await page.textContent("main")).toContain("New messages appear when you load this page again.");
});

test("P-M3: 99 unread messages are told as 99, and more as 99+, also to who does not see them", async () => {
  const ctx = { db: database.db, hash: CHEAP_HASH };
  const account = await makeAccount(ctx);
  const agent = await makeStaff(ctx, { role: "agent" });
  const begun = await startConversation(ctx, { number: account.number, staffId: agent.staffId });
  if (!begun.ok) throw new Error(begun.code);
  const answer = (times: number) => database.sql`
    with said as (
      insert into conversation_messages (conversation_id, author, staff_id, origin, text)
      select ${begun.value}, 'staff', ${agent.staffId}, 'portal', 'Still there?' from generate_series(1, ${times}) returning id)
    update conversations set last_by_staff = (select max(id) from said) where id = ${begun.value}`;
  const page = await windowIn(browser, { javaScriptEnabled: false });
  await signIn(page, "/sign-in", account.email, account.password);
  const told = async () => {
    await page.goto(`${product.url}/account`);
    return page.locator("a[href='/account/messages']", { hasText: "unread" }).first().textContent();
  };
  await answer(99);
  expect(await told()).toBe("Messages99(99 unread)");
  await answer(1);
  expect(await told()).toBe("Messages99+(99+ unread)");
});
