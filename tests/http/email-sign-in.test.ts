import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "@/db";
import { CHEAP_HASH } from "@/tests/support/context";
import { codeIn } from "@/tests/support/mail-sink";
import { freshPassword, makeAccount, makeNumberAccount } from "@/tests/support/make";
import { type Product, startProduct } from "@/tests/support/product";
import { type Answer, Visitor } from "@/tests/support/visitor";

let product: Product;
let database: Database;
beforeAll(async () => {
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 2);
});
afterAll(async () => {
  await database.end();
  await product.stop();
});

const visitor = () => new Visitor(product.url);
const signIn = async (who: Visitor, identifier: string, password: string) =>
  who.submit(await who.go("/sign-in"), "Sign in", { identifier, password });
const problems = ({ page }: Answer) => page.querySelectorAll("[data-summary] li").map((one) => one.textContent.trim());

test("P-V4: without JavaScript, from the button on the security page to signing in with both names; T-E8: each proof alone is refused", async () => {
  const account = await makeNumberAccount({ db: database.db, hash: CHEAP_HASH });
  const who = visitor();
  expect((await signIn(visitor(), account.email, account.password)).status).toBe(401);
  expect((await signIn(who, account.number, account.password)).status).toBe(303);
  for (const path of ["/account/security", "/account/profile"]) {
    const links = (await who.go(path)).page.querySelectorAll("a").map((a) => [a.textContent.trim(), a.getAttribute("href")]);
    expect(links).toContainEqual(["Turn on e-mail sign-in", "/account/email-sign-in"]);
  }
  const start = await who.go("/account/email-sign-in");
  expect(start.page.querySelector("input[name=email]")?.getAttribute("value")).toBe(account.email);
  expect((await who.submit(start, "Send code")).status).toBe(422);
  const sent = await who.submitAndGo(start, "Send code", { password: account.password });
  const code = codeIn(await product.mail.newestTo(account.email, /Your code/));
  const newPassword = freshPassword();
  const alone = await who.submit(sent, "Turn on e-mail sign-in", { code });
  expect([alone.status, problems(alone)]).toEqual([422, ["Enter a new password."]]);
  const old = await who.submit(sent, "Turn on e-mail sign-in", { code, newPassword: account.password });
  expect([old.status, problems(old)]).toEqual([422, ["This is the password you have already. Choose another one."]]);
  expect((await who.submit(sent, "Turn on e-mail sign-in", { newPassword })).status).toBe(422);
  expect((await signIn(visitor(), account.email, newPassword)).status).toBe(401);
  const done = await who.submitAndGo(sent, "Turn on e-mail sign-in", { code, newPassword });
  expect(done.page.querySelector("[role=status]")?.textContent).toContain("From now on you can sign in with your e-mail, too.");
  expect(done.body).not.toContain("/account/email-sign-in");
  for (const name of [account.email, account.number]) expect((await signIn(visitor(), name, newPassword)).status).toBe(303);
  const told = await product.mail.newestTo(account.email, /You can now sign in/);
  expect(told.text).toContain(`${account.email}, ${account.number}`);
  expect(told.raw).not.toContain(newPassword);
  expect((await who.ask("/account/email-sign-in")).location).toBe("/account/security");
});

test("P-V4: an account that signs in by e-mail is offered nothing", async () => {
  const account = await makeAccount({ db: database.db, hash: CHEAP_HASH });
  const who = visitor();
  await signIn(who, account.email, account.password);
  expect((await who.go("/account/security")).body).not.toContain("/account/email-sign-in");
});

test("P-M4: the page for a forgotten password says that it helps with a forgotten number, and the mail names all numbers of an address", async () => {
  const one = await makeNumberAccount({ db: database.db, hash: CHEAP_HASH });
  const two = await makeNumberAccount({ db: database.db, hash: CHEAP_HASH }, { contact: one.email });
  const who = visitor();
  const page = await who.go("/forgot-password");
  expect(page.page.querySelector("main")?.textContent).toContain("Forgotten your customer number?");
  await who.submitAndGo(page, "Send reset link", { identifier: one.email });
  const mail = await product.mail.newestTo(one.email, /customer numbers/i);
  for (const { number } of [one, two]) expect(mail.text).toContain(number);
  expect(mail.raw).not.toContain("/reset-password/");
});
