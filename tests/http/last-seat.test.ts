import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "@/db";
import { codeIn } from "@/tests/support/mail-sink";
import { freshEmail, freshPassword } from "@/tests/support/make";
import { type Product, startProduct } from "@/tests/support/product";
import { changeSettings, openRegistration } from "@/tests/support/settings";
import { Visitor } from "@/tests/support/visitor";
import { waitFor } from "@/tests/support/wait-for";

let product: Product;
let second: { readonly url: string };
beforeAll(async () => {
  product = await startProduct();
  await openRegistration(product, { "registration.captcha": "off" });
  second = await product.second();
  const isOpen = async (base: string) => (await new Visitor(base, product.url).ask("/register")).status === 200;
  await waitFor(async () => (await isOpen(product.url)) && (await isOpen(second.url)), "registration to be open");
});
afterAll(() => product.stop());

async function countAccounts(): Promise<number> {
  const { sql, end } = openDatabase(product.databaseUrl, 1);
  const [row] = await sql<{ n: number }[]>`select count(*)::int as n from accounts`;
  await end();
  return row?.n ?? 0;
}

/** Somebody at one of the processes who has only the code left to send. */
async function readyToSend(base: string) {
  const visitor = new Visitor(base, product.url);
  const email = freshEmail("rival");
  const fields = { email, password: freshPassword(), firstName: "Rita", lastName: "Rival" };
  const page = await visitor.submitAndGo(await visitor.go("/register"), "Create account", fields);
  const mail = await product.mail.newestTo(email);
  return () => visitor.submit(page, "Confirm code", { code: codeIn(mail) });
}

test("P-R13, T-Z1: twelve at two processes want the last seat in one moment, and one gets it", async () => {
  const rivals = [];
  for (let n = 0; n < 12; n++) rivals.push(await readyToSend(n % 2 === 0 ? product.url : second.url));
  const before = await countAccounts();
  // Changed with one another: whoever shows the name knows the maximum.
  await changeSettings(product, { "registration.capacity": String(before + 1), "shop.name": "Twelve Chairs" });
  const knows = async (base: string) => (await new Visitor(base, product.url).ask("/register")).body.includes("Twelve Chairs");
  await waitFor(async () => (await knows(product.url)) && (await knows(second.url)), "both processes to know the maximum");
  const answers = await Promise.all(rivals.map((send) => send()));
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
  for (const { status, page } of answers.filter((one) => one.status !== 303)) {
    expect([status, page.textContent]).toEqual([403, expect.stringContaining("All places were taken")]);
  }
  expect(await countAccounts()).toBe(before + 1);
  for (const base of [product.url, second.url]) {
    const closed = await new Visitor(base, product.url).ask("/register");
    expect([closed.status, closed.body]).toEqual([403, expect.stringContaining("All places are taken")]);
  }
});
