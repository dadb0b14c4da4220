import { simpleParser } from "mailparser";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startConversation } from "@/core/conversations/start-conversation";
import { encrypt, makeSecrets } from "@/core/security/secrets";
import { type Database, openDatabase } from "@/db";
import { findMailboxRow } from "@/db/queries/mailboxes";
import { openBrowser } from "@/tests/support/browser";
import { CHEAP_HASH } from "@/tests/support/context";
import { compose, makeMailbox, makeSigningDomain, type SigningDomain } from "@/tests/support/inbound";
import { type MailServers, startMailServers } from "@/tests/support/mail-servers";
import { age, makeAccount, makeStaff } from "@/tests/support/make";
import { type NameServer, startNameServer } from "@/tests/support/name-server";
import { type Product, startProduct, TEST_SECRET } from "@/tests/support/product";
import { waitFor } from "@/tests/support/wait-for";

let names: NameServer;
let servers: MailServers;
let domain: SigningDomain;
let product: Product;
let database: Database;
const browsers: Browser[] = [];
beforeAll(async () => {
  names = await startNameServer();
  domain = makeSigningDomain(names, "example.com");
  servers = await startMailServers(["support"]);
  product = await startProduct({ DNS_SERVERS: names.address });
  database = openDatabase(product.databaseUrl, 2);
});
afterAll(async () => {
  for (const one of browsers) await one.close();
  await database.end();
  await product.stop();
  await servers.stop();
  await names.stop();
});

/** A window of a browser that asks one process by the shop's address. */
async function windowAt(process: { readonly url: string }): Promise<Page> {
  const browser = await openBrowser({ of: product.url, to: process.url });
  browsers.push(browser);
  return (await browser.newContext({ locale: "en" })).newPage();
}

async function signIn(page: Page, path: string, { email, password }: { email: string; password: string }): Promise<void> {
  await page.goto(`${product.url}${path}`);
  await page.fill("input[name=identifier]", email);
  await page.fill("input[name=password]", password);
  await page.click("button[type=submit]:has-text('Sign in')");
  await page.waitForURL((url) => !url.pathname.endsWith("/sign-in"));
}

async function answer(page: Page, text: string): Promise<void> {
  await page.fill("textarea[name=text]", text);
  await page.click("button:has-text('Send answer')");
  await page.waitForSelector(`[role=log] li:has-text('${text}')`);
}

/** A mailbox that the product reads from the real server; comes back once it is read. */
async function readMailbox(): Promise<void> {
  const { id } = await makeMailbox(database, {
    kind: "imap",
    address: "support@shop.example",
    host: "127.0.0.1",
    port: servers.imapPort,
    security: "none",
    userName: "support",
    secret: encrypt(makeSecrets([TEST_SECRET]), "mailboxes", servers.password),
  });
  await waitFor(async () => (await findMailboxRow(database.db, id))?.uidValidity, "the mailbox to be read");
}

/** How many processes listen for news. */
async function countListening(): Promise<number> {
  const rows = await database.sql`
    select 1 from pg_stat_activity where application_name = 'foyer-listen' and datname = current_database()`;
  return rows.length;
}

test("P-M3, P-R16: a reply sent by SMTP to the real mailbox server appears in the other person's open window served by a second process, and the answer in the customer's at the first", async () => {
  const ctx = { db: database.db, hash: CHEAP_HASH };
  const customer = await makeAccount(ctx);
  const agent = await makeStaff(ctx, { role: "agent" });
  const begun = await startConversation(ctx, { number: customer.number, staffId: agent.staffId });
  if (!begun.ok) throw new Error(begun.code);
  const conversation = `${product.url}/admin/messages/${begun.value}`;
  await readMailbox();

  const asking = await windowAt(product);
  await signIn(asking, "/admin/sign-in", agent);
  await asking.goto(conversation);
  await answer(asking, "Your kettle has come. Shall we send it?");
  await asking.close();
  await age(ctx, "conversation_messages", ["created_at"], "3 minutes");
  // It looks at once for whom to tell, where the first one comes round to that within half a minute.
  const second = await product.second();
  const told = await product.mail.newestTo(customer.email);
  expect(told.text).toContain("Your kettle has come.");
  const { replyTo, messageId } = await simpleParser(told.raw);
  expect(replyTo?.value[0]?.address).toBe("support@shop.example");

  const [staffWindow, customerWindow] = [await windowAt(second), await windowAt(product)];
  await signIn(staffWindow, "/admin/sign-in", agent);
  await staffWindow.goto(conversation);
  await signIn(customerWindow, "/sign-in", customer);
  await customerWindow.goto(`${product.url}/account/messages`);
  await waitFor(async () => (await countListening()) === 2, "a window open at each process");
  for (const page of [staffWindow, customerWindow]) await page.evaluate("window.isNeverLoadedAgain = true");

  const reply = { from: customer.email, to: "support@shop.example", inReplyTo: messageId ?? "" };
  const envelope = { from: customer.email, to: "support@shop.example" };
  await servers.deliver(await compose({ ...reply, text: "Send it to my other address" }), envelope);
  const text = "Yes, please.\n\nOn Sat, Nov 21, 2026 at 10:00 Shop wrote:\n> Your kettle has come.\n> Shall we send it?\n";
  await servers.deliver(await compose({ ...reply, text }, domain), envelope);
  await staffWindow.waitForSelector("[role=log] li:has-text('Yes, please.')");
  const said = await staffWindow.textContent("[role=log] li");
  expect(said).toContain("by mail");
  expect(said).not.toContain("Shop wrote");
  // It came before, and nobody vouches for it.
  expect(await staffWindow.textContent("[role=log]")).not.toContain("other address");

  await answer(staffWindow, "It is on its way.");
  await customerWindow.waitForSelector("[role=log] li:has-text('It is on its way.')");
  expect(await customerWindow.textContent("[role=log]")).toContain("Yes, please.");
  for (const page of [staffWindow, customerWindow]) expect(await page.evaluate("window.isNeverLoadedAgain")).toBe(true);
});
